import Broker
import Dispatch
import HTTPWire
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5))) struct `An HTTP connection` {
    /// Says the path; "/later" from another thread, after everything else had its chance.
    private static let routes: HTTPRoutes = { request, exchange, _ in
        let response = HTTPResponse(
            .ok,
            type: "text/plain",
            body: Array((request.target.text + ";").utf8) + request.body
        )
        guard request.target.segments.first == "later" else { return .respond(response) }
        DispatchQueue.global().async { exchange.answer(response) }
        return .later
    }

    private let web: WebHarness

    init() throws { web = try WebHarness(routes: Self.routes) }

    @Test func `a request is answered, with the security fields and the date`() async throws {
        let response = try await web.send(.get, "/hello")
        #expect(response.status == .ok)
        #expect(response.body == Array("/hello;".utf8))
        for line in securityFields(host: "localhost").lines {
            #expect(response.fields.values(line.name) == [line.value])
        }
        #expect(response.fields[.date]?.hasSuffix("GMT") == true)
        #expect(try await web.send(.head, "/hello").body == [])
        web.stop()
    }

    @Test func `an answer may come later, and requests behind it wait their turn`() async throws {
        var bytes: [UInt8] = []
        for path in ["/1", "/later/2", "/3", "/later/4", "/5"] {
            let last = path == "/5" ? "Connection: close\r\n" : ""
            bytes += Array("GET \(path) HTTP/1.1\r\nHost: x\r\n\(last)\r\n".utf8)
        }
        let heard = String(decoding: try await web.converse(bytes), as: UTF8.self)
        let bodies = heard.split(separator: "\r\n\r\n").dropFirst().compactMap {
            $0.split(separator: ";").first
        }
        #expect(bodies == ["/1", "/later/2", "/3", "/later/4", "/5"])
        web.stop()
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: x\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "411"),
        ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", "505"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\nxxxxxxxxxxx", "413"),
    ])
    func `a bad request is answered once, and its connection closed`(text: String, status: String)
        async throws
    {
        let heard = String(decoding: try await web.converse(Array(text.utf8)), as: UTF8.self)
        #expect(heard.hasPrefix("HTTP/1.1 \(status) "))
        #expect(heard.contains("connection: close\r\n"))
        web.stop()
    }

    @Test func `an answer is read though the peer still sends a body that nobody takes`()
        async throws
    {
        let body = String(repeating: "x", count: 3 << 20)
        let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(3 << 20)\r\n\r\n"
        let heard = String(
            decoding: try await web.converse(Array((head + body).utf8)),
            as: UTF8.self
        )
        #expect(heard.hasPrefix("HTTP/1.1 413 "))
        web.stop()
    }

    @Test func `an upgrade that no route wants is a request like others`() async throws {
        let stream = try? await web.open()
        #expect(stream == nil)
        web.stop()
    }

    @Test func `seeded garbage and cut handshakes leave others untouched`() async throws {
        let line = """
            for i in $(seq 60); do
              head -c $((i * 29)) <(openssl enc -aes-128-ctr -K $(printf %032x $i) -iv 0 \
                -in /dev/zero 2>/dev/null | head -c 4096) > /dev/tcp/127.0.0.1/$PORT
              printf 'GET / HTTP/1.1\\r\\n\\r\\n' > /dev/tcp/127.0.0.1/$PORT
              printf '\\x16\\x03\\x01\\x02\\x00\\x01' > /dev/tcp/127.0.0.1/$PORT
            done; echo done
            """
        let web = web
        async let noise = Task.detached { try web.shell(line) }.value
        for number in 0..<60 {
            #expect(try await web.send(.get, "/\(number)").status == .ok)
        }
        #expect(try await noise.hasSuffix("done\n"))
        #expect(try await web.send(.get, "/after").status == .ok)
        web.stop()
    }

    @Test func `other protocols and old versions of TLS are refused`() throws {
        let client = "openssl s_client -connect 127.0.0.1:$PORT -CAfile $CA -brief"
        #expect(try web.shell("\(client) -alpn h2").contains("no application protocol"))
        #expect(try web.shell("\(client) -tls1_2").contains("protocol version"))
        let good = try web.shell("\(client) -verify_return_error -alpn h2,http/1.1")
        #expect(good.contains("Verification: OK"))
        #expect(good.contains("TLSv1.3"))
        web.stop()
    }
}
