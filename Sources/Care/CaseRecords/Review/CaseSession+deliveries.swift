import Casework

/// What the case system was never told of.
extension CaseSession {
    var undelivered: [ReviewFinding] {
        deliveries.compactMap { delivery in
            guard case .abandoned(let end) = delivery.state else { return nil }
            let what =
                delivery.notice.kind.isOfRecord ? "the signed record" : "a clock that runs here"
            let text = """
                The case system has not been told of \(what), and nobody tries any more: \
                \(end.failure.words). Ask those who run it; then have it tried again with “outbox replay”. \
                The record itself is safe.
                """
            return ReviewFinding(.notDelivered, text, entries: [end.entry], at: end.at)
        }
    }
}
