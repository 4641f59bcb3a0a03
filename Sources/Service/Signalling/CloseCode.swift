/// How the server closes a WebSocket; the code tells the page whether to come back (RFC 6455 §7.4).
package enum CloseCode: UInt16, CaseIterable, Sendable {
    /// The server is stopping; come back.
    case goingAway = 1001
    case protocolError = 1002
    /// Too slow a reader, or too busy a server; come back.
    case tryAgainLater = 1013
    /// The session is over; don't come back.
    case finished = 4000
    /// The seat is no longer theirs, or never was; don't come back.
    case refused = 4001
    /// The same seat was opened elsewhere; don't come back.
    case seatTaken = 4002

    /// Whether the page may come back with a new ticket.
    package var invitesReturn: Bool {
        switch self {
        case .goingAway, .protocolError, .tryAgainLater: true
        case .finished, .refused, .seatTaken: false
        }
    }
}

/// Why the server says good-bye, in the last message before the close.
package enum ByeCode: String, CaseIterable, Sendable {
    case sessionFinished, removed, seatTaken, notAllowed

    package var closeCode: CloseCode {
        switch self {
        case .sessionFinished: .finished
        case .removed, .notAllowed: .refused
        case .seatTaken: .seatTaken
        }
    }
}
