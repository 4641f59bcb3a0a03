import Dispatch
import Synchronization

/// Values that arrive on loops, awaited by a test.
final class Inbox<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    private let arrivals = DispatchSemaphore(value: 0)

    func put(_ value: Value) {
        values.withLock { $0.append(value) }
        arrivals.signal()
    }

    /// The next value; nil when none comes in 20 s.
    func next() -> Value? {
        guard arrivals.wait(timeout: .now() + 20) == .success else { return nil }
        return values.withLock { $0.removeFirst() }
    }

    /// Whether nothing is there now.
    var isEmpty: Bool { values.withLock(\.isEmpty) }
}
