package import HTTPWire
package import Transport

/// What a WebSocket is to the one who talks over it; made and called on the loop of its connection.
package protocol WebSocketPeer: AnyObject {
    /// The connection stands; once, before anything else.
    func opened(loop: isolated EventLoop)
    /// A whole text message, valid UTF-8, of 64 KiB at most; the bytes last for this call.
    func received(_ text: Span<UInt8>, loop: isolated EventLoop) -> WebSocketVerdict
    /// The connection is gone; once, and the last call, unless the peer had moved it away.
    func closed(_ end: WebSocketEnd, loop: isolated EventLoop)
}

package typealias WebSocketPeerMaker =
    @Sendable (WebSocket, isolated EventLoop) -> any WebSocketPeer

/// What to do after a message.
package enum WebSocketVerdict {
    case goOn
    /// Goes on with another peer on another loop (or this one), from the next message on.
    ///
    /// This peer hears nothing more.
    case move(to: EventLoop, peer: WebSocketPeerMaker)
    case close(WebSocketCloseCode, reason: String)
}

/// Why a WebSocket ended.
package enum WebSocketEnd: Sendable, Equatable {
    case closedHere(WebSocketCloseCode)
    /// No code: the peer gave none.
    case closedByPeer(WebSocketCloseCode?, reason: String)
    case peerMisbehaved(WebSocketError)
    /// No hello in time.
    case peerSaidNothing
    /// No byte for twice the ping interval.
    case peerWentSilent
    /// The connection ended without a close frame.
    case lost(ConnectionEnd)
}

package struct WebSocketSettings: Sendable {
    /// In which the first message must come; nil: no matter.
    package var helloTime: Duration?
    /// Between pings; after two of them without a byte the peer is gone.
    package var pingInterval: Duration
    /// Bytes that may wait for a slow peer.
    package var laneLimit: Int

    package init(
        helloTime: Duration? = .seconds(5),
        pingInterval: Duration = .seconds(10),
        laneLimit: Int = 1 << 20
    ) {
        self.helloTime = helloTime
        self.pingInterval = pingInterval
        self.laneLimit = laneLimit
    }
}

/// An open WebSocket, to be written to on its loop; nothing happens when it is gone.
package struct WebSocket: Sendable, Hashable {
    package let loop: EventLoop
    let connection: ConnectionID
    let role: WebSocketRole

    /// Sends a text message: valid UTF-8.
    package func send(_ text: Span<UInt8>, lane: Lane = .normal, loop: isolated EventLoop) {
        loop.write(to: connection, lane: lane) { [role] out in
            guard role == .client else {
                WebSocketFrame.appendHeader(.text, count: text.count, to: &out)
                return out.append(copying: text)
            }
            WebSocketFrame.append(.text, text, mask: role.freshMask(), to: &out)
        }
    }

    /// Sends a text message: valid UTF-8.
    package func send(_ text: [UInt8], lane: Lane = .normal, loop: isolated EventLoop) {
        send(text.span, lane: lane, loop: loop)
    }

    /// Sends what waits, says why, and closes; the peer hears `closed` at the end of the turn.
    package func close(
        _ code: WebSocketCloseCode,
        reason: String = "",
        loop: isolated EventLoop
    ) {
        let handler = loop.handler(of: connection) as? WebSocketConnection
        handler?.close(code, reason: reason, .closedHere(code), loop: loop)
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.connection == other.connection && one.loop === other.loop
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(connection) }
}

extension WebSocketRole {
    /// Unpredictable for a client (RFC 6455 section 5.3), nothing for a server.
    func freshMask() -> UInt32? {
        switch self {
        case .server: nil
        case .client: UInt32.random(in: .min ... .max)
        }
    }
}
