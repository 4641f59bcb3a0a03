internal import TLS

/// Writing, the end of a turn, and the end of a connection.
extension EventLoop {
    /// Gathers plaintext for a connection; it is sealed and sent once, at the end of the turn.
    package func write(to id: ConnectionID, _ body: (inout [UInt8]) -> Void) {
        guard let connection = connection(id), !connection.closesWhenSent else { return }
        if connection.outgoing.capacity == 0, let buffer = spareBuffers.popLast() {
            connection.outgoing = buffer
        }
        body(&connection.outgoing)
        markDirty(connection)
    }

    /// Closes the connection `time` from now, unless a later call says otherwise; nil: never.
    package func setDeadline(_ time: Duration?, for id: ConnectionID) {
        connection(id)?.deadline = time.map { now + $0 }
    }

    /// No new connections; goodbyes; the loop ends when all is sent, or after `grace`.
    package func stop(grace: Duration) {
        isStopping = true
        listener = nil
        for case let connection? in connections {
            setDeadline(grace, for: connection.id)
            sayGoodbye(connection)
        }
    }

    func sayGoodbye(_ connection: Connection) {
        connection.handler.sayGoodbye(loop: self)
        connection.closesWhenSent = true
        markDirty(connection)
    }

    func endTurn() {
        turnWheel()
        var index = 0
        while index < dirty.count {
            flush(dirty[index])
            index += 1
        }
        dirty.removeAll(keepingCapacity: true)
    }

    /// A wheel of 8 slots: each tick looks at every eighth connection.
    ///
    /// So a deadline is met at most 8 ticks (256 ms) late, and to renew it is a store.
    private func turnWheel() {
        let tick = Int((now - startTime) / .milliseconds(Int(Limit.tick)))
        for hand in max(hand, tick - 8)..<tick {
            for slot in stride(from: hand % 8, to: connections.count, by: 8) {
                guard let connection = connections[slot], let deadline = connection.deadline else {
                    continue
                }
                if deadline <= now { drop(connection) }
            }
        }
        hand = tick
    }

    func markDirty(_ connection: Connection) {
        guard !connection.isDirty else { return }
        connection.isDirty = true
        dirty.append(connection)
    }

    private func flush(_ connection: Connection) {
        connection.isDirty = false
        guard !connection.isGone else { return }
        if !connection.outgoing.isEmpty {
            var gathered: [UInt8] = []
            swap(&gathered, &connection.outgoing)
            let step = connection.wire.tls.withLock { $0.send(gathered.span, reply: &sealed) }
            if gathered.capacity <= 2 * Limit.record, spareBuffers.count < 1024 {
                gathered.removeAll(keepingCapacity: true)
                spareBuffers.append(gathered)
            }
            transmit(connection)
            if case .failed = step { drop(connection) }
        }
        if connection.closesWhenSent, connection.unsent.isEmpty { finish(connection) }
    }

    /// Sends what TLS has sealed, or keeps what the socket does not take.
    func transmit(_ connection: Connection) {
        defer { sealed.removeAll(keepingCapacity: true) }
        guard !sealed.isEmpty, !connection.isGone else { return }
        var sent = 0
        if connection.unsent.isEmpty {
            switch connection.wire.socket.send(sealed.span) {
            case .bytes(let count): sent = count
            case .wouldBlock: break
            case .ended: return drop(connection)
            }
            guard sent < sealed.count else { return }
            poller.watch(connection.wire.socket, token: connection.id.token, forWriting: true)
        }
        connection.unsent.append(copying: sealed.span.extracting(sent...))
        if connection.unsent.count > Limit.unsent { drop(connection) }
    }

    func sendUnsent(_ connection: Connection) {
        switch connection.wire.socket.send(connection.unsent.span) {
        case .bytes(let count): connection.unsent.removeFirst(count)
        case .wouldBlock: return
        case .ended: return drop(connection)
        }
        guard connection.unsent.isEmpty else { return }
        poller.watch(connection.wire.socket, token: connection.id.token, forWriting: false)
        if connection.closesWhenSent { finish(connection) }
    }

    private func finish(_ connection: Connection) {
        guard !connection.isGone else { return }
        connection.wire.tls.withLock { $0.close(reply: &sealed) }
        transmit(connection)
        drop(connection)
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

    func drop(_ connection: Connection) {
        guard !connection.isGone else { return }
        forget(connection)
        connection.handler.connectionClosed(loop: self)
    }
}
