import HTTPWire
import Testing

@Suite struct `The WebSocket handshake` {
    private let key = "dGhlIHNhbXBsZSBub25jZQ=="

    private func request(_ change: (inout HTTPRequest) -> Void = { _ in }) throws -> HTTPRequest {
        let target = try #require(HTTPTarget("/signal"))
        var request = WebSocketHandshake.request(
            target,
            host: "localhost",
            key: key,
            subprotocol: "contact-broker.v1"
        )
        change(&request)
        return request
    }

    private func replacing(_ name: HTTPFieldName, _ value: String?) throws -> HTTPRequest {
        try request { request in
            var fields = HTTPFields()
            for line in request.fields.lines where line.name != name {
                fields.add(line.name, line.value)
            }
            if let value { fields.add(name, value) }
            request.fields = fields
        }
    }

    private func status(_ request: HTTPRequest) -> HTTPStatus {
        WebSocketHandshake.answer(request, subprotocol: "contact-broker.v1").status
    }

    @Test func `the example of RFC 6455 section 1_3 is answered`() throws {
        let answer = WebSocketHandshake.answer(try request(), subprotocol: "contact-broker.v1")
        #expect(answer.status == .switchingProtocols)
        #expect(answer.fields[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(answer.fields[.secWebSocketProtocol] == "contact-broker.v1")
        #expect(WebSocketHandshake.opens(answer, key: key, subprotocol: "contact-broker.v1"))
        #expect(!WebSocketHandshake.opens(answer, key: key, subprotocol: nil))
        #expect(!WebSocketHandshake.opens(answer, key: "other", subprotocol: "contact-broker.v1"))
    }

    @Test func `lists and case are read as lists and without case`() throws {
        #expect(status(try replacing(.connection, "keep-alive, UPGRADE")) == .switchingProtocols)
        #expect(status(try replacing(.upgrade, "WebSocket")) == .switchingProtocols)
        let offers = try replacing(.secWebSocketProtocol, "x, contact-broker.v1")
        #expect(status(offers) == .switchingProtocols)
    }

    @Test func `anything else is refused`() throws {
        #expect(status(try request { $0.method = .post }) == .methodNotAllowed)
        #expect(status(try replacing(.upgrade, nil)) == .upgradeRequired)
        #expect(status(try replacing(.connection, "close")) == .upgradeRequired)
        #expect(status(try replacing(.secWebSocketVersion, "8")) == .upgradeRequired)
        #expect(status(try replacing(.secWebSocketKey, nil)) == .badRequest)
        #expect(status(try replacing(.secWebSocketKey, "c2hvcnQ=")) == .badRequest)
        #expect(status(try replacing(.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZR==")) == .badRequest)
        #expect(status(try replacing(.secWebSocketProtocol, "other")) == .badRequest)
        #expect(status(try replacing(.secWebSocketProtocol, nil)) == .badRequest)
    }
}
