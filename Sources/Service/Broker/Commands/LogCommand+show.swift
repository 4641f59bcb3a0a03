import Foundation
import JSON
import Journal
import Sessions

/// `log show`: what a log says, in sentences; for programs each entry as it was written.
extension LogCommand {
    static func show(
        _ arguments: [String],
        _ nameOfType: (UInt16) -> String?
    ) throws(Failure) -> Int32 {
        let arguments = try LogArguments(
            arguments,
            values: ["--session", "--by", "--reason", "--second", "--policies"],
            flags: ["--json", "--exact", "--all", "--emergency"]
        )
        guard FileManager.default.fileExists(atPath: arguments.directory + "/journal") else {
            throw .input("\(arguments.directory): there is no log here.")
        }
        // Asked for before anything is read; written down before anything is shown.
        _ = try arguments.required("--by")
        _ = try arguments.required("--reason")
        guard !StoredJournal.hasForeignKeys(directory: arguments.directory) else {
            throw .input(
                """
                The keys in \(arguments.directory)/keys are not those of the log beside them, so nothing can be read. \
                Nothing was changed. Put the folder keys back as it was, from where it is kept.
                """
            )
        }
        let name = arguments["--session"]
        let isExact = arguments.has("--exact") || arguments.has("--json")
        guard !isExact || name == nil else { throw .usage }
        guard !arguments.has("--all") || name != nil else { throw .usage }
        let isEmergency = arguments.has("--emergency")
        guard !isEmergency || name != nil else { throw .usage }
        guard isEmergency || arguments["--second"] == nil && arguments["--policies"] == nil else {
            throw .usage
        }
        return isExact
            ? try showEntries(arguments, nameOfType) : try showSentences(arguments, name)
    }

    private static func showSentences(_ arguments: LogArguments, _ name: String?)
        throws(Failure) -> Int32
    {
        var stored = StoredSessions()
        var erased = 0
        let code = try read(arguments.directory) { entry in
            stored.take(entry)
            if entry.payload == .erased { erased += 1 }
        }
        let story = LogStory(stored)
        guard let name else {
            try leave(arguments, "the list of sessions", nil)
            print(story.overview.joined(separator: "\n"))
            if erased > 0 { print("\n\(erased) entries were erased and can be read by nobody.") }
            print(
                "\nWhat happened in one of them: add its --session, or --session latest. Every entry as it was written, for programs: --exact or --json."
            )
            return code
        }
        guard let session = story.session(name) else {
            throw .input("There is no session \(name) in this log.")
        }
        if let refusal = session.refusal(to: try arguments.required("--by")) {
            guard arguments.has("--emergency") else {
                throw .verdict(
                    "\(refusal) In an emergency: --emergency, which the safeguarding lead is told of."
                )
            }
            try breakGlass(arguments, session)
        } else {
            try leave(arguments, "session \(session.plan.session.text)", session.stream)
        }
        let lines = LogStory.lines(of: session, isWhole: arguments.has("--all"))
        print(lines.joined(separator: "\n"))
        return code
    }

    private static func showEntries(
        _ arguments: LogArguments,
        _ nameOfType: (UInt16) -> String?
    ) throws(Failure) -> Int32 {
        let by = try arguments.required("--by")
        var stored = StoredSessions()
        _ = try read(arguments.directory, isFirst: true) { stored.take($0) }
        let closed = Set(stored.sessions.filter { $0.refusal(to: by) != nil }.map(\.stream))
        try leave(arguments, "every entry", nil)
        if !closed.isEmpty {
            complain(
                "\(closed.count) sessions are sealed and not shown: only those who are named there may read them."
            )
        }
        let isJSON = arguments.has("--json")
        return try read(arguments.directory) { entry in
            guard !closed.contains(entry.stream) else { return }
            let line = LogLine(entry, typeName: nameOfType(entry.type) ?? "type \(entry.type)")
            print(isJSON ? JSONWriter.text(line.json) : line.text)
        }
    }

    /// Writes down that this is read, by whom and why; the broker makes an entry of it.
    static func leave(
        _ arguments: LogArguments,
        _ what: String,
        _ stream: StreamID?,
        _ emergency: OutsideReading.Emergency? = nil
    ) throws(Failure) {
        let reading = OutsideReading(
            by: try arguments.required("--by"),
            reason: try arguments.required("--reason"),
            what: what,
            stream: stream,
            milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000),
            emergency: emergency
        )
        do throws(JournalError) { try reading.leave(inLog: arguments.directory) } catch {
            throw .input(
                """
                That you read the log in \(arguments.directory) could not be written down, so nothing is shown: \
                \(error)
                """
            )
        }
    }

    /// 0, or 1 where the log is not what was written.
    private static func read(
        _ directory: String,
        isFirst: Bool = false,
        _ body: (RecordedEntry) -> Void
    )
        throws(Failure) -> Int32
    {
        do throws(JournalError) {
            if let tornTail = try StoredJournal.read(directory: directory, body) {
                if !isFirst { complain(LogReport.sentence(tornTail)) }
            }
            return 0
        } catch {
            complain(error.description)
            guard case .damaged = error else { return 3 }
            return 1
        }
    }
}
