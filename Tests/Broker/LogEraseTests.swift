import Broker
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Testing

@Suite struct `log erase and log rekey` {
    private func stored(_ log: LogScratch) throws -> [String] {
        var names: [String] = []
        let options = JournalOptions(now: { 1_800_000_000_000 }, random: .system)
        let (journal, _) = try Erasures.openJournal(directory: log.path, options: options) {
            names = $0.sessions.map(\.plan.session.text)
        }
        try journal.close()
        return names
    }

    private let why = ["--by", "Helen Strode", "--reason", "Retention ended"]

    private func erase(_ log: LogScratch, _ more: String...) -> Int32 {
        LogCommand.run(
            arguments: ["erase", log.path, "--session", LogScratch.mother] + why + more
        )
    }

    @Test func `only says what it would do, unless told yes`() async throws {
        let (log, _) = try await LogScratch.filled()
        let before = try log.files(in: "keys")
        #expect(erase(log) == 0)
        #expect(try log.files(in: "keys") == before)
        #expect(try log.entries().allSatisfy { $0.payload != .erased })
    }

    @Test func `makes one session unreadable, and leaves word of it`() async throws {
        let (log, key) = try await LogScratch.filled()
        let before = try log.entries()
        let stream = before[1].stream
        try FileManager.default.createDirectory(
            atPath: log.path + "/records",
            withIntermediateDirectories: true
        )
        for name in [LogScratch.mother, LogScratch.father] {
            try Data("said".utf8).write(
                to: URL(fileURLWithPath: log.path + "/records/\(name).html")
            )
        }
        #expect(erase(log, "--yes") == 0)
        let after = try log.entries()
        #expect(after.count == before.count + 1)
        for (old, new) in zip(before, after) {
            #expect(new.leaf == old.leaf)
            #expect((new.payload == .erased) == (old.stream == stream))
        }
        let act = try #require(after.last)
        #expect(act.type == EntryType.erased.rawValue && act.stream == before[0].stream)
        #expect(act.json?["by"]?.string == "Helen Strode")
        #expect(act.json?["reason"]?.string == "Retention ended")
        #expect(act.json?["stream"]?.string == stream.hex)
        let count = before.count { $0.stream == stream }
        #expect(act.json?["entries"]?.integer == Int64(count))
        #expect(try log.files(in: "records") == ["kites-father-1.html"])
        // It verifies, it can be printed, the service starts without it, and a second time is none.
        #expect(log.run("verify", "--key", key) == 0)
        #expect(log.run("show", "--by", "a test", "--reason", "to see") == 0)
        #expect(try stored(log) == LogScratch.others)
        #expect(erase(log, "--yes") == 3)
        let again = ["erase", log.path, "--session", stream.hex, "--yes"] + why
        #expect(LogCommand.run(arguments: again) == 0)
        // But for who has looked.
        let last = try log.entries().dropFirst(after.count).map(\.type)
        #expect(last == [EntryType.readOutside.rawValue])
    }

    @Test func `is done at the next start where keys are still there`() async throws {
        let (log, _) = try await LogScratch.filled()
        let whole = try log.copy()
        #expect(erase(log, "--yes") == 0)
        // As after a crash between word and deed, or with keys out of a backup.
        for name in try whole.files(in: "keys") where !name.contains("kek") && name != "signer" {
            let file = "/keys/" + name
            if FileManager.default.fileExists(atPath: log.path + file) { continue }
            try FileManager.default.copyItem(atPath: whole.path + file, toPath: log.path + file)
        }
        #expect(try log.entries().allSatisfy { $0.payload != .erased })
        #expect(try stored(log) == LogScratch.others)
        #expect(try log.entries().contains { $0.payload == .erased })
    }

    @Test func `never erases the service's own stream, nor what is not there`() async throws {
        let (log, _) = try await LogScratch.filled()
        let service = try log.entries()[0].stream.hex
        for name in [service, "kites-mother-2", String(repeating: "0", count: 32), "../x"] {
            let arguments = ["erase", log.path, "--session", name, "--yes"] + why
            #expect(LogCommand.run(arguments: arguments) == 3)
        }
        #expect(LogScratch().run("erase", "--session", "x", "--by", "a", "--reason", "b") == 3)
        #expect(log.run("erase", "--session", LogScratch.mother, "--yes") == 2)
    }

    @Test func `want the service stopped`() async throws {
        let (log, _) = try await LogScratch.filled()
        let options = JournalOptions(now: { 0 }, random: .system)
        let (journal, _) = try Journal.open(directory: log.path, options: options)
        #expect(erase(log, "--yes") == 3 && log.run("rekey") == 3)
        try journal.close()
        let keys = try log.files(in: "keys")
        #expect(log.run("rekey") == 0)
        #expect(try log.files(in: "keys") == keys)
        #expect(try stored(log).count == 5)
    }
}
