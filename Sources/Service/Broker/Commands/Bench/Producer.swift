import Cryptography
import Dispatch
import Journal
import Synchronization

/// Keeps so many appends on their way: each that comes back sends the next.
final class Producer: Sendable {
    /// As long as a session's events are in JSON.
    static let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 280)

    private let journal: Journal
    private let inFlight: Int
    private let queue = DispatchQueue(label: "bench producer")
    private let streams = (0..<8).map { _ in StreamID(random: .system) }
    private let state = Mutex(State())
    private let done = DispatchSemaphore(value: 0)

    private struct State {
        var latencies = Latencies()
        var deadline = ContinuousClock.now
        var isGood = true
        var running = 0
    }

    init(_ journal: Journal, inFlight: Int) {
        self.journal = journal
        self.inFlight = inFlight
    }

    static func draft(_ stream: StreamID) -> Draft {
        Draft(stream: stream, type: 3, payload: payload)
    }

    /// Nil if an append was refused.
    func run(for duration: Duration) -> Latencies? {
        let start = ContinuousClock.now
        state.withLock {
            $0.deadline = start + duration
            $0.running = inFlight
        }
        let waker = Waker(queue) { [queue] call in queue.async(execute: call) }
        queue.async { for number in 0..<self.inFlight { self.send(number, waker) } }
        done.wait()
        let end = ContinuousClock.now
        return state.withLock { state in
            state.latencies.elapsed = end - start
            return state.isGood ? state.latencies : nil
        }
    }

    private func send(_ number: Int, _ waker: Waker) {
        let handedIn = ContinuousClock.now
        let stream = streams[number % streams.count]
        journal.append([Self.draft(stream)], on: waker) { result in
            let now = ContinuousClock.now
            let goesOn = self.state.withLock { state in
                if case .failure = result { state.isGood = false }
                state.latencies.add(now - handedIn)
                if state.isGood, now < state.deadline { return true }
                state.running -= 1
                if state.running == 0 { self.done.signal() }
                return false
            }
            if goesOn { self.send(number, waker) }
        }
    }
}
