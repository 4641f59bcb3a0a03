/// Why one try did not deliver a notice.
package enum DeliveryFailure: Sendable, Hashable {
    /// The receiver answered something else than it should.
    case status(Int)
    /// It wants nothing more from us (410).
    case gone
    /// It did not answer in time.
    case timedOut
    /// No connection, or one that broke, or a certificate that is not to be trusted.
    case notConnected
    case nameUnknown
    /// It is inside a network where deliveries must not go, unless the configuration says so.
    case addressNotAllowed
    /// What came back is no HTTP.
    case notUnderstood

    /// As the log keeps it.
    var code: String {
        switch self {
        case .status(let status): "status-\(status)"
        case .gone: "gone"
        case .timedOut: "timedOut"
        case .notConnected: "notConnected"
        case .nameUnknown: "nameUnknown"
        case .addressNotAllowed: "addressNotAllowed"
        case .notUnderstood: "notUnderstood"
        }
    }

    /// Reads what `code` wrote; nil for anything else.
    init?(code: String) {
        let plain: [DeliveryFailure] = [
            .gone, .timedOut, .notConnected, .nameUnknown, .addressNotAllowed, .notUnderstood,
        ]
        if let found = plain.first(where: { $0.code == code }) {
            self = found
        } else if code.hasPrefix("status-"), let status = Int(code.dropFirst(7)) {
            self = .status(status)
        } else {
            return nil
        }
    }

    /// A clause for whoever has to act, for example "it answered with status 503".
    package var words: String {
        switch self {
        case .status(let status) where (300...399).contains(status):
            "it answered with a redirect (\(status)), which is never followed"
        case .status(let status): "it answered with status \(status)"
        case .gone: "it said that it wants nothing more from us (410)"
        case .timedOut: "it did not answer in time"
        case .notConnected: "it could not be reached, or its certificate is not trusted"
        case .nameUnknown: "its name leads nowhere"
        case .addressNotAllowed:
            "its name leads into a private network, which the configuration does not allow"
        case .notUnderstood: "what it answered is not HTTP"
        }
    }
}
