/// A close code that may stand on the wire (RFC 6455 section 7.4 and its registry).
package struct WebSocketCloseCode: Hashable, Sendable {
    package let value: UInt16

    /// Nil for codes that are reserved, never sent, or not assigned.
    package init?(_ value: UInt16) {
        switch value {
        case 1000...1003, 1007...1014, 3000...4999: self.value = value
        case _: return nil
        }
    }

    private init(known value: UInt16) { self.value = value }

    package static let normal = WebSocketCloseCode(known: 1000)
    package static let goingAway = WebSocketCloseCode(known: 1001)
    package static let protocolError = WebSocketCloseCode(known: 1002)
    package static let unsupportedData = WebSocketCloseCode(known: 1003)
    package static let invalidText = WebSocketCloseCode(known: 1007)
    package static let policyViolation = WebSocketCloseCode(known: 1008)
    package static let messageTooBig = WebSocketCloseCode(known: 1009)
    package static let internalError = WebSocketCloseCode(known: 1011)
    package static let serviceRestart = WebSocketCloseCode(known: 1012)
    package static let tryAgainLater = WebSocketCloseCode(known: 1013)
}
