import Broker
import CaseRecords
import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Testing

/// The broker's own state after a start: from a snapshot, without one, and with a damaged one.
@Suite struct `A start of the broker` {
    private struct Start {
        let stored: StoredSessions
        let whole: [StoredSession]
        let readCount: UInt64
    }

    @Test func `comes to the same state with, without and with a damaged snapshot`() async throws {
        let (log, _) = try await LogScratch.filled()
        try await file([LogScratch.father, "lantern-respite-1"], in: log)
        let all = try truth(log)
        // The first reads everything and leaves a snapshot; those that are filed are at rest then.
        let first = try start(log)
        let second = try start(log)
        #expect(second.readCount < first.readCount)
        let snapshot = URL(filePath: log.path + "/journal/snapshot")
        var bytes = try Data(contentsOf: snapshot)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: snapshot)
        let damaged = try start(log)
        try FileManager.default.removeItem(at: snapshot)
        let without = try start(log)
        #expect(damaged.readCount == first.readCount && without.readCount == first.readCount)
        let expected = all.sessions.map(words)
        for start in [first, second, damaged, without] {
            #expect(start.stored.lastTime == all.lastTime)
            #expect(start.stored.serviceStream == all.serviceStream)
            let atRest = start.stored.sessions.filter(\.isAtRest)
            let kept = atRest.flatMap(\.entries)
            #expect(atRest.count == 2 && kept.isEmpty)
            let found = start.whole.map(words)
            #expect(found == expected)
        }
    }

    @Test func `finds an erasure to do in a session at rest`() async throws {
        let (log, _) = try await LogScratch.filled()
        try await file([LogScratch.father], in: log)
        _ = try start(log)
        let keys = try log.copy()
        #expect(
            log.run(
                "erase",
                "--session",
                LogScratch.father,
                "--by",
                "A",
                "--reason",
                "B",
                "--yes"
            ) == 0
        )
        _ = try start(log)
        // Somebody puts the old keys back beside the log, and its snapshot.
        for name in try keys.files(in: "keys") where !(try log.files(in: "keys").contains(name)) {
            try FileManager.default.copyItem(
                atPath: keys.path + "/keys/" + name,
                toPath: log.path + "/keys/" + name
            )
        }
        _ = try start(log)
        let left = try truth(log).sessions.map(\.plan.session.text)
        #expect(left.count == 4 && !left.contains(LogScratch.father))
    }

    /// All that is known of a session.
    private func words(_ session: StoredSession) -> String {
        let state = session.state([:])
        let filed = session.filed.map { "\($0.file) \($0.hash) \($0.entry)" } ?? "none"
        return
            "\(session.plan.session) \(session.entries)  \(filed) \(session.deliveries) \(state.phase)"
    }

    private func start(_ log: LogScratch) throws -> Start {
        var stored = StoredSessions()
        let options = JournalOptions(now: { 5 }, random: .system)
        let (journal, recovery) = try Erasures.openJournal(directory: log.path, options: options) {
            stored = $0
        }
        let whole = try stored.sessions.map { try $0.whole(from: journal) }
        try journal.close()
        return Start(stored: stored, whole: whole, readCount: recovery.readCount)
    }

    private func truth(_ log: LogScratch) throws -> StoredSessions {
        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: log.path) { stored.take($0) }
        return stored
    }

    private func file(_ names: [String], in log: LogScratch) async throws {
        let stored = try truth(log)
        let time = UInt64(clamping: (stored.lastTime?.milliseconds ?? 0) + 1)
        let options = JournalOptions(now: { time }, random: .system)
        let (journal, _) = try Journal.open(directory: log.path, options: options)
        for session in stored.sessions where names.contains(session.plan.session.text) {
            let payload = JSONWriter.bytes(["file": "f", "hash": "h", "entry": 3])
            let draft = Draft(
                stream: session.stream,
                type: EntryType.recordFiled.rawValue,
                payload: payload
            )
            _ = try await journal.append([draft])
        }
        // Something newer that is not at rest.
        let last = try #require(stored.sessions.first?.stream)
        let note = LogEntry.event(.mediaFact("later"))
        let draft = Draft(
            stream: last,
            type: EntryType.event.rawValue,
            payload: JSONWriter.bytes(note.json)
        )
        _ = try await journal.append([draft])
        try journal.close()
    }
}
