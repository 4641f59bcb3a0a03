import Casework
import JSON
package import Journal
import Sessions
import Transport

/// The journal as sessions use it: one stream each, JSON payloads, answers on the session's loop.
package struct SessionStore: Sendable {
    package let journal: Journal
    package let health: LogHealth

    package init(journal: Journal, health: LogHealth = LogHealth()) {
        self.journal = journal
        self.health = health
    }

    /// Appends a batch; `then` is called on `loop`, with the numbers once they are durable, or nil.
    ///
    /// What `hasHappened` may use the reserve that is kept for it on a full disk; what is only wished may not.
    func append(
        _ entries: [LogEntry],
        to stream: StreamID,
        hasHappened: Bool,
        at time: UInt64? = nil,
        on loop: EventLoop,
        then: @escaping @Sendable ([UInt64]?, isolated EventLoop) -> Void
    ) {
        let drafts = entries.map { entry in
            Draft(
                stream: stream,
                type: Self.type(of: entry).rawValue,
                payload: JSONWriter.bytes(entry.json),
                time: time
            )
        }
        append(drafts, mayUseReserve: hasHappened, on: loop, then: then)
    }

    func append(
        _ drafts: [Draft],
        mayUseReserve: Bool = false,
        on loop: EventLoop,
        then: @escaping @Sendable ([UInt64]?, isolated EventLoop) -> Void
    ) {
        // One wake-up for a batch and loop, however many of its sessions wait for it.
        let waker = Waker(loop) { call in loop.post { _ in call() } }
        journal.append(drafts, mayUseReserve: mayUseReserve, on: waker) { result in
            loop.assumeIsolated { then(try? result.get(), $0) }
        }
    }

    private static func type(of entry: LogEntry) -> EntryType {
        switch entry {
        case .decision: .decision
        case .event: .event
        }
    }
}
