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
}
