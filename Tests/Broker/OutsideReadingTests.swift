import Broker
import Foundation
import JSON
import Journal
import Testing

/// What a command reads past the broker is in the log, too.
@Suite struct `Reading a log by a command` {
    private func show(_ log: LogScratch, _ more: String...) -> Int32 {
        LogCommand.run(arguments: ["show", log.path] + more)
    }

    private func readings(_ log: LogScratch) throws -> [(OutsideReading, RecordedEntry)] {
        try log.entries().filter { $0.type == EntryType.readOutside.rawValue }.map { entry in
            (try #require(entry.json.flatMap { OutsideReading(json: $0) }), entry)
        }
    }

    @Test func `is an entry with who, what and why, in the session that was read`() async throws {
        let (log, key) = try await LogScratch.filled()
        let before = try log.entries()
        let why = ["--by", "Ada Obi", "--reason", "A complaint"]
        // Without who and why nothing is shown.
        #expect(show(log) == 2 && show(log, "--json", "--by", "Ada Obi") == 2)
        #expect(try JournalInbox(ofLogIn: log.path).items().isEmpty)
        for more in [[], ["--session", LogScratch.mother], ["--json"]] {
            #expect(LogCommand.run(arguments: ["show", log.path] + more + why) == 0)
        }
        let report = ["queue", log.path, "--by", "Ada Obi", "--reason", "A complaint"]
        #expect(ReportCommand.run(arguments: Array(report.prefix(2))) == 2)
        #expect(ReportCommand.run(arguments: report) == 0)
        // Beside the log until somebody may write to it, and sealed.
        #expect(try log.entries().count == before.count)
        let names = try log.files(in: "inbox")
        #expect(names.count == 4)
        for name in names {
            let bytes = try Data(contentsOf: URL(filePath: log.path + "/inbox/" + name))
            #expect(bytes.range(of: Data("Ada".utf8)) == nil)
        }
        #expect(log.run("rekey") == 3)
        #expect(export(log) == 0)
        let found = try readings(log)
        #expect(try log.files(in: "inbox").isEmpty && found.count == 4)
        #expect(found.allSatisfy { $0.0.by == "Ada Obi" && $0.0.reason == "A complaint" })
        let planned = before.first { $0.json?["session"]?.string == LogScratch.mother }
        let session = found.first { $0.0.what == "session \(LogScratch.mother)" }
        #expect(session?.1.stream == planned?.stream && planned != nil)
        #expect(Set(found.map(\.0.what)).count == 4)
        #expect(log.run("rekey") == 0 && log.run("verify", "--key", key) == 0)
        // Whoever is given the session's log sees who has read it.
        #expect(try log.text("given/session.html").contains("Ada Obi read session"))
    }

    @Test func `is one too where somebody looks what was told, or what erasing would destroy`()
        async throws
    {
        let (log, _) = try await LogScratch.filled()
        #expect(OutboxCommand.run(arguments: ["status", log.path]) == 0)
        let why = ["--by", "Ada Obi", "--reason", "A complaint"]
        let erase = ["erase", log.path, "--session", LogScratch.mother] + why
        #expect(LogCommand.run(arguments: erase) == 0)
        #expect(export(log) == 0)
        let found = try readings(log).map(\.0)
        #expect(
            Set(found.map { "\($0.what): \($0.reason)" }) == [
                "what the case system was told of records: outbox status",
                "what erasing would destroy: A complaint",
            ]
        )
    }

    @Test func `comes before what was read after it`() async throws {
        let (log, _) = try await LogScratch.filled()
        for time in [5, 2, 7, 1, 6, 4, 8, 3] as [Int64] {
            try OutsideReading(
                by: "Ada Obi",
                reason: "A complaint",
                what: "nothing",
                stream: nil,
                milliseconds: time
            )
            .leave(inLog: log.path)
        }
        #expect(export(log) == 0)
        #expect(try readings(log).map(\.0.milliseconds) == Array(1...8))
    }

    private func export(_ log: LogScratch) -> Int32 {
        log.run(
            "export",
            "--session",
            LogScratch.mother,
            "--to",
            log.path + "/given",
            "--by",
            "B",
            "--reason",
            "C"
        )
    }
}
