internal import Synchronization
package import TLS

enum Limit {
    /// Bytes of ciphertext read from one socket in one turn.
    static let read = 65_536
    /// A TLS record's plaintext (RFC 8446 section 5.1).
    static let record = 16_384
    /// Bytes of a message not yet whole; more closes the connection.
    static let unread = 65_536 + 16
    /// Ciphertext that a slow peer may leave; more closes the connection.
    static let unsent = 1 << 20
    static let handshakesPerTurn = 8
    static let acceptsPerTurn = 64
    /// Milliseconds.
    static let tick: Int32 = 32
    static let handshakeTime = Duration.seconds(10)
}

/// Where connections come in, and what speaks first on them.
struct Listener: ~Copyable {
    let socket: FileDescriptor
    let context: TLSContext
    let greeter: EventLoop.Arrival
}

extension EventLoop {
    /// Opens the loop's own listener; the loops of a server share the port.
    package func listen(port: UInt16, context: TLSContext, greeter: @escaping Arrival)
        throws(TransportError)
    {
        let socket = try FileDescriptor.listening(port: port)
        poller.watch(socket, token: Poller.listenerToken)
        listener = Listener(socket: socket, context: context, greeter: greeter)
    }

    func acceptAll() {
        guard let context = listener?.context, let greeter = listener?.greeter else { return }
        for _ in 0..<Limit.acceptsPerTurn {
            guard let socket = listener?.socket.accept() else { return }
            let connection = install(Wire(socket, context), greeter)
            setDeadline(Limit.handshakeTime, for: connection.id)
        }
    }

    /// Takes what the socket holds, decrypts all of it, and gives it to the handler.
    func read(_ connection: Connection) {
        if !connection.isEstablished {
            guard handshakesLeft > 0 else { return }
            handshakesLeft -= 1
        }
        let size: Int
        switch connection.wire.socket.receive(into: &ciphertext) {
        case .bytes(let count): size = count
        case .wouldBlock: return
        case .ended: return drop(connection)
        }
        let kept = recallUnread(connection)
        var plain = plaintext.mutableSpan
        let step = connection.wire.tls.withLock { tls in
            tls.receive(ciphertext.span.extracting(..<size), into: &plain, at: kept, reply: &sealed)
        }
        transmit(connection)
        switch step {
        case .incomplete: return
        case .failed: return drop(connection)
        case .complete(let count):
            connection.isEstablished = true
            hand(kept + count, to: connection)
        }
    }

    /// Gives the first `count` bytes of `plaintext` to the handler, and keeps what it leaves.
    private func hand(_ count: Int, to connection: Connection) {
        guard count > 0, !connection.isGone else { return }
        var plain = plaintext.mutableSpan
        switch connection.handler.receive(&plain, count: count, loop: self) {
        case .close: drop(connection)
        case .consumed(let used): keep(plaintext[used..<count], in: connection)
        case .move(let used, let target, let arrival):
            keep(plaintext[used..<count], in: connection)
            guard target === self else { return handOver(connection, to: target, arrival) }
            connection.handler = arrival(connection.id, self)
            hand(recallUnread(connection), to: connection)
        }
    }

    private func keep(_ rest: ArraySlice<UInt8>, in connection: Connection) {
        guard rest.count <= Limit.unread else { return drop(connection) }
        connection.unread = Array(rest)
    }

    /// Puts what was kept in front, where the next bytes will join it.
    private func recallUnread(_ connection: Connection) -> Int {
        let count = connection.unread.count
        guard count > 0 else { return 0 }
        plaintext.replaceSubrange(..<count, with: connection.unread)
        connection.unread = []
        return count
    }

    func connection(_ id: ConnectionID) -> Connection? {
        guard id.slot < connections.count, connections[id.slot]?.id == id else { return nil }
        return connections[id.slot]
    }

    // MARK: Hand-over

    private func handOver(
        _ connection: Connection,
        to target: EventLoop,
        _ arrival: @escaping Arrival
    ) {
        guard !connection.isGone else { return }
        forget(connection)
        let parcel = Parcel(
            wire: connection.wire,
            unread: connection.unread,
            outgoing: connection.outgoing,
            unsent: connection.unsent
        )
        counters.handedOver.add(1, ordering: .relaxed)
        counters.handedOverBytes.add(parcel.unread.count, ordering: .relaxed)
        target.post { $0.adopt(parcel, arrival) }
    }

    private func adopt(_ parcel: Parcel, _ arrival: Arrival) {
        let connection = install(parcel.wire, arrival)
        connection.isEstablished = true
        connection.unread = parcel.unread
        connection.outgoing = parcel.outgoing
        connection.unsent = parcel.unsent
        poller.watch(
            parcel.wire.socket,
            token: connection.id.token,
            forWriting: !parcel.unsent.isEmpty
        )
        markDirty(connection)
        hand(recallUnread(connection), to: connection)
        guard isStopping else { return }
        setDeadline(Limit.handshakeTime, for: connection.id)
        sayGoodbye(connection)
    }
}
