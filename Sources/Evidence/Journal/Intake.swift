import Dispatch
import Synchronization

/// What was handed in to a journal and waits for its writer.
final class Intake: Sendable {
    enum State { case open, failed, closed }

    private let waiting = Mutex(Waiting())
    private let isComplete = DispatchSemaphore(value: 0)

    private struct Waiting {
        var state = State.open
        var pending: [PendingAppend] = []
        var byteCount = 0
        /// The writer will come, or is there, and asks again.
        var isAwaited = false
        /// How many have to be there for the writer not to wait any longer, while it does.
        var wanted: Int?
    }

    var state: State { waiting.withLock(\.state) }

    var count: Int { waiting.withLock(\.pending.count) }

    /// The state that it had; only an open one is changed.
    func close() -> State {
        waiting.withLock { waiting in
            defer { if waiting.state == .open { waiting.state = .closed } }
            return waiting.state
        }
    }

    /// Whether that is new.
    func fail() -> Bool {
        waiting.withLock { waiting in
            defer { waiting.state = .failed }
            return waiting.state != .failed
        }
    }

    /// Whether the writer has to be called.
    func add(_ append: PendingAppend, byteLimit: Int) throws(JournalError) -> Bool {
        try waiting.withLock { waiting throws(JournalError) in
            switch waiting.state {
            case .open: break
            case .failed: throw .failed
            case .closed: throw .closed
            }
            guard waiting.byteCount + append.byteCount <= byteLimit else { throw .overloaded }
            waiting.pending.append(append)
            waiting.byteCount += append.byteCount
            if let wanted = waiting.wanted, waiting.pending.count >= wanted {
                waiting.wanted = nil
                isComplete.signal()
            }
            defer { waiting.isAwaited = true }
            return !waiting.isAwaited
        }
    }

    /// All that waits; if that is nothing, the writer has to be called when there is something.
    func take() -> [PendingAppend] {
        waiting.withLock { waiting in
            waiting.isAwaited = !waiting.pending.isEmpty
            defer { (waiting.pending, waiting.byteCount) = ([], 0) }
            return waiting.pending
        }
    }

    /// Returns when so many wait, or at the deadline.
    ///
    /// Only for the writer.
    func wait(for count: Int, until deadline: DispatchTime) {
        let isEnough = waiting.withLock { waiting in
            waiting.isAwaited = true
            guard waiting.state == .open, waiting.pending.count < count else { return true }
            waiting.wanted = count
            return false
        }
        guard !isEnough, isComplete.wait(timeout: deadline) == .timedOut else { return }
        let isSignalled = waiting.withLock { waiting in
            defer { waiting.wanted = nil }
            return waiting.wanted == nil
        }
        if isSignalled { isComplete.wait() }
    }
}
