/// Why bytes from a page are no message; `id` is the request's, where one could be read, so that it can be answered.
package enum SignallingError: Error, Equatable, Sendable {
    case malformedMessage(id: RequestID?)
    case unknownType(id: RequestID?)

    package var code: ErrorCode {
        switch self {
        case .malformedMessage: .malformedMessage
        case .unknownType: .unknownType
        }
    }

    package var id: RequestID? {
        switch self {
        case .malformedMessage(let id), .unknownType(let id): id
        }
    }
}

/// The number by which a page finds the answer to its request: 1 to 2⁵³ − 1.
package struct RequestID: Hashable, Sendable {
    package let number: Int64

    package init?(_ number: Int64) {
        guard (1...9_007_199_254_740_991).contains(number) else { return nil }
        self.number = number
    }
}
