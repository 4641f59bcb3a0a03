import Broker
import HTTPWire
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5))) struct `A WebSocket connection` {
    /// Sends back what it hears; "move" goes to the other loop, "close" ends.
    private final class Echo: WebSocketPeer {
        private let socket: WebSocket
        private let name: String
        private let other: EventLoop
        private let ends: AsyncStream<WebSocketEnd>.Continuation

        init(
            _ socket: WebSocket,
            _ name: String,
            _ other: EventLoop,
            _ ends: AsyncStream<WebSocketEnd>.Continuation
        ) {
            self.socket = socket
            self.name = name
            self.other = other
            self.ends = ends
        }

        func opened(loop: isolated EventLoop) {
            socket.send(Array("welcome \(name)".utf8), loop: loop)
        }

        func received(_ text: Span<UInt8>, loop: isolated EventLoop) -> WebSocketVerdict {
            var copy: [UInt8] = []
            copy.append(copying: text)
            switch String(decoding: copy, as: UTF8.self) {
            case "close": return .close(.policyViolation, reason: "asked")
            case "move":
                return .move(to: other) { [ends] socket, loop in
                    Echo(socket, "moved", loop, ends)
                }
            case let text:
                socket.send(Array("\(name): \(text)".utf8), loop: loop)
                return .goOn
            }
        }

        func closed(_ end: WebSocketEnd, loop: isolated EventLoop) { ends.yield(end) }
    }

    private let web: WebHarness
    /// Where "move" leads.
    private let others: EventLoopGroup
    /// How the server's sockets ended.
    private let ends: AsyncStream<WebSocketEnd>

    init() throws {
        let (ends, input) = AsyncStream.makeStream(of: WebSocketEnd.self)
        self.ends = ends
        let others = try EventLoopGroup(count: 1)
        self.others = others
        web = try WebHarness { request, _, loop in
            guard request.fields[.origin] != "https://evil.example" else {
                return .respond(HTTPResponse(.forbidden))
            }
            var settings = WebSocketSettings(helloTime: nil)
            switch request.target.segments.last {
            case "hello": settings.helloTime = .milliseconds(30)
            case "beat": settings.pingInterval = .milliseconds(500)
            case _: break
            }
            return .webSocket(subprotocol: "test.v1", settings: settings, on: loop) {
                socket,
                _ in
                Echo(socket, "here", others.loops[0], input)
            }
        }
    }

    private func stop() {
        web.stop()
        others.stop(grace: .zero)
    }

    private func next(_ stream: WebSocketStream) async -> String? {
        for await text in stream.texts { return String(decoding: text, as: UTF8.self) }
        return nil
    }

    private func end() async -> WebSocketEnd? {
        for await end in ends { return end }
        return nil
    }

    @Test func `messages go both ways, and a close is heard by both`() async throws {
        let stream = try await web.open()
        #expect(await next(stream) == "welcome here")
        stream.send("täglich")
        #expect(await next(stream) == "here: täglich")
        let long = String(repeating: "a", count: 60_000)
        stream.send(long)
        #expect(await next(stream) == "here: " + long)
        stream.send("close")
        #expect(await next(stream) == nil)
        #expect(stream.end == .closedByPeer(.policyViolation, reason: "asked"))
        #expect(await end() == .closedHere(.policyViolation))
        stop()
    }

    @Test func `a connection moves to another loop between two messages`() async throws {
        let stream = try await web.open()
        for text in ["1", "move", "2", "3"] { stream.send(text) }
        var heard: [String?] = []
        for _ in 0..<5 { heard.append(await next(stream)) }
        #expect(heard == ["welcome here", "here: 1", "welcome moved", "moved: 2", "moved: 3"])
        stream.close()
        #expect(await end() == .closedByPeer(.normal, reason: ""))
        stop()
    }

    @Test func `a broken connection is told as lost`() async throws {
        let stream = try await web.open()
        #expect(await next(stream) == "welcome here")
        stream.cut()
        #expect(await end() == .lost(.closedByPeer))
        stop()
    }

    @Test func `who says nothing in time is sent away`() async throws {
        let stream = try await web.open("/hello")
        #expect(await next(stream) == "welcome here")
        #expect(await next(stream) == nil)
        #expect(stream.end == .closedByPeer(.policyViolation, reason: "no hello"))
        #expect(await end() == .peerSaidNothing)
        stop()
    }

    @Test func `who answers pings stays, and who does not is gone`() async throws {
        let stream = try await web.open("/beat")
        #expect(await next(stream) == "welcome here")
        // The silent one takes two intervals to go; the other outlives it.
        let heard = try await web.converse(upgrade("/beat"))
        #expect(heard.starts(with: "HTTP/1.1 101 ".utf8))
        #expect(await end() == .peerWentSilent)
        stream.send("still here")
        #expect(await next(stream) == "here: still here")
        stop()
    }

    @Test func `the route may refuse an origin, and the handshake other protocols`() async throws {
        let fields = HTTPFields([.origin: "https://evil.example"])
        await #expect { try await web.open(fields: fields) } throws: { error in
            guard case .upgradeRefused(let response)? = error as? WebClientError else {
                return false
            }
            return response.status == .forbidden
        }
        await #expect { try await web.open(subprotocol: "other") } throws: { error in
            guard case .upgradeRefused(let response)? = error as? WebClientError else {
                return false
            }
            return response.status == .badRequest
        }
        #expect(try await web.send(.get, "/signal").status == .upgradeRequired)
        stop()
    }

    private static let broken: [(frame: [UInt8], code: UInt16)] = [
        ([0x81, 0x01, 0x61], 1002),
        ([0xC1, 0x81, 0, 0, 0, 0, 0x61], 1002),
        ([0x81, 0x81, 0, 0, 0, 0, 0xFF], 1007),
        ([0x82, 0x81, 0, 0, 0, 0, 0x61], 1003),
        ([0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0], 1009),
    ]

    @Test(arguments: broken)
    func `a broken frame is answered with its close code`(frame: [UInt8], code: UInt16)
        async throws
    {
        let heard = try await web.converse(upgrade("/signal") + frame)
        let reason = code == 1003 ? Array("text only".utf8) : []
        let close = [0x88, UInt8(2 + reason.count), UInt8(code >> 8), UInt8(code & 0xFF)] + reason
        #expect(Array(heard.suffix(close.count)) == close)
        #expect(await end() != nil)
        stop()
    }

    private func upgrade(_ path: String) -> [UInt8] {
        Array(
            """
            GET \(path) HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Protocol: test.v1\r
            \r

            """.utf8
        )
    }
}
