internal import TLS

/// Writing, the end of a turn, and the end of a connection.
extension EventLoop {
    /// Gathers whole messages for a connection; they are sealed and sent at the end of the turn.
    ///
    /// While the peer is slow they wait, control before normal; more than the limit ends the
    /// connection, at the end of the turn.
    package func write(to id: ConnectionID, lane: Lane = .normal, _ body: (inout [UInt8]) -> Void) {
        guard let connection = connection(id), !connection.closesWhenSent, connection.doom == nil
        else { return }
        if connection.lanes.lacksBuffer, let buffer = spareBuffers.popLast() {
            connection.lanes.lend(buffer)
        }
        connection.lanes.write(lane, body)
        markDirty(connection)
        guard connection.lanes.count > Limit.eager else { return }
        sealAndSend(connection)
        if connection.lanes.count > connection.laneLimit { connection.doom = .peerTooSlow }
    }

    /// Closes the connection `time` from now, unless a later call says otherwise; nil: never.
    package func setDeadline(_ time: Duration?, for id: ConnectionID) {
        connection(id)?.deadline = time.map { now + $0 }
    }

    /// How many bytes may wait for a slow peer (16 MiB unless told), 256 KiB at least.
    package func setLaneLimit(_ bytes: Int, for id: ConnectionID) {
        connection(id)?.laneLimit = max(bytes, Limit.eager)
    }

    /// Sends what is written, says close_notify, and closes; 5 s at most.
    package func close(_ id: ConnectionID) {
        guard let connection = connection(id), !connection.closesWhenSent else { return }
        connection.closesWhenSent = true
        setDeadline(Limit.closeTime, for: id)
        markDirty(connection)
    }

    /// Closes at the end of the turn, sent or not.
    package func cut(_ id: ConnectionID) {
        guard let connection = connection(id) else { return }
        connection.doom = .closedHere
        markDirty(connection)
    }

    /// No new connections; goodbyes; the loop ends when all is sent, or after `grace`.
    package func stop(grace: Duration) {
        isStopping = true
        listeners = []
        for case let connection? in connections {
            sayGoodbye(connection)
            setDeadline(grace, for: connection.id)
        }
    }

    func sayGoodbye(_ connection: Connection) {
        if connection.isEstablished { connection.handler.sayGoodbye(loop: self) }
        close(connection.id)
    }

    func endTurn() {
        turnWheel()
        while let call = timers.popDue(at: now) { call(self) }
        resumeAll()
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
        for hand in max(hand, tick - 8)..<max(hand, tick) {
            for slot in stride(from: hand % 8, to: connections.count, by: 8) {
                guard let connection = connections[slot], let deadline = connection.deadline else {
                    continue
                }
                if deadline <= now { drop(connection, .timedOut) }
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
        sealAndSend(connection)
        if let end = connection.doom { return drop(connection, end) }
        guard connection.closesWhenSent, !connection.isLingering else { return }
        if !connection.isEstablished { return drop(connection, .closedHere) }
        if connection.unsent.isEmpty { finish(connection) }
    }

    /// Seals and sends while the socket takes it.
    private func sealAndSend(_ connection: Connection) {
        while connection.isEstablished, connection.doom == nil, connection.unsent.isEmpty,
            !connection.lanes.isEmpty
        {
            var failed = false
            connection.lanes.takeSegment { segment in
                let step = connection.wire.tls.withLock { $0.send(segment, reply: &sealed) }
                if case .failed = step { failed = true }
            }
            transmit(connection)
            if failed { connection.doom = .peerMisbehaved(["sealing failed"]) }
        }
        guard let buffer = connection.lanes.giveBack(), buffer.capacity <= 2 * Limit.record,
            spareBuffers.count < 1024
        else { return }
        spareBuffers.append(buffer)
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
            case .ended: return doom(connection)
            }
            guard sent < sealed.count else { return }
            poller.watch(connection.wire.socket, token: connection.id.token, forWriting: true)
        }
        connection.unsent.append(copying: sealed.span.extracting(sent...))
        if connection.unsent.count > Limit.lanes { doom(connection) }
    }

    func sendUnsent(_ connection: Connection) {
        switch connection.wire.socket.send(connection.unsent.span) {
        case .bytes(let count): connection.unsent.removeFirst(count)
        case .wouldBlock: return
        case .ended: return drop(connection, .closedByPeer)
        }
        guard connection.unsent.isEmpty else { return }
        poller.watch(connection.wire.socket, token: connection.id.token, forWriting: false)
        markDirty(connection)
    }

    private func doom(_ connection: Connection) {
        connection.doom = .closedByPeer
        markDirty(connection)
    }

    /// Says the end, and waits a little for the peer's: to close on bytes not read would reset the
    /// connection, and take away what the peer has not read yet.
    private func finish(_ connection: Connection) {
        connection.wire.tls.withLock { $0.close(reply: &sealed) }
        transmit(connection)
        connection.wire.socket.endSending()
        connection.isLingering = true
        setDeadline(Limit.lingerTime, for: connection.id)
        let handler = connection.handler
        connection.handler = Afterglow()
        handler.connectionClosed(.closedHere, loop: self)
    }
}
