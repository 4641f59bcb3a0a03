import Casework
import Safeguards
import Sessions

/// What has happened and the log has not taken, because even its reserve was used up: in order, and kept until it does.
struct Unwritten {
    private(set) var batches: [(entries: [LogEntry], at: Timestamp)] = []
    /// Whether the first batch is on its way into the log.
    var isOnItsWay = false
    /// When the log was last asked.
    var lastTry = Duration.zero

    var isEmpty: Bool { batches.isEmpty }

    mutating func add(_ entries: [LogEntry], at: Timestamp) { batches.append((entries, at)) }

    mutating func removeFirst() { batches.removeFirst() }
}

/// A log that takes nothing, and one that takes something again.
extension SessionActor {
    /// After each tick: nobody goes on while the log is in trouble, and what waits for it is written once it is not.
    ///
    /// Nothing is resumed by itself: a session that was held stays so until a person goes on.
    func tendLog() {
        guard store.health.isWell else { return run(.journalFailed) }
        guard guarded.hasJournalFailed || !unwritten.isEmpty, !unwritten.isOnItsWay else { return }
        let now = clock.now.uptime
        guard now - unwritten.lastTry >= Self.retryTime else { return }
        unwritten.lastTry = now
        if unwritten.isEmpty { run(.journalRecovered) } else { writeFirst() }
    }

    private func writeFirst() {
        guard let batch = unwritten.batches.first else { return }
        unwritten.isOnItsWay = true
        store.append(
            batch.entries,
            to: stream,
            hasHappened: true,
            at: UInt64(clamping: batch.at.milliseconds),
            on: loop
        ) { [self] written, _ in
            assumeIsolated { $0.wroteFirst(batch, written) }
        }
    }

    private func wroteFirst(
        _ batch: (entries: [LogEntry], at: Timestamp),
        _ written: SessionStore.Written?
    ) {
        unwritten.isOnItsWay = false
        guard let written else { return }
        unwritten.removeFirst()
        take(batch.entries, written)
        if unwritten.isEmpty { run(.journalRecovered) } else { writeFirst() }
    }

    private static let retryTime = Duration.seconds(1)
}
