package import HTTPWire
package import Transport

/// Decides what happens with a request, on the loop of its connection; must not block.
package typealias HTTPRoutes =
    @Sendable (HTTPRequest, HTTPExchange, isolated EventLoop) -> HTTPOutcome

package enum HTTPOutcome {
    case respond(HTTPResponse)
    /// `HTTPExchange.answer` will be called, within 30 s; requests behind this one wait.
    case later
    /// Answers the upgrade (or why not), and goes on as WebSocket on the loop named.
    ///
    /// The route must have checked the Origin.
    case webSocket(
        subprotocol: String,
        settings: WebSocketSettings = WebSocketSettings(),
        on: EventLoop,
        peer: WebSocketPeerMaker
    )
}

/// One request on its connection, to be answered now or later.
package struct HTTPExchange: Sendable {
    package let peer: PeerAddress
    package let loop: EventLoop
    let connection: ConnectionID
    let number: Int

    /// Answers after `.later`, once, from any thread; nothing happens when the peer has gone.
    package func answer(_ response: HTTPResponse) {
        loop.post { [connection, number] loop in
            let handler = loop.handler(of: connection) as? HTTPServerConnection
            handler?.answer(number, response, loop: loop)
        }
    }
}
