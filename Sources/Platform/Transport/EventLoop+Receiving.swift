internal import TLS

/// Bytes coming in.
extension EventLoop {
    /// Gives the handler again, at the end of the turn, what it left unconsumed.
    package func resume(_ id: ConnectionID) { resumed.append(id) }

    /// Takes what the socket holds, decrypts all of it, and gives it to the handler.
    func read(_ connection: Connection) {
        guard !connection.isGone else { return }
        if !connection.isEstablished {
            guard handshakesLeft > 0 else { return }
            handshakesLeft -= 1
        }
        switch connection.wire.socket.receive(into: &ciphertext) {
        case .bytes(let count):
            if !connection.isLingering { decrypt(count, for: connection) }
        case .wouldBlock: return
        case .ended: return drop(connection, .closedByPeer)
        }
    }

    func decrypt(_ size: Int, for connection: Connection) {
        let kept = recallUnread(connection)
        var plain = plaintext.mutableSpan
        let step = connection.wire.tls.withLock { tls in
            tls.receive(ciphertext.span.extracting(..<size), into: &plain, at: kept, reply: &sealed)
        }
        transmit(connection)
        switch step {
        case .incomplete: return
        case .failed(.closedByPeer): return drop(connection, .closedByPeer)
        case .failed(.peerMisbehaved(let texts)), .failed(.failed(let texts)):
            return drop(connection, .peerMisbehaved(texts))
        case .complete(let count):
            if !connection.isEstablished {
                connection.isEstablished = true
                connection.deadline = nil
                connection.handler.connectionOpened(loop: self)
                markDirty(connection)
            }
            hand(kept + count, to: connection)
        }
    }

    /// Gives the first `count` bytes of `plaintext` to the handler, and keeps what it leaves.
    func hand(_ count: Int, to connection: Connection) {
        var count = count
        while count > 0, !connection.isGone, !connection.closesWhenSent {
            var plain = plaintext.mutableSpan
            switch connection.handler.receive(&plain, count: count, loop: self) {
            case .close: return close(connection.id)
            case .consumed(let used): return keep(plaintext[used..<count], in: connection)
            case .move(let used, let target, let arrival):
                keep(plaintext[used..<count], in: connection)
                guard target === self else { return handOver(connection, to: target, arrival) }
                guard !connection.isGone else { return }
                connection.handler = arrival(connection.id, self)
                connection.handler.connectionOpened(loop: self)
                count = recallUnread(connection)
            }
        }
    }

    func resumeAll() {
        while let id = resumed.popLast() {
            guard let connection = connection(id) else { continue }
            hand(recallUnread(connection), to: connection)
        }
    }

    private func keep(_ rest: ArraySlice<UInt8>, in connection: Connection) {
        guard rest.count <= Limit.unread else {
            return drop(connection, .peerMisbehaved(["more unread than may wait"]))
        }
        connection.unread = Array(rest)
    }

    /// Puts what was kept in front, where the next bytes will join it.
    func recallUnread(_ connection: Connection) -> Int {
        let count = connection.unread.count
        guard count > 0 else { return 0 }
        plaintext.replaceSubrange(..<count, with: connection.unread)
        connection.unread = []
        return count
    }
}
