import Dispatch
import TLS
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(5))) struct `An event loop` {
    private let server: TLSServerContext
    private let client: TLSClientContext
    private let servers: EventLoopGroup
    private let clients: EventLoopGroup
    /// What the server's connections hear, and the client's.
    private let heard = Inbox<Heard>()
    private let told = Inbox<Heard>()

    init() throws {
        let authority = try TestAuthority.shared.get()
        server = try TLSServerContext(
            certificateFile: authority.certificateFile,
            keyFile: authority.keyFile
        )
        client = try TLSClientContext(authorityFile: authority.authorityFile)
        servers = try EventLoopGroup(count: 2)
        clients = try EventLoopGroup(count: 1)
    }

    private func listen(
        limits: ConnectionLimits = ConnectionLimits(),
        answer: @escaping Talker.Answer = { bytes, _, _ in .consumed(bytes.count) }
    ) throws -> UInt16 {
        try servers.listen(address: "127.0.0.1", port: 0, context: server, limits: limits) {
            [heard] id, _ in Talker(id, heard, answer: answer)
        }
    }

    /// A client that says `greeting`.
    @discardableResult
    private func connect(
        _ port: UInt16,
        greeting: [UInt8] = [],
        answer: @escaping Talker.Answer = { bytes, _, _ in .consumed(bytes.count) }
    ) async -> ConnectionID? {
        let made = Inbox<ConnectionID?>()
        clients.loops[0].post { [client, told] loop in
            let id = try? loop.connect(
                address: "127.0.0.1",
                port: port,
                context: client,
                serverName: "localhost"
            ) { id, _ in Talker(id, told, greeting: greeting, answer: answer) }
            made.put(id)
        }
        return await made.next() ?? nil
    }

    private func stop() {
        clients.stop(grace: .zero)
        servers.stop(grace: .seconds(1))
    }

    @Test func `bytes go both ways over TLS, and the end is told`() async throws {
        let port = try listen { bytes, id, loop in
            loop.write(to: id) { $0 += bytes.reversed() }
            return .close
        }
        await connect(port, greeting: [1, 2, 3])
        #expect(await heard.next() == .opened)
        #expect(await heard.next() == .bytes([1, 2, 3]))
        #expect(await heard.next() == .closed(.closedHere))
        #expect(await told.next() == .opened)
        #expect(await told.next() == .bytes([3, 2, 1]))
        #expect(await told.next() == .closed(.closedByPeer))
        stop()
    }

    @Test func `a port in use is an error of the caller's`() async throws {
        let port = try listen()
        #expect(port != 0)
        let error = #expect(throws: TransportError.self) {
            try clients.listen(address: "127.0.0.1", port: port, context: server) {
                [heard] id, _ in Talker(id, heard)
            }
        }
        #expect(error?.isAddressInUse == true)
        #expect(throws: TransportError.self) {
            try clients.listen(address: "not an address", port: 0, context: server) {
                [heard] id, _ in Talker(id, heard)
            }
        }
        stop()
    }

    @Test func `nobody listening is told to the handler`() async throws {
        let port = try listen()
        servers.stop(grace: .zero)
        await connect(port)
        guard case .closed(.failed(let error))? = await told.next() else {
            Issue.record("no failure")
            return
        }
        #expect(error.call == "connect")
        clients.stop(grace: .zero)
    }

    @Test func `timers ring in order, and a cancelled one never`() async throws {
        let rung = Inbox<Int>()
        clients.loops[0].post { loop in
            _ = loop.schedule(after: .milliseconds(30)) { _ in rung.put(3) }
            _ = loop.schedule(after: .milliseconds(10)) { _ in rung.put(1) }
            let cancelled = loop.schedule(after: .milliseconds(15)) { _ in rung.put(0) }
            _ = loop.schedule(after: .milliseconds(20)) { _ in rung.put(2) }
            loop.cancel(cancelled)
        }
        for number in 1...3 { #expect(await rung.next() == number) }
        #expect(await rung.rest().isEmpty)
        stop()
    }

    @Test func `many timers ring in the order of their times`() async throws {
        let rung = Inbox<Int>()
        var random = SeededGenerator(seed: 5)
        let times = (0..<500).map { _ in Int.random(in: 0...40, using: &random) }
        clients.loops[0].post { loop in
            for time in times {
                _ = loop.schedule(after: .milliseconds(50 * time)) { _ in rung.put(time) }
            }
        }
        var order: [Int] = []
        for _ in times { order.append(await rung.next() ?? -1) }
        #expect(order == times.sorted())
        stop()
    }

    @Test func `a deadline closes a silent connection`() async throws {
        let port = try listen { bytes, id, loop in
            loop.setDeadline(.milliseconds(20), for: id)
            return .consumed(bytes.count)
        }
        await connect(port, greeting: [1])
        #expect(await heard.end() == .timedOut)
        stop()
    }

    @Test func `a connection that moves keeps what is unread, and its words in order`() async throws
    {
        let second = servers.loops[1]
        let port = try servers.loops[0].listen(address: "127.0.0.1", port: 0, context: server) {
            [heard] id, _ in
            Talker(id, heard) { _, id, loop in
                loop.write(to: id) { $0 += [10] }
                return .move(consumed: 1, to: second) { id, _ in
                    Talker(id, heard, greeting: [11]) { bytes, id, loop in
                        loop.write(to: id) { $0 += bytes }
                        return .consumed(bytes.count)
                    }
                }
            }
        }
        await connect(port, greeting: [1, 2, 3])
        #expect(await heard.next() == .opened)
        #expect(await heard.next() == .bytes([1, 2, 3]))
        #expect(await heard.next() == .opened)
        #expect(await heard.next() == .bytes([2, 3]))
        #expect(await told.next() == .opened)
        #expect(await told.bytes(4) == [10, 11, 2, 3])
        stop()
    }

    @Test func `what is left unread comes again when resumed`() async throws {
        let port = try listen { bytes, id, loop in
            guard bytes == [1, 2] else { return .close }
            loop.post { $0.resume(id) }
            return .consumed(1)
        }
        await connect(port, greeting: [1, 2])
        #expect(await heard.next() == .opened)
        #expect(await heard.next() == .bytes([1, 2]))
        #expect(await heard.next() == .bytes([2]))
        #expect(await heard.end() == .closedHere)
        stop()
    }

    @Test func `control overtakes what waits for a slow peer, between whole messages`() async throws
    {
        let size = 50_000
        let messages: UInt8 = 200
        let written = DispatchSemaphore(value: 0)
        let port = try listen { bytes, id, loop in
            for number in 1...messages {
                loop.write(to: id) { $0 += [UInt8](repeating: number, count: size) }
            }
            loop.write(to: id, lane: .control) { $0 += [255, 255, 255] }
            written.signal()
            return .consumed(bytes.count)
        }
        // The client reads once, and then not before all is written.
        await connect(port, greeting: [1]) { bytes, _, _ in
            written.wait()
            written.signal()
            return .consumed(bytes.count)
        }
        #expect(await told.next() == .opened)
        let all = await told.bytes(Int(messages) * size + 3)
        #expect(all.count == Int(messages) * size + 3)
        let place = try #require(all.firstIndex(of: 255))
        #expect(Array(all[place..<(place + 3)]) == [255, 255, 255])
        #expect(place % size == 0)
        #expect(place < Int(messages) * size)
        let rest = all[..<place] + all[(place + 3)...]
        #expect(rest.elementsEqual((1...messages).flatMap { [UInt8](repeating: $0, count: size) }))
        stop()
    }

    @Test func `a peer that takes too little is closed, and its handler told why`() async throws {
        let port = try listen { bytes, id, loop in
            loop.setLaneLimit(1 << 20, for: id)
            for _ in 0..<400 {
                loop.write(to: id) { $0 += [UInt8](repeating: 1, count: 50_000) }
            }
            return .consumed(bytes.count)
        }
        let gate = DispatchSemaphore(value: 0)
        await connect(port, greeting: [1]) { bytes, _, _ in
            gate.wait()
            gate.signal()
            return .consumed(bytes.count)
        }
        #expect(await heard.end() == .peerTooSlow)
        gate.signal()
        stop()
    }

    @Test func `more than the limit from one peer is turned away, and room comes back`()
        async throws
    {
        let port = try listen(limits: ConnectionLimits(perPeer: 1)) { _, _, _ in .close }
        let first = try #require(await connect(port))
        #expect(await told.next() == .opened)
        await connect(port)
        #expect(await told.next() == .closed(.closedByPeer))
        clients.loops[0].post { loop in loop.write(to: first) { $0 += [1] } }
        #expect(await told.end() == .closedByPeer)
        // The place is free once the server has seen the end, too.
        var isOpen = false
        for _ in 0..<10_000 where !isOpen {
            await connect(port)
            isOpen = await told.next() == .opened
        }
        #expect(isOpen)
        stop()
    }

    @Test func `at a stop the handlers say goodbye`() async throws {
        let port = try listen()
        await connect(port, greeting: [1])
        #expect(await heard.next() == .opened)
        #expect(await heard.next() == .bytes([1]))
        servers.stop(grace: .seconds(2))
        #expect(await told.next() == .opened)
        #expect(await told.next() == .bytes(Array("bye".utf8)))
        #expect(await told.end() == .closedByPeer)
        clients.stop(grace: .zero)
    }
}
