internal import Foundation
package import Synchronization

/// One thread, one epoll, the connections on it: an actor that is its own executor.
///
/// The thread enters it, and every actor pinned to it, by `assumeIsolated`. As a task executor
/// it also takes a task's resumption.
package actor EventLoop: SerialExecutor, TaskExecutor {
    package typealias Call = @Sendable (isolated EventLoop) -> Void
    package typealias Arrival =
        @Sendable (ConnectionID, isolated EventLoop) -> any ConnectionHandler

    nonisolated let poller: Poller
    package nonisolated let counters = LoopCounters()
    private nonisolated let mailbox = Guarded(Mailbox())
    private nonisolated let running = Atomic<pthread_t>(0)
    private nonisolated let ended = DispatchGroup()

    var connections: [Connection?] = []
    var live = 0
    var serial: UInt64 = 0
    var listeners: [Listener] = []
    /// When this turn began.
    package internal(set) var now = ContinuousClock.now
    var timers = TimerQueue<Call>()
    var watchers: [UInt64: Call] = [:]
    var hand = 0
    let startTime = ContinuousClock.now
    var isStopping = false
    var handshakesLeft = 0
    var dirty: [Connection] = []
    var resumed: [ConnectionID] = []
    var spareBuffers: [[UInt8]] = []
    var ciphertext = [UInt8](repeating: 0, count: Limit.read)
    var plaintext = [UInt8](repeating: 0, count: Limit.unread + Limit.read + Limit.record)
    var sealed: [UInt8] = []
    private var events = EventList()

    package init() throws(TransportError) { poller = try Poller() }

    package nonisolated func start() {
        ended.enter()
        Thread { [self] in
            run()
            ended.leave()
        }.start()
    }

    /// Waits for the thread to end, after `stop`.
    package nonisolated func join() { ended.wait() }

    /// Runs `call` on the loop's thread, soon; from any thread.
    package nonisolated func post(_ call: @escaping Call) { deliver(.call(call)) }

    // MARK: Timers

    /// Runs `call` on the loop's thread when `time` has passed, some milliseconds late at most.
    package func schedule(after time: Duration, _ call: @escaping Call) -> TimerID {
        timers.add(at: .now + time, call)
    }

    /// A timer that has rung or was cancelled may be cancelled again.
    package func cancel(_ id: TimerID) { timers.cancel(id) }

    // MARK: Executor

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe asUnownedSerialExecutor()
    }
    package nonisolated func enqueue(_ job: consuming ExecutorJob) {
        deliver(.job(UnownedJob(job)))
    }
    package nonisolated func isIsolatingCurrentContext() -> Bool? {
        running.load(ordering: .relaxed) == pthread_self()
    }
    package nonisolated func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "called off the loop's thread")
    }

    // MARK: The thread

    private nonisolated func run() {
        running.store(pthread_self(), ordering: .relaxed)
        while assumeIsolated({ $0.handleEvents() }) {
            for letter in mailbox.withLock({ $0.takeAll() }) {
                switch letter {
                case .call(let call): assumeIsolated { call($0) }
                case .job(let job):
                    unsafe job.runSynchronously(
                        isolatedTo: unownedExecutor,
                        taskExecutor: asUnownedTaskExecutor()
                    )
                }
            }
            assumeIsolated { $0.endTurn() }
        }
        running.store(0, ordering: .relaxed)
    }

    /// Waits for events and handles them; false when the loop has stopped.
    private func handleEvents() -> Bool {
        guard !isStopping || live > 0 else { return false }
        let hasMail = mailbox.withLock { !$0.letters.isEmpty }
        poller.wait(into: &events, milliseconds: hasMail ? 0 : patience())
        now = .now
        handshakesLeft = Limit.handshakesPerTurn
        for index in 0..<max(0, events.count) {
            let token = events.token(index)
            if token == Poller.bellToken { continue }
            if token >= Poller.firstListenerToken {
                acceptAll(Int(token - Poller.firstListenerToken))
                continue
            }
            guard let connection = connection(ConnectionID(token: token)) else {
                callWatcher(token)
                continue
            }
            if connection.isConnecting {
                finishConnecting(connection)
                continue
            }
            if events.isWritable(index) { sendUnsent(connection) }
            if events.isReadable(index) { read(connection) }
        }
        return true
    }

    /// Milliseconds until something is to be done without being asked; -1: never.
    private func patience() -> Int32 {
        let tick = live > 0 ? Limit.tick : -1
        guard let due = timers.due else { return tick }
        let wait = max(0, ((due - .now) / .milliseconds(1)).rounded(.up))
        let milliseconds = Int32(min(wait, 60_000))
        return tick < 0 ? milliseconds : min(tick, milliseconds)
    }

    /// Rings only for the first letter from elsewhere since the loop last looked.
    private nonisolated func deliver(_ letter: Mailbox.Letter) {
        let isElsewhere = isIsolatingCurrentContext() != true
        let mustRing = mailbox.withLock { mailbox in
            mailbox.letters.append(letter)
            defer { mailbox.isRung = mailbox.isRung || isElsewhere }
            return isElsewhere && !mailbox.isRung
        }
        guard mustRing else { return }
        counters.wakes.add(1, ordering: .relaxed)
        poller.ring()
    }
}

/// What waits for a loop, in order of arrival.
private struct Mailbox {
    enum Letter {
        case call(EventLoop.Call)
        case job(UnownedJob)
    }

    var letters: [Letter] = []
    var isRung = false

    mutating func takeAll() -> [Letter] {
        defer { self = Mailbox() }
        return letters
    }
}

/// Readable from any thread.
package struct LoopCounters: ~Copyable, Sendable {
    /// How often another thread had to wake the loop.
    package let wakes = Atomic<Int>(0)
    package let handedOver = Atomic<Int>(0)
    package let handedOverBytes = Atomic<Int>(0)
    /// Connections that found no place.
    package let turnedAway = Atomic<Int>(0)
}
