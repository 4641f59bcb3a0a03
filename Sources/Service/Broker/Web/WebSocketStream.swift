package import HTTPWire
import Transport

/// A WebSocket as a stream of messages, usable from any task.
package final class WebSocketStream: Sendable {
    /// Text messages in order; ends when the connection does.
    package let texts: AsyncStream<[UInt8]>
    package let socket: WebSocket
    private let input: AsyncStream<[UInt8]>.Continuation
    private let ended = Guarded<WebSocketEnd?>(nil)

    init(_ socket: WebSocket) {
        self.socket = socket
        (texts, input) = AsyncStream.makeStream()
    }

    /// Why the connection ended; nil while it stands.
    package var end: WebSocketEnd? { ended.withLock { $0 } }

    package func send(_ text: [UInt8]) {
        socket.loop.post { [socket] in socket.send(text, loop: $0) }
    }

    package func send(_ text: String) { send(Array(text.utf8)) }

    package func close(_ code: WebSocketCloseCode = .normal) {
        socket.loop.post { [socket] in socket.close(code, loop: $0) }
    }

    /// Cuts the connection without a word, as a broken network does.
    package func cut() {
        socket.loop.post { [connection = socket.connection] in $0.cut(connection) }
    }

    fileprivate func take(_ text: [UInt8]) { input.yield(text) }

    fileprivate func finish(_ end: WebSocketEnd) {
        ended.withLock { $0 = end }
        input.finish()
    }
}

/// Feeds a stream.
final class StreamPeer: WebSocketPeer {
    private let stream: WebSocketStream
    private let whenOpened: (WebSocketStream) -> Void

    init(_ stream: WebSocketStream, whenOpened: @escaping (WebSocketStream) -> Void) {
        self.stream = stream
        self.whenOpened = whenOpened
    }

    func opened(loop: isolated EventLoop) { whenOpened(stream) }

    func received(_ text: Span<UInt8>, loop: isolated EventLoop) -> WebSocketVerdict {
        var copy: [UInt8] = []
        copy.append(copying: text)
        stream.take(copy)
        return .goOn
    }

    func closed(_ end: WebSocketEnd, loop: isolated EventLoop) { stream.finish(end) }
}
