import JSON
package import Transport

/// One Janus process for one session, commanded over a local socket of its own.
///
/// Only an answered `create` proves a start; what does not answer in time is killed, and with it
/// all media. The socket's end ends the server's session too (`reclaim_session_timeout` 0).
package actor JanusMediaPlane: MediaPlane, LoopPinned {
    package nonisolated let loop: EventLoop
    let configuration: MediaConfiguration
    private let tell: MediaEventHandler

    private var phase = Phase.none
    private var attempts = 0
    /// Which process; what was set going for another one does nothing.
    private var life = 0
    private var directory: JanusDirectory?
    private var child: ChildProcess?
    private var socket: LocalSocket?
    private var version = ""
    /// Of Janus' own session, and of the handle for orders to the room.
    private var session: Int64?
    var orders: Int64?

    private var transactions = 0
    private var pending: [Int: Pending] = [:]
    private var batches: [Int: Batch] = [:]
    private var lastAlive = ContinuousClock.now
    private var beats = 0
    private var closingSince: ContinuousClock.Instant?

    var room = MediaRoom()
    var roomName = ""
    var roomSecret = ""
    var handles: [FeedID: Handles] = [:]
    var owners: [Int64: (feed: FeedID, isUplink: Bool)] = [:]

    enum Phase {
        case none, starting, ready, ending
    }

    struct Handles {
        var token = Secret.text()
        var privateID: JSONValue = .null
        var uplink: Int64?
        var downlink: Int64?
    }

    private struct Pending {
        let purpose: JanusRequest.Purpose
        let sent: ContinuousClock.Instant
    }

    private struct Batch {
        var remaining: Int
        let outcome: MediaOutcome
    }

    package init(
        configuration: MediaConfiguration,
        loop: EventLoop,
        tell: @escaping MediaEventHandler
    ) {
        self.configuration = configuration
        self.loop = loop
        self.tell = tell
    }

    /// Kills what a broker that is gone left running; the numbers of the killed processes.
    package static func reapOrphans(in processDirectory: String) -> [Int32] {
        JanusDirectory.reapOrphans(in: processDirectory)
    }

    package func perform(_ order: MediaOrder, loop: isolated EventLoop) {
        assumeIsolated { $0.perform(order) }
    }

    private func perform(_ order: MediaOrder) {
        switch order {
        case .start:
            guard phase == .none else { return }
            phase = .starting
            attempts = 0
            tryToStart(because: "")
        case .end: end()
        case .join(let seat), .publish(let seat, _), .answer(let seat, _, _), .remove(let seat):
            guard phase == .ready else { return post(.refused(seat, .notReady)) }
            carryOut(room.perform(order))
        case .open:
            guard phase == .ready else { return post(.fact("not opened: no media process")) }
            carryOut(room.perform(order))
        case .close:
            guard phase == .ready else { return post(.closed(milliseconds: 0)) }
            carryOut(room.perform(order))
        }
    }

    // MARK: Start

    private func tryToStart(because reason: String) {
        guard attempts < Limit.attempts else {
            phase = .none
            return post(.lost(.didNotStart(reason)))
        }
        attempts += 1
        life += 1
        do throws(MediaLoss) {
            directory = try JanusDirectory(configuration)
        } catch {
            phase = .none
            return post(.lost(error))
        }
        guard let directory else { return }
        do throws(TransportError) {
            let child = try ChildProcess(
                path: configuration.janusPath,
                arguments: directory.arguments,
                output: directory.path + "/output"
            )
            directory.note(child.pid)
            watch(child)
            self.child = child
        } catch {
            return startFailed("\(error)")
        }
        after(Limit.start) { plane in
            if plane.phase == .starting { plane.startFailed("no answer in time") }
        }
        connect()
    }

    private func watch(_ child: ChildProcess) {
        let life = life
        loop.assumeIsolated { [self] loop in
            child.watch(on: loop) { status, _ in
                self.assumeIsolated { if $0.life == life { $0.exited(status) } }
            }
        }
    }

    /// Tries until somebody listens; the start's deadline ends it.
    private func connect() {
        guard phase == .starting, let directory else { return }
        guard let socket = try? LocalSocket(connectingTo: directory.socket) else {
            return after(.milliseconds(5)) { $0.connect() }
        }
        self.socket = socket
        let life = life
        loop.assumeIsolated { [self] loop in
            socket.watch(on: loop) { _ in
                self.assumeIsolated { if $0.life == life { $0.readSocket() } }
            }
        }
        send(JanusRequest(purpose: .starting(.inform), verb: "info"))
    }

    private func startFailed(_ reason: String) {
        tearDown()
        tryToStart(because: reason)
    }

    func started(_ step: JanusRequest.Start, _ message: JanusMessage) {
        guard phase == .starting else { return }
        guard message.errorCode == nil else {
            return startFailed("Janus said \(message.errorCode ?? 0) to \(step)")
        }
        switch step {
        case .inform:
            version = message.data["version_string"]?.string ?? "unknown"
            send(JanusRequest(purpose: .starting(.create), verb: "create"))
        case .create:
            session = message.data["data"]?["id"]?.integer
            send(JanusRequest(purpose: .starting(.attachOrders), verb: "attach"))
        case .attachOrders:
            orders = message.data["data"]?["id"]?.integer
            createRoom(key: directory?.roomKey ?? "")
        case .createRoom:
            phase = .ready
            lastAlive = .now
            beat()
            post(.ready(pid: child?.pid ?? 0, version: version))
        }
    }

    // MARK: End

    /// No process, no media.
    func kill(_ loss: MediaLoss) {
        guard phase == .ready else { return }
        tearDown()
        phase = .none
        post(.lost(loss))
    }

    private func end() {
        switch phase {
        case .none: post(.ended)
        case .ending: return
        case .starting: ended()
        case .ready:
            phase = .ending
            destroyRoom()
            after(Limit.acknowledgement) { $0.ended() }
        }
    }

    func ended() {
        guard phase == .ending || phase == .starting else { return }
        tearDown()
        phase = .none
        post(.ended)
    }

    private func exited(_ status: Int32) {
        switch phase {
        case .none: return
        case .starting: startFailed("it ended with status \(status)")
        case .ending: ended()
        case .ready: kill(.exited(status: status))
        }
    }

    private func tearDown() {
        child?.kill()
        if let socket {
            loop.assumeIsolated { socket.unwatch(on: $0) }
        }
        directory?.remove()
        life += 1
        (child, socket, directory, session, orders) = (nil, nil, nil, nil, nil)
        (pending, batches, handles, owners) = ([:], [:], [:], [:])
        closingSince = nil
        room = MediaRoom()
    }

    // MARK: Beats

    /// Each 0.3 s, as the server's session ends a second after the last.
    private func beat() {
        guard phase == .ready else { return }
        let now = ContinuousClock.now
        guard now - lastAlive <= Limit.silence,
            pending.values.allSatisfy({ now - $0.sent <= Limit.answer })
        else { return kill(.killedSilent) }
        send(JanusRequest(purpose: .keepAlive, verb: "keepalive"))
        if beats % Limit.beatsPerRoll == 0 { callRoll() }
        beats += 1
        after(Limit.beat) { $0.beat() }
    }

    // MARK: Requests

    /// False, and nothing sent, if it is too long.
    @discardableResult
    func send(_ request: JanusRequest) -> Bool {
        guard let directory else { return false }
        transactions += 1
        let bytes = request.bytes(
            transaction: transactions,
            secret: directory.apiSecret,
            session: session
        )
        guard bytes.count <= JanusRequest.longest else { return false }
        pending[transactions] = Pending(purpose: request.purpose, sent: .now)
        // What the socket does not take stays unanswered, and that is seen to.
        _ = socket?.send(bytes)
        return true
    }

    /// Several requests that come to one outcome, all answered in 500 ms, or the process is killed.
    func send(together requests: [(Int) -> JanusRequest], outcome: MediaOutcome) {
        guard !requests.isEmpty else { return carryOut(room.learn(outcome)) }
        transactions += 1
        let batch = transactions
        batches[batch] = Batch(remaining: requests.count, outcome: outcome)
        for request in requests { send(request(batch)) }
        after(Limit.acknowledgement) { plane in
            if plane.batches[batch] != nil { plane.kill(.killedUnacknowledged) }
        }
    }

    func partIsDone(of batch: Int) {
        guard var current = batches[batch] else { return }
        current.remaining -= 1
        batches[batch] = current.remaining > 0 ? current : nil
        if current.remaining == 0 { carryOut(room.learn(current.outcome)) }
    }

    private func readSocket() {
        let life = life
        for _ in 0..<Limit.messagesPerTurn {
            guard self.life == life, let socket else { return }
            switch socket.receive(limit: JanusMessage.longest) {
            case .nothing: return
            case .message(let bytes):
                guard let message = JanusMessage(bytes) else { continue }
                receive(message)
            case .tooLong: return kill(.killedMisbehaving("a message without end"))
            case .ended:
                // The exit follows, and says why.
                loop.assumeIsolated { socket.unwatch(on: $0) }
                child?.kill()
                return
            }
        }
    }

    private func receive(_ message: JanusMessage) {
        guard let transaction = message.transaction, let request = pending[transaction] else {
            return notice(message)
        }
        // An acknowledgement of receipt; the answer is still to come.
        if message.kind == .ack, request.purpose != .keepAlive { return }
        pending[transaction] = nil
        if request.purpose == .keepAlive { lastAlive = .now }
        answered(request.purpose, message)
    }

    // MARK: Time

    /// The close that was ordered has 500 ms from now.
    func beginSettling() {
        guard closingSince == nil else { return }
        let since = ContinuousClock.now
        closingSince = since
        after(Limit.acknowledgement) { plane in
            if plane.closingSince == since { plane.kill(.killedUnacknowledged) }
        }
    }

    func endSettling() {
        guard let since = closingSince else { return }
        closingSince = nil
        post(.closed(milliseconds: Int((ContinuousClock.now - since) / .milliseconds(1))))
    }

    func post(_ event: MediaEvent) { loop.post { [tell] in tell(event, $0) } }

    /// Does nothing if another process is there by then.
    private func after(
        _ time: Duration,
        _ call: @escaping @Sendable (isolated JanusMediaPlane) -> Void
    ) {
        let life = life
        loop.assumeIsolated { [self] loop in
            _ = loop.schedule(after: time) { _ in
                self.assumeIsolated { if $0.life == life { call($0) } }
            }
        }
    }
}

private enum Limit {
    static let attempts = 12
    static let start = Duration.seconds(2)
    static let acknowledgement = Duration.milliseconds(500)
    static let beat = Duration.milliseconds(300)
    static let beatsPerRoll = 3
    static let silence = Duration.seconds(2)
    /// Of any other request.
    static let answer = Duration.seconds(3)
    static let messagesPerTurn = 64
}
