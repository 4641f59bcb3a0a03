import Foundation
package import HTTPWire
package import Transport

/// What a client asks for when it opens a WebSocket.
package struct WebSocketRequest: Sendable {
    package var target: HTTPTarget
    package var subprotocol: String?
    /// Origin and Cookie, for instance.
    package var fields: HTTPFields
    package var settings: WebSocketSettings

    package init(
        _ target: HTTPTarget,
        subprotocol: String?,
        fields: HTTPFields = HTTPFields(),
        settings: WebSocketSettings = WebSocketSettings(helloTime: nil)
    ) {
        self.target = target
        self.subprotocol = subprotocol
        self.fields = fields
        self.settings = settings
    }
}

/// Opens WebSockets over TLS; all that follows happens on the loop that is given.
package enum WebSocketClient {
    /// Opens a WebSocket that speaks with what `peer` makes; else `failed` is called, once.
    package static func open(
        _ request: WebSocketRequest,
        at server: ServerEndpoint,
        on loop: EventLoop,
        peer: @escaping WebSocketPeerMaker,
        failed: @escaping @Sendable (WebClientError) -> Void
    ) {
        loop.post { loop in
            do throws(TransportError) {
                try loop.connect(
                    address: server.address,
                    port: server.port,
                    context: server.context,
                    serverName: server.serverName
                ) { id, _ in WebSocketOpening(id, request, server.host, peer, failed) }
            } catch {
                failed(.notConnected(error))
            }
        }
    }

    /// Opens a WebSocket as a stream of messages.
    package static func open(
        _ request: WebSocketRequest,
        at server: ServerEndpoint,
        on loop: EventLoop
    ) async throws(WebClientError) -> WebSocketStream {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<WebSocketStream, WebClientError>, Never>) in
            open(request, at: server, on: loop) { socket, _ in
                StreamPeer(WebSocketStream(socket)) { continuation.resume(returning: .success($0)) }
            } failed: { error in
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }
}

/// The client's part of the handshake.
private final class WebSocketOpening: ConnectionHandler {
    private let id: ConnectionID
    private let request: WebSocketRequest
    private let host: String
    private let key: String
    private let peer: WebSocketPeerMaker
    private var failed: ((WebClientError) -> Void)?
    private var parser = HTTPResponseParser()

    init(
        _ id: ConnectionID,
        _ request: WebSocketRequest,
        _ host: String,
        _ peer: @escaping WebSocketPeerMaker,
        _ failed: @escaping (WebClientError) -> Void
    ) {
        self.id = id
        self.request = request
        self.host = host
        self.peer = peer
        self.failed = failed
        let random = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        key = Data(random).base64EncodedString()
    }

    func connectionOpened(loop: isolated EventLoop) {
        loop.setDeadline(.seconds(10), for: id)
        let opening = WebSocketHandshake.request(
            request.target,
            host: host,
            key: key,
            subprotocol: request.subprotocol,
            fields: request.fields
        )
        loop.write(to: id) { opening.append(to: &$0) }
    }

    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    {
        var start = 0
        do throws(HTTPError) {
            guard
                let response = try parser.next(bytes.span.extracting(..<count), from: &start)
            else { return .consumed(start) }
            let subprotocol = request.subprotocol
            if WebSocketHandshake.opens(response, key: key, subprotocol: subprotocol) {
                return .move(consumed: start, to: loop) { [peer, request] id, loop in
                    WebSocketConnection(id, .client, request.settings, peer, loop: loop)
                }
            }
            fail(.upgradeRefused(response))
        } catch {
            fail(.serverMisbehaved(error))
        }
        return .close
    }

    func connectionClosed(_ end: ConnectionEnd, loop: isolated EventLoop) {
        fail(.connectionEnded(end))
    }

    private func fail(_ error: WebClientError) {
        failed?(error)
        failed = nil
    }
}
