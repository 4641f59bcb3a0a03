import Broker
import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Testing

/// A sealed session that somebody has to read now who is not named for it (edge case E42).
@Suite struct `Reading what is sealed, in an emergency` {
    private static let day = CivilDate(year: 2094, month: 5, day: 12)

    /// Sealed so that only Joanna reads it.
    private func sealed() async throws -> LogScratch {
        let (log, _) = try await LogScratch.filled()
        let zone = try #require(CivilZone("Europe/London"))
        let moment = try #require(zone.moment(on: Self.day, hour: 12, minute: 0))
        let arguments = [
            "seal", log.path, "--child", "amina-sultana", "--adopted", "2027-01-04", "--reader",
            "joanna-sable", "--by", "Imran Quill", "--reason", "The order.", "--yes",
        ]
        #expect(RetentionCommand.run(arguments: arguments, at: moment) == 0)
        return log
    }

    private func show(
        _ log: LogScratch,
        by name: String = "Marcus Bell",
        because reason: String = "The police ask where her gran is.",
        with second: String? = "Priya Nandakumar",
        policies: String = "Policies",
        _ more: String...
    ) -> Int32 {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: policies).path
        let who = ["--session", LogScratch.mother, "--by", name, "--reason", reason]
        let beside = second.map { ["--second", $0] } ?? []
        return LogCommand.run(
            arguments: ["show", log.path, "--emergency", "--policies", folder] + who + beside + more
        )
    }

    /// What was left beside the log, made entries of.
    private func readings(_ log: LogScratch) throws -> [OutsideReading] {
        let place = ["--session", "signals-mother-1", "--to", log.path + "/given"]
        let export = ["export", log.path, "--by", "B", "--reason", "C"] + place
        #expect(LogCommand.run(arguments: export) == 0)
        return try log.entries().filter { $0.type == EntryType.readOutside.rawValue }
            .compactMap { entry in entry.json.flatMap { OutsideReading(json: $0) } }
    }

    @Test func `asks the policies, is written down, and stands in the lead's queue`() async throws {
        let log = try await sealed()
        #expect(show(log) == 0)
        let reading = try #require(try readings(log).first)
        #expect(reading.by == "Marcus Bell" && reading.stream != nil)
        let emergency = try #require(reading.emergency)
        #expect(emergency.by == PersonID("marcus-bell") && emergency.isAllowed)
        #expect(emergency.second == PersonID("priya-nandakumar"))
        #expect(emergency.policies.prefix(2) == ["allow-break-glass", "allow-read-break-glass"])
        #expect(emergency.policySet != nil)

        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: log.path) { stored.take($0) }
        let found = stored.sessions.flatMap(\.emergencies)
        #expect(found.count == 1 && found.first?.reason.hasPrefix("The police") == true)
    }

    @Test(arguments: [
        // Too short a reason, nobody beside him, himself beside him.
        ["Marcus Bell", "Because.", "Priya Nandakumar"],
        ["Marcus Bell", "The police ask where her gran is.", ""],
        ["Marcus Bell", "The police ask where her gran is.", "marcus-bell"],
    ])
    func `is refused without a reason or a second person, and that is written down too`(
        wrong: [String]
    ) async throws {
        let log = try await sealed()
        let second = wrong[2].isEmpty ? nil : wrong[2]
        #expect(show(log, by: wrong[0], because: wrong[1], with: second) == 1)
        let reading = try #require(try readings(log).first)
        #expect(reading.emergency?.isAllowed == false)
        #expect(reading.what.hasPrefix("nothing of session"))
        #expect(
            reading.emergency?.policies.allSatisfy { $0.hasPrefix("break-glass-needs") } == true
        )
    }

    @Test func `is for staff, and never where no rule can be asked`() async throws {
        let log = try await sealed()
        #expect(show(log, by: "Nasrin Sultana") == 1)
        #expect(show(log, by: "Nobody") == 1)
        #expect(show(log, with: "Nasrin Sultana") == 1)
        #expect(show(log, policies: "Sources") == 3)
        #expect(show(log, "--json") == 2)
        let plain = [
            "show", log.path, "--session", LogScratch.mother, "--by", "Marcus Bell", "--reason",
            "R",
        ]
        #expect(LogCommand.run(arguments: plain) == 1)
        #expect(LogCommand.run(arguments: plain + ["--second", "Priya Nandakumar"]) == 2)
        #expect(try readings(log).isEmpty)
    }

    @Test func `is needed by nobody who is named`() async throws {
        let log = try await sealed()
        #expect(show(log, by: "Joanna Sable", with: nil) == 0)
        let reading = try #require(try readings(log).first)
        #expect(reading.emergency == nil)
    }
}
