/// What a peer did against RFC 6455; answer the close code and close.
package enum WebSocketError: Error, Equatable {
    case peerBrokeFraming(String)
    case peerSentInvalidText
    case peerSentLongMessage

    package var closeCode: WebSocketCloseCode {
        switch self {
        case .peerBrokeFraming: .protocolError
        case .peerSentInvalidText: .invalidText
        case .peerSentLongMessage: .messageTooBig
        }
    }
}
