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

    /// What the journal has taken, and what it says of when: a record is made of this, now and after
    /// any restart, so it is never the time at which somebody heard of it.
    struct Written: Sendable {
        let numbers: [UInt64]
        let at: Timestamp
    }

    /// Appends a batch; `then` is called on `loop` once it is durable, or with nil.
    ///
    /// What `hasHappened` may use the reserve that is kept for it on a full disk; what is only wished may not.
    /// `time` is when it happened, in milliseconds since 1970, if that was not now.
    func append(
        _ entries: [LogEntry],
        to stream: StreamID,
        hasHappened: Bool,
        at time: UInt64? = nil,
        on loop: EventLoop,
        then: @escaping @Sendable (Written?, isolated EventLoop) -> Void
    ) {
        let drafts = entries.map { entry in
            Draft(
                stream: stream,
                type: Self.type(of: entry).rawValue,
                payload: JSONWriter.bytes(entry.json)
            )
        }
        append(drafts, at: time, mayUseReserve: hasHappened, on: loop, then: then)
    }

    func append(
        _ drafts: [Draft],
        at time: UInt64? = nil,
        mayUseReserve: Bool = false,
        on loop: EventLoop,
        then: @escaping @Sendable (Written?, isolated EventLoop) -> Void
    ) {
        // One wake-up for a batch and loop, however many of its sessions wait for it.
        let waker = Waker(loop) { call in loop.post { _ in call() } }
        let time = time ?? journal.now
        let at = Timestamp(milliseconds: Int64(clamping: time))
        journal.append(drafts, at: time, mayUseReserve: mayUseReserve, on: waker) { result in
            let written = (try? result.get()).map { Written(numbers: $0, at: at) }
            loop.assumeIsolated { then(written, $0) }
        }
    }

    private static func type(of entry: LogEntry) -> EntryType {
        switch entry {
        case .decision: .decision
        case .event: .event
        }
    }
}
