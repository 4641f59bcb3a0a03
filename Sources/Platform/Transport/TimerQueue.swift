/// Names a timer of one loop.
package struct TimerID: Hashable, Sendable {
    let number: UInt64
}

/// Calls that wait for their time: a binary heap.
///
/// A cancelled call goes at once; its place in the heap goes when its time comes.
struct TimerQueue<Call> {
    private var heap: [(due: ContinuousClock.Instant, id: TimerID)] = []
    private var calls: [TimerID: Call] = [:]
    private var serial: UInt64 = 0

    /// When the first place in the heap is due.
    var due: ContinuousClock.Instant? { heap.first?.due }

    mutating func add(at due: ContinuousClock.Instant, _ call: Call) -> TimerID {
        serial &+= 1
        let id = TimerID(number: serial)
        calls[id] = call
        heap.append((due, id))
        rise(from: heap.count - 1)
        return id
    }

    mutating func cancel(_ id: TimerID) { calls[id] = nil }

    /// The first call that is due, in order of time, then of making.
    mutating func popDue(at now: ContinuousClock.Instant) -> Call? {
        while let first = heap.first, first.due <= now {
            heap.swapAt(0, heap.count - 1)
            heap.removeLast()
            sink()
            if let call = calls.removeValue(forKey: first.id) { return call }
        }
        return nil
    }

    private func precedes(_ one: Int, _ other: Int) -> Bool {
        (heap[one].due, heap[one].id.number) < (heap[other].due, heap[other].id.number)
    }

    private mutating func rise(from index: Int) {
        var child = index
        while child > 0, precedes(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && precedes(child, least) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
