import HTTPWire
import TestSupport
import Testing

@Suite struct `HTTP requests` {
    private static let post = Array(
        """
        POST /join/a%20b?next=%2Fhome&x=1 HTTP/1.1\r
        Host: localhost:8443\r
        Content-Type: application/json\r
        Cookie: a=1; __Host-seat-7=secret; b=2\r
        Content-Length: 8\r
        \r
        {"n":17}
        """.utf8
    )

    /// All requests in the bytes, given in pieces of the size; how it ended.
    static func parse(_ bytes: [UInt8], by size: Int = .max) -> (
        requests: [HTTPRequest], error: HTTPError?
    ) {
        var parser = HTTPRequestParser()
        var requests: [HTTPRequest] = []
        var rest = bytes[...]
        do throws(HTTPError) {
            while !rest.isEmpty {
                let piece = Array(rest.prefix(size))
                rest = rest.dropFirst(size)
                var start = 0
                while start < piece.count {
                    guard let request = try parser.next(piece.span, from: &start) else { break }
                    requests.append(request)
                }
            }
            return (requests, nil)
        } catch {
            return (requests, error)
        }
    }

    @Test func `a request is read with its target, fields and body`() throws {
        let request = try #require(Self.parse(Self.post).requests.first)
        #expect(request.method == .post)
        #expect(request.target.segments == ["join", "a b"])
        #expect(request.target.value("next") == "/home")
        #expect(request.fields[.host] == "localhost:8443")
        #expect(request.fields.cookie("__Host-seat-7") == "secret")
        #expect(request.fields.cookie("seat") == nil)
        #expect(request.body == Array("{\"n\":17}".utf8))
        #expect(!request.isLast)
    }

    @Test(arguments: [1, 2, 3, 7, 50])
    func `however it is cut, the same requests come out in order`(size: Int) {
        let get = Array("\r\nGET / HTTP/1.1\r\nhost:x\r\nConnection: Foo, Close\r\n\r\n".utf8)
        let (requests, error) = Self.parse(Self.post + get + Self.post, by: size)
        #expect(error == nil)
        #expect(requests == Self.parse(Self.post + get + Self.post).requests)
        #expect(requests.map(\.method) == [.post, .get, .post])
        #expect(requests[1].isLast)
    }

    @Test func `a request cut short is never taken for whole`() {
        for end in Self.post.indices {
            let (requests, error) = Self.parse(Array(Self.post[..<end]))
            #expect(requests.isEmpty && error == nil, "cut at \(end)")
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: x\n\n", HTTPStatus.badRequest),
        ("GET / HTTP/1.1\r\nHost: x\r\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\n Host: x\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", .badRequest),
        ("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET / HTTP/1.1 \r\nHost: x\r\n\r\n", .badRequest),
        ("GET /\r\nHost: x\r\n\r\n", .badRequest),
        ("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET /a/%2e%2E HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET /a%00 HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET /%C3 HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET /%4 HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("GET / HTTP/1.0\r\nHost: x\r\n\r\n", .versionNotSupported),
        ("GET / http/1.1\r\nHost: x\r\n\r\n", .badRequest),
        ("get / HTTP/1.1\r\nHost: x\r\n\r\n", .notImplemented),
        ("TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", .notImplemented),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
            .badRequest
        ),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \r\n\r\n", .badRequest),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n", .bodyTooLarge),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
            .bodyTooLarge
        ),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", .lengthRequired),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", .notImplemented),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
            .badRequest
        ),
        ("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n", .expectationFailed),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", .badRequest),
    ])
    func `what two parsers may read in two ways is refused`(text: String, status: HTTPStatus) {
        let (requests, error) = Self.parse(Array(text.utf8))
        #expect(requests.isEmpty)
        #expect(error?.status == status)
    }

    @Test func `heads have limits, and what is just within them passes`() {
        let head = "GET / HTTP/1.1\r\nHost: x\r\n"
        let long = { (count: Int) in
            Array((head + "a: " + String(repeating: "b", count: count) + "\r\n\r\n").utf8)
        }
        let room = 8_192 - head.utf8.count - 7
        #expect(Self.parse(long(room)).requests.count == 1)
        #expect(Self.parse(long(room + 1)).error == .peerSentLongHead)
        let path = "GET /" + String(repeating: "a", count: 9_000)
        #expect(Self.parse(Array(path.utf8)).error == .peerSentLongTarget)
        let many = { (count: Int) in
            Array((head + String(repeating: "a: b\r\n", count: count) + "\r\n").utf8)
        }
        #expect(Self.parse(many(63)).requests.count == 1)
        #expect(Self.parse(many(64)).error == .peerSentLongHead)
    }

    @Test func `the largest body passes`() {
        let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n"
        let body = [UInt8](repeating: 7, count: 65_536)
        #expect(Self.parse(Array(head.utf8) + body).requests.first?.body == body)
    }

    /// Hostile bytes: no trap, one reading however they are cut, and what is read can be written.
    @Test func `a hundred thousand mutations are read in one way or refused`() async {
        var random = SeededGenerator(seed: 1)
        var taken = 0
        for number in 0..<100_000 {
            if number.isMultiple(of: 256) { await Task.yield() }
            let bytes = random.mutate(Self.post)
            let (requests, error) = Self.parse(bytes)
            taken += requests.count
            guard number.isMultiple(of: 4) else { continue }
            let inPieces = Self.parse(bytes, by: .random(in: 1...80, using: &random))
            guard requests == inPieces.requests, error == inPieces.error else {
                Issue.record("two readings of \(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
        #expect(taken > 1_000)
    }

    @Test func `what is written is read again`() throws {
        let target = try #require(HTTPTarget("/a?b=c"))
        let request = HTTPRequest(
            .post,
            target,
            fields: HTTPFields([.host: "x", .origin: "https://x"]),
            body: [1, 2, 3]
        )
        var bytes: [UInt8] = []
        request.append(to: &bytes)
        let read = try #require(Self.parse(bytes).requests.first)
        #expect(read.method == .post && read.target == target && read.body == [1, 2, 3])
        #expect(read.fields[.origin] == "https://x")
    }
}
