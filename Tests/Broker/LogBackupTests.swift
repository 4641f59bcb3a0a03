import Broker
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Testing

/// The drill: back up, erase, lose everything, put it back.
@Suite struct `log backup and log restore` {
    private let backup = LogScratch()
    private let restored = LogScratch()

    private func restore(_ key: String, since sources: String...) -> Int32 {
        LogCommand.run(
            arguments: [
                "restore", backup.path, "--to", restored.path, "--key", key, "--by", "Operations",
            ] + sources.flatMap { ["--since", $0] }
        )
    }

    private func erase(_ log: LogScratch) -> Int32 {
        log.run(
            "erase",
            "--session",
            LogScratch.mother,
            "--by",
            "Helen",
            "--reason",
            "Time is up",
            "--yes"
        )
    }

    /// A backup, made while a broker is at work; then the mother's session is erased, and more is written.
    private func drill() async throws -> (log: LogScratch, key: String, before: [RecordedEntry]) {
        let (log, key) = try await LogScratch.filled()
        try FileManager.default.createDirectory(
            atPath: log.path + "/records",
            withIntermediateDirectories: true
        )
        for name in [LogScratch.mother, LogScratch.father] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: log.path + "/records/\(name).json"))
        }
        let before = try log.entries()
        let options = JournalOptions(now: { 1_800_000_000_000 }, random: .system)
        let (journal, _) = try Journal.open(directory: log.path, options: options)
        let later = Draft(stream: before[1].stream, type: 3, payload: Array("{}".utf8))
        _ = try await journal.append([later])
        #expect(log.run("backup", "--to", backup.path) == 0)
        try journal.close()
        // The entry after the checkpoint is not in it.
        #expect(try backup.entries() == before)
        #expect(backup.run("verify", "--key", key) == 0)
        #expect(log.run("backup", "--to", backup.path) == 3)
        #expect(erase(log) == 0)
        return (log, key, before)
    }

    @Test func `bring everything back but what was erased since`() async throws {
        let (log, key, before) = try await drill()
        #expect(restore(key, since: log.path) == 0)
        let entries = try restored.entries()
        #expect(entries.count == before.count + 1)
        for (old, new) in zip(before, entries) {
            #expect(new.leaf == old.leaf)
            #expect(new.payload == (old.stream == before[1].stream ? .erased : old.payload))
        }
        #expect(try restored.files(in: "records") == ["kites-father-1.json"])
        let act = try #require(entries.last)
        #expect(act.type == EntryType.restored.rawValue && act.json?["key"]?.string == key)
        #expect(act.json?["erased"]?.array?.first?["by"]?.string == "Helen")
        // A log of its own: the old key does not sign for it, and its new one does.
        #expect(restored.run("verify", "--key", key) == 1)
        let own = restored.path + "/journal/journal.vkey"
        #expect(restored.run("verify", "--key", own) == 0)
        #expect(restore(key, since: log.path) == 3)
        // It goes on.
        let options = JournalOptions(now: { 1_800_000_000_000 }, random: .system)
        var sessions: [String] = []
        let (journal, _) = try Erasures.openJournal(directory: restored.path, options: options) {
            sessions = $0.sessions.map(\.plan.session.text)
        }
        try journal.close()
        #expect(sessions == [LogScratch.father])
        // A restored log backed up, and put back once more, remembers.
        let second = LogScratch()
        #expect(restored.run("backup", "--to", second.path) == 0)
        #expect(second.run("verify", "--key", own) == 0)
    }

    @Test func `take a list where the log is lost, and refuse to guess`() async throws {
        let (log, key, before) = try await drill()
        let list = log.path + "-list"
        defer { try? FileManager.default.removeItem(atPath: list) }
        #expect(restore(key) == 2)
        try Data("\(before[1].stream.hex)\nnonsense\n".utf8).write(to: URL(fileURLWithPath: list))
        #expect(restore(key, since: list) == 3)
        try Data("\(before[1].stream.hex)\n".utf8).write(to: URL(fileURLWithPath: list))
        // What is left of the log is damaged near its beginning: its own word of the erasure is lost.
        let segment = log.path + "/journal/segment-00000000000000000000"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: segment))
        bytes[100] ^= 1
        try bytes.write(to: URL(fileURLWithPath: segment))
        #expect(restore(key, since: log.path, list) == 0)
        #expect(try restored.entries()[1].payload == .erased)
        #expect(!FileManager.default.fileExists(atPath: restored.path + ".restoring"))
    }

    @Test func `put back nothing that is not what was signed for`() async throws {
        let (log, key, _) = try await drill()
        let (_, other) = try await LogScratch.filled()
        #expect(restore(other, since: log.path) == 1)
        let segment = backup.path + "/journal/segment-00000000000000000000"
        let whole = try Data(contentsOf: URL(fileURLWithPath: segment))
        for offset in stride(from: 20, to: whole.count, by: 500) {
            var bytes = whole
            bytes[offset] ^= 1
            try bytes.write(to: URL(fileURLWithPath: segment))
            #expect(restore(key, since: log.path) == 1)
        }
        try whole.prefix(whole.count - 1).write(to: URL(fileURLWithPath: segment))
        #expect(restore(key, since: log.path) == 1)
        #expect(!FileManager.default.fileExists(atPath: restored.path))
        #expect(!FileManager.default.fileExists(atPath: restored.path + ".restoring"))
    }
}
