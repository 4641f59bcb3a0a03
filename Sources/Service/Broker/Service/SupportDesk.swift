package import Casework
import Cryptography
import JSON
package import Journal
import Synchronization

/// Carers who asked their own workers for a call today: from any thread.
///
/// They are no part of a session's log: each carer has a stream of her own, and only her worker is told.
package final class SupportDesk: Sendable {
    private let tasks = Mutex<[SupportTask]>([])

    package init(_ tasks: [SupportTask] = []) { self.tasks.withLock { $0 = tasks } }

    /// What an earlier run has written down.
    package func remember(_ earlier: [SupportTask]) { tasks.withLock { $0 = earlier + $0 } }

    /// Those who still wait for this worker's call, the longest first.
    func open(for worker: PersonID) -> [SupportTask] {
        tasks.withLock { $0.filter { $0.worker == worker && !$0.isAnswered } }
    }

    func hasOpen(from carer: PersonID) -> Bool {
        tasks.withLock { $0.contains { $0.carer == carer && !$0.isAnswered } }
    }

    /// Her stream of the journal: the one she has, or a new one.
    func stream(of carer: PersonID, random: RandomBytes) -> StreamID {
        tasks.withLock { $0.first { $0.carer == carer }?.stream } ?? StreamID(random: random)
    }

    func add(_ task: SupportTask) { tasks.withLock { $0.append(task) } }

    /// True if it had not been answered before.
    func answer(_ entry: UInt64, by worker: PersonID) -> Bool {
        tasks.withLock { tasks in
            guard
                let index = tasks.firstIndex(where: {
                    $0.entry == entry && $0.worker == worker && !$0.isAnswered
                })
            else { return false }
            tasks[index].isAnswered = true
            return true
        }
    }

    func task(_ entry: UInt64, of worker: PersonID) -> SupportTask? {
        open(for: worker).first { $0.entry == entry }
    }

    /// Two in 28 days: a manager looks too (VR5).
    func isRepeated(_ task: SupportTask) -> Bool {
        tasks.withLock {
            $0.contains { other in
                other.carer == task.carer && other.entry < task.entry
                    && task.at.timeSince(other.at) < .seconds(28 * 86_400)
            }
        }
    }
}

/// One carer's wish for a call, the same day.
package struct SupportTask: Sendable, Hashable {
    /// Its number in the journal.
    package let entry: UInt64
    package let stream: StreamID
    package let carer: PersonID
    package let worker: PersonID
    package let at: Timestamp
    package var isAnswered = false

    static func json(carer: PersonID, worker: PersonID, due: String) -> JSONValue {
        ["carer": .string(carer.text), "worker": .string(worker.text), "due": .string(due)]
    }
}
