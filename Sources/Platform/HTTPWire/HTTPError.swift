/// Why a peer's HTTP message was not taken.
///
/// Each names what the peer did; a server answers `status` and closes the connection, as the
/// message's end can no longer be known.
package enum HTTPError: Error, Equatable {
    /// Against RFC 9112; the text says where, and holds nothing of the message.
    case peerSentMalformed(String)
    case peerSentLongTarget
    case peerSentLongHead
    case peerSentLongBody
    /// A chunked body: only Content-Length is taken here.
    case peerSentChunkedBody
    case peerSentUnknownCoding
    case peerUsedUnknownMethod
    case peerUsedUnknownVersion
    case peerExpectedContinue

    package var status: HTTPStatus {
        switch self {
        case .peerSentMalformed: .badRequest
        case .peerSentLongTarget: .targetTooLong
        case .peerSentLongHead: .headTooLarge
        case .peerSentLongBody: .bodyTooLarge
        case .peerSentChunkedBody: .lengthRequired
        case .peerSentUnknownCoding, .peerUsedUnknownMethod: .notImplemented
        case .peerUsedUnknownVersion: .versionNotSupported
        case .peerExpectedContinue: .expectationFailed
        }
    }
}
