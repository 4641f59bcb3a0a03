import TLS
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A TLS connection` {
    private let authority: TestAuthority
    private let server: TLSServerContext

    init() throws {
        authority = try TestAuthority.shared.get()
        server = try TLSServerContext(
            certificateFile: authority.certificateFile,
            keyFile: authority.keyFile
        )
    }

    private func client(_ name: String = "localhost", authorityFile: String? = nil) throws(TLSError)
        -> TLSConnection
    {
        let file = authorityFile ?? authority.authorityFile
        return try TLSConnection(TLSClientContext(authorityFile: file), serverName: name)
    }

    /// One end: what it has heard, and what it has to say.
    private final class End {
        var machine: TLSConnection
        var heard: [UInt8] = []
        var reply: [UInt8] = []
        var error: TLSError?
        var isEstablished = false

        init(_ machine: consuming TLSConnection) { self.machine = machine }

        func receive(_ bytes: [UInt8]) {
            guard error == nil else { return }
            var plain = [UInt8](repeating: 0, count: bytes.count + 16_384)
            var span = plain.mutableSpan
            switch machine.receive(bytes.span, into: &span, at: 0, reply: &reply) {
            case .incomplete: break
            case .complete(let count):
                isEstablished = true
                heard += plain[..<count]
            case .failed(let failure): error = failure
            }
        }

        func takeReply() -> [UInt8] {
            defer { reply = [] }
            return reply
        }
    }

    /// Carries bytes both ways until nobody says anything.
    private func converse(_ client: End, _ server: End, by size: Int = .max) {
        client.receive([])
        while true {
            let (toServer, toClient) = (client.takeReply(), server.takeReply())
            if toServer.isEmpty, toClient.isEmpty { return }
            for (bytes, isToServer) in [(toServer, true), (toClient, false)] {
                var rest = bytes[...]
                while !rest.isEmpty {
                    let piece = Array(rest.prefix(size))
                    rest = rest.dropFirst(size)
                    if isToServer { server.receive(piece) } else { client.receive(piece) }
                }
            }
        }
    }

    @Test(arguments: [("localhost", Int.max), ("127.0.0.1", 1)])
    func `both ends hear each other, and an orderly end`(name: String, size: Int) throws {
        let one = End(try client(name))
        let other = End(TLSConnection(server))
        converse(one, other, by: size)
        #expect(one.isEstablished && other.isEstablished)
        let text = [UInt8](repeating: 7, count: 40_000)
        _ = one.machine.send(text.span, reply: &one.reply)
        other.receive(one.takeReply())
        #expect(other.heard == text)
        let answer: [UInt8] = [1, 2]
        _ = other.machine.send(answer.span, reply: &other.reply)
        other.machine.close(reply: &other.reply)
        one.receive(other.takeReply())
        #expect(one.heard == [1, 2])
        one.receive([])
        #expect(one.error == .closedByPeer)
    }

    @Test(arguments: ["elsewhere.example", "127.0.0.2", "localhost.example"])
    func `a client refuses a certificate for another name or address`(name: String) throws {
        let one = End(try client(name))
        let other = End(TLSConnection(server))
        converse(one, other)
        #expect(!one.isEstablished && !other.isEstablished)
        guard case .peerMisbehaved? = one.error else {
            Issue.record("not blamed on the server")
            return
        }
    }

    @Test func `a client refuses an authority it does not know`() throws {
        let one = End(try client(authorityFile: authority.strangerFile))
        let other = End(TLSConnection(server))
        converse(one, other)
        #expect(!one.isEstablished && one.error != nil && other.error != nil)
    }

    @Test func `garbage fails and is blamed on the peer`() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            let count = Int.random(in: 5...200, using: &random)
            let garbage = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let end = End(TLSConnection(server))
            end.receive(garbage)
            #expect(!end.isEstablished && end.heard.isEmpty)
            if case .failed? = end.error { Issue.record("blamed on us") }
        }
        let end = End(TLSConnection(server))
        end.receive(Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        guard case .peerMisbehaved? = end.error else {
            Issue.record("plain HTTP was taken")
            return
        }
    }

    @Test func `a hello that was changed or cut never makes a connection`() throws {
        let one = End(try client())
        one.receive([])
        let hello = one.takeReply()
        for end in stride(from: 0, to: hello.count, by: 7) {
            let other = End(TLSConnection(server))
            other.receive(Array(hello[..<end]))
            #expect(other.error == nil && !other.isEstablished && other.reply.isEmpty)
        }
        var random = SeededGenerator(seed: 4)
        for _ in 0..<300 {
            let other = End(TLSConnection(server))
            other.receive(random.mutate(hello))
            #expect(!other.isEstablished)
        }
    }

    @Test func `a changed record gives no plaintext`() throws {
        let one = End(try client())
        let other = End(TLSConnection(server))
        converse(one, other)
        let text: [UInt8] = [1, 2, 3]
        _ = one.machine.send(text.span, reply: &one.reply)
        var record = one.takeReply()
        record[record.count - 1] ^= 1
        other.receive(record)
        #expect(other.heard.isEmpty && other.error != nil)
    }

    @Test func `missing and mismatched files are errors of ours`() {
        #expect(throws: TLSError.self) {
            try TLSServerContext(certificateFile: "/nowhere", keyFile: authority.keyFile)
        }
        #expect(throws: TLSError.self) {
            try TLSServerContext(
                certificateFile: authority.certificateFile,
                keyFile: authority.elsewhereKeyFile
            )
        }
        #expect(throws: TLSError.self) { try TLSClientContext(authorityFile: "/nowhere") }
    }
}
