package import TLS

internal import Glibc
internal import Synchronization

/// Where connections come in, and what speaks first on them.
struct Listener {
    let socket: ListeningSocket
    let context: TLSServerContext
    let census: ConnectionCensus
    let greeter: EventLoop.Arrival
}

/// A listener on its way to its loop.
final class ListeningSocket: Sendable {
    let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
}

/// Connections coming, and going to another loop.
extension EventLoop {
    /// Opens a listener on a numeric address; connections start as what `greeter` makes of them.
    ///
    /// From any thread. Port 0 takes a free one. The handshake must be done in 10 s; from then on
    /// the handler sets the deadlines.
    ///
    /// - Returns: The port.
    @discardableResult
    package nonisolated func listen(
        address: String,
        port: UInt16,
        context: TLSServerContext,
        limits: ConnectionLimits = ConnectionLimits(),
        greeter: @escaping Arrival
    ) throws(TransportError) -> UInt16 {
        try [self].listen(
            address: address,
            port: port,
            context: context,
            limits: limits,
            greeter: greeter
        )
    }

    func add(_ listener: Listener) {
        guard !isStopping else { return }
        listeners.append(listener)
        poller.watch(
            listener.socket.descriptor,
            token: Poller.firstListenerToken + UInt64(listeners.count - 1)
        )
    }

    func acceptAll(_ number: Int) {
        guard listeners.indices.contains(number) else { return }
        let listener = listeners[number]
        for _ in 0..<Limit.acceptsPerTurn {
            switch listener.socket.descriptor.accept() {
            case .nobody: return
            case .exhausted: return rest(number)
            case .connection(let socket, let peer):
                guard let admission = listener.census.admit(peer) else {
                    counters.turnedAway.add(1, ordering: .relaxed)
                    continue
                }
                let tls = TLSConnection(listener.context)
                let wire = Wire(socket, tls, peer: peer, admission: admission)
                let connection = install(wire, listener.greeter)
                setDeadline(Limit.handshakeTime, for: connection.id)
            }
        }
    }

    /// Level-triggered readiness would spin while there are no descriptors.
    private func rest(_ number: Int) {
        poller.forget(listeners[number].socket.descriptor)
        _ = schedule(after: Limit.acceptRest) { loop in
            guard loop.listeners.indices.contains(number) else { return }
            loop.poller.watch(
                loop.listeners[number].socket.descriptor,
                token: Poller.firstListenerToken + UInt64(number)
            )
        }
    }

    // MARK: Going out

    /// Connects to a numeric address, whose certificate must be valid for `serverName`.
    ///
    /// The handler that `arrival` makes hears of success by `connectionOpened`, of failure by
    /// `connectionClosed`; connecting and handshake together must be done in 10 s.
    @discardableResult
    package func connect(
        address: String,
        port: UInt16,
        context: TLSClientContext,
        serverName: String,
        arrival: Arrival
    ) throws(TransportError) -> ConnectionID {
        guard let target = SocketAddress(address, port: port), !isStopping else {
            throw TransportError(call: "connect", code: isStopping ? ECANCELED : EINVAL)
        }
        let socket = try FileDescriptor.connecting(to: target)
        guard let tls = try? TLSConnection(context, serverName: serverName) else {
            throw TransportError(call: "server name", code: EINVAL)
        }
        let connection = install(Wire(socket, tls, peer: target.peer, admission: nil), arrival)
        connection.isConnecting = true
        poller.watch(connection.wire.socket, token: connection.id.token, forWriting: true)
        setDeadline(Limit.handshakeTime, for: connection.id)
        return connection.id
    }

    func finishConnecting(_ connection: Connection) {
        if let error = connection.wire.socket.connectionError() {
            return drop(connection, .failed(error))
        }
        connection.isConnecting = false
        poller.watch(connection.wire.socket, token: connection.id.token, forWriting: false)
        decrypt(0, for: connection)
    }

    // MARK: Coming and going

    func install(_ wire: Wire, _ arrival: Arrival) -> Connection {
        serial &+= 1
        let id = ConnectionID(token: serial << 32 | UInt64(wire.socket.raw))
        let connection = Connection(id, wire, arrival(id, self))
        while connections.count <= id.slot { connections.append(nil) }
        connections[id.slot] = connection
        live += 1
        poller.watch(wire.socket, token: id.token)
        return connection
    }

    func forget(_ connection: Connection) {
        connection.isGone = true
        connections[connection.id.slot] = nil
        live -= 1
        poller.forget(connection.wire.socket)
    }

    func drop(_ connection: Connection, _ end: ConnectionEnd) {
        guard !connection.isGone else { return }
        forget(connection)
        connection.handler.connectionClosed(end, loop: self)
    }

    func connection(_ id: ConnectionID) -> Connection? {
        guard id.slot < connections.count, connections[id.slot]?.id == id else { return nil }
        return connections[id.slot]
    }

    /// What speaks on a connection now; nil when it is gone.
    package func handler(of id: ConnectionID) -> (any ConnectionHandler)? {
        connection(id)?.handler
    }

    /// Where a connection comes from; nil when it is gone.
    package func peer(of id: ConnectionID) -> PeerAddress? { connection(id)?.wire.peer }

    // MARK: Hand-over

    func handOver(_ connection: Connection, to target: EventLoop, _ arrival: @escaping Arrival) {
        guard !connection.isGone else { return }
        forget(connection)
        let parcel = Parcel(
            wire: connection.wire,
            unread: connection.unread,
            lanes: connection.lanes,
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
        connection.lanes = parcel.lanes
        connection.unsent = parcel.unsent
        poller.watch(
            parcel.wire.socket,
            token: connection.id.token,
            forWriting: !parcel.unsent.isEmpty
        )
        markDirty(connection)
        connection.handler.connectionOpened(loop: self)
        hand(recallUnread(connection), to: connection)
        guard isStopping else { return }
        setDeadline(Limit.closeTime, for: connection.id)
        sayGoodbye(connection)
    }
}
