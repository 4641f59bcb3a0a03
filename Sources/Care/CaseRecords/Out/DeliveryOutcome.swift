/// What came of one try.
package enum DeliveryOutcome: Sendable, Hashable {
    case delivered(status: Int)
    case failed(DeliveryFailure, retryAfter: Duration?)

    /// What a receiver's status means (Standard Webhooks 1.0, section "Delivery success and failure").
    ///
    /// 409 counts as delivered: the receiver has it from an earlier try whose answer was lost.
    package init(status: Int, retryAfter: String?) {
        switch status {
        case 200...299, 409: self = .delivered(status: status)
        case 410: self = .failed(.gone, retryAfter: nil)
        case _:
            // A date is not read: the schedule's own pause will do.
            let seconds = retryAfter.flatMap { Int64($0) }.map { max(0, min($0, 86_400)) }
            self = .failed(.status(status), retryAfter: seconds.map { .seconds($0) })
        }
    }
}
