import Broker
import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Sessions
import Testing

@Suite struct `Disposing of a session` {
    /// Amina's 75th birthday, 12 May 2094, at noon; and the day before.
    private static let due = Timestamp(milliseconds: 3_924_504_000_000)
    private static let early = due.advanced(by: .seconds(-86_400))
    private let who = ["--by", "Imran Quill", "--reason", "Its time is over"]

    private func run(_ log: LogScratch, _ verb: String, at: Timestamp = due, _ more: String...)
        -> Int32
    {
        RetentionCommand.run(
            arguments: [verb, log.path, "--session", LogScratch.mother] + who + more,
            at: at
        )
    }

    private func isErased(_ log: LogScratch) throws -> Bool {
        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: log.path) { stored.take($0) }
        return !stored.sessions.contains { $0.plan.session.text == LogScratch.mother }
    }

    @Test func `is done by a named person once its time is over, with proof, and never before`()
        async throws
    {
        let (log, key) = try await LogScratch.filled()
        #expect(run(log, "dispose", at: Self.early, "--yes") == 1)
        #expect(run(log, "dispose") == 0)
        #expect(try !isErased(log))
        #expect(run(log, "dispose", "--yes") == 0)
        #expect(try isErased(log))
        let act = try #require(try log.entries().last)
        #expect(act.json?["by"] == "Imran Quill")
        #expect(
            act.json?["reason"]?.string
                == "Retention, 75 years from the child’s birth: Its time is over"
        )
        // The log without it is whole: the proofs of all others stay.
        #expect(log.run("verify", "--key", key) == 0)
        let nobody = RetentionCommand.run(
            arguments: ["dispose", log.path, "--session", LogScratch.father, "--reason", "r"],
            at: Self.due
        )
        #expect(nobody == 2)
    }

    @Test func `never happens under a legal hold, by no command, until somebody lifts it`()
        async throws
    {
        let (log, _) = try await LogScratch.filled()
        #expect(run(log, "hold") == 0)
        #expect(run(log, "hold") == 0)
        #expect(run(log, "dispose", "--yes") == 1)
        let erase = ["erase", log.path, "--session", LogScratch.mother, "--yes"] + who
        #expect(LogCommand.run(arguments: erase) == 1)
        #expect(try !isErased(log))
        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: log.path) { stored.take($0) }
        let held = stored.sessions.first { $0.plan.session.text == LogScratch.mother }
        #expect(held?.legalHold?.by == "Imran Quill")
        #expect(run(log, "release") == 0)
        #expect(run(log, "dispose", "--yes") == 0)
        #expect(try isErased(log))
        let types = try log.entries().map(\.type)
        #expect(types.filter { $0 == EntryType.legalHoldPlaced.rawValue }.count == 1)
    }

    @Test func `follows what the case system knows`() async throws {
        let (log, _) = try await LogScratch.filled()
        let died = Timestamp(milliseconds: 2_500_000_000_000)  // 2049-03-22
        #expect(run(log, "dispose", at: died, "--yes") == 1)
        // Adopted: kept longer than the 75 years.
        #expect(run(log, "dispose", "--yes", "--adopted", "amina-sultana=2027-01-04") == 1)
        #expect(run(log, "dispose", at: died, "--yes", "--died", "amina-sultana=2030-02-28") == 0)
        #expect(try isErased(log))
    }

    // MARK: Adoption

    @Test
    func `on adoption closes every record of the child to all but those named, after a dry run`()
        async throws
    {
        let (log, key) = try await LogScratch.filled()
        try FileManager.default.createDirectory(
            atPath: log.path + "/records",
            withIntermediateDirectories: true
        )
        try Data("{}".utf8).write(
            to: URL(filePath: log.path + "/records/\(LogScratch.mother).json")
        )
        #expect(seal(log) == 0)
        #expect(try seals(log).isEmpty)
        #expect(
            FileManager.default.fileExists(atPath: log.path + "/records/\(LogScratch.mother).json")
        )
        #expect(seal(log, "--yes") == 0)
        let sealed = try seals(log)
        #expect(Set(sealed.keys) == [LogScratch.mother, LogScratch.father])
        let one = try #require(sealed[LogScratch.mother])
        #expect(one.readers == [PersonID("joanna-sable")] && one.by == "Imran Quill")
        #expect(
            !FileManager.default.fileExists(atPath: log.path + "/records/\(LogScratch.mother).json")
        )
        #expect(
            FileManager.default.fileExists(atPath: log.path + "/sealed/\(LogScratch.mother).json")
        )
        // Twice is once.
        let count = try log.entries().count
        #expect(seal(log, "--yes") == 0)
        #expect(try log.entries().count == count)
        #expect(log.run("verify", "--key", key) == 0)
        // The order's hundred years, without anybody having to say so again.
        #expect(run(log, "dispose", "--yes") == 1)
        // The child's story is closed too, and a copy but for who is named.
        let story = [
            "chronology", log.path, "--child", "amina-sultana", "--reason", "She asked.", "--by",
        ]
        #expect(ReportCommand.run(arguments: story + ["Marcus Bell"]) == 3)
        #expect(ReportCommand.run(arguments: story + ["Joanna Sable"]) == 0)
        #expect(ReportCommand.run(arguments: story.dropLast()) == 2)
        let session = ["--session", LogScratch.mother, "--reason", "She asked.", "--by"]
        #expect(LogCommand.run(arguments: ["show", log.path] + session + ["Marcus Bell"]) == 1)
        #expect(LogCommand.run(arguments: ["show", log.path] + session + ["Joanna Sable"]) == 0)
    }

    @Test(arguments: [
        ["--adopted", "2094-05-13"], ["--adopted", "tomorrow"], ["--child", "nobody"],
        ["--reader", "nasrin-sultana"], ["--reader", "nobody"],
    ])
    func `seals nothing on a day that has not come, for a stranger, or for the family`(
        wrong: [String]
    ) async throws {
        let (log, _) = try await LogScratch.filled()
        #expect(seal(log, changing: wrong, "--yes") != 0)
        #expect(try seals(log).isEmpty)
    }

    private func seal(_ log: LogScratch, changing: [String] = [], _ more: String...) -> Int32 {
        var arguments = [
            "--child": "amina-sultana", "--adopted": "2027-01-04", "--reader": "joanna-sable",
        ]
        if changing.count == 2 { arguments[changing[0]] = changing[1] }
        return RetentionCommand.run(
            arguments: ["seal", log.path] + arguments.flatMap { [$0.key, $0.value] } + who + more,
            at: Self.due
        )
    }

    private func seals(_ log: LogScratch) throws -> [String: RecordSeal] {
        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: log.path) { stored.take($0) }
        let pairs = stored.sessions.compactMap { session in
            session.seal.map { (session.plan.session.text, $0) }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
