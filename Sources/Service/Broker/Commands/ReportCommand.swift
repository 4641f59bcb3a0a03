import CaseRecords
import Casework
import Foundation
import Journal
import Sessions

/// `report`: what the log tells of many sessions; reads a stored journal and changes nothing there.
package enum ReportCommand {
    enum Failure: Error {
        case usage
        case input(String)
    }

    /// - Parameter arguments: those behind `report`.
    /// - Returns: 0 once it is printed, 2 for wrong arguments, 3 if the log could not be read.
    package static func run(arguments: [String]) -> Int32 {
        do throws(Failure) {
            let options = try ReportArguments(Array(arguments.dropFirst()))
            switch arguments.first {
            case "statistics": print(try statistics(options), terminator: "")
            case "queue": print(try queue(options))
            case "chronology": print(try chronology(options), terminator: "")
            case "retention": print(try retention(options))
            case _: throw .usage
            }
            return 0
        } catch {
            switch error {
            case .usage:
                complain(usage)
                return 2
            case .input(let sentence):
                complain(sentence)
                return 3
            }
        }
    }

    private static func statistics(_ arguments: ReportArguments) throws(Failure) -> String {
        let stored = try StoredCaseload(directory: arguments.directory)
        guard let statistics = stored.statistics(from: arguments.from, to: arguments.to) else {
            throw .usage
        }
        try leave(
            OutsideReading(byUserOf: "report statistics", what: "numbers of all sessions"),
            arguments
        )
        return switch arguments.format {
        case .text: statistics.text + "\n"
        case .csv: statistics.csv
        case .html: statistics.html
        }
    }

    private static func queue(_ arguments: ReportArguments) throws(Failure) -> String {
        let stored = try StoredCaseload(directory: arguments.directory)
        try leave(arguments, "the list of what a lead should look at")
        let reminders = stored.reminders()
        guard !reminders.isEmpty else { return stored.queue.text }
        return "For somebody to decide\n" + reminders.map { "  - \($0)\n" }.joined() + "\n"
            + stored.queue.text
    }

    /// A child's story is given to a person, so it is in each session's log who had it made.
    private static func chronology(_ arguments: ReportArguments) throws(Failure) -> String {
        let stored = try StoredCaseload(directory: arguments.directory)
        guard let child = arguments.child, let by = arguments.by else { throw .usage }
        let known = Set(stored.sessions.flatMap { $0.planned(.child) }).sorted().map(\.text)
        guard known.contains(where: { $0.utf8.elementsEqual(child.utf8) }) else {
            throw .input(
                known.isEmpty
                    ? "No child is in any session of this log."
                    : "No child of this log is \(child). There are: \(known.joined(separator: ", "))."
            )
        }
        let refusals = stored.stored.sessions.lazy.filter { $0.seal?.child.text == child }
            .compactMap { $0.refusal(to: by, of: "The story of \(child)") }
        if let refusal = refusals.first { throw .input(refusal) }
        try leave(arguments, "the chronology of \(child)")
        return Chronology(stored.sessions, for: PersonID(child), at: stored.moment).html
    }

    /// Writes down that people's sessions are read, by whom and why, before anything is shown.
    private static func leave(_ arguments: ReportArguments, _ what: String) throws(Failure) {
        guard let by = arguments.by, let reason = arguments.reason else { throw .usage }
        let time = Int64(Date.now.timeIntervalSince1970 * 1000)
        try leave(
            OutsideReading(by: by, reason: reason, what: what, stream: nil, milliseconds: time),
            arguments
        )
    }

    private static func leave(
        _ reading: OutsideReading,
        _ arguments: ReportArguments
    ) throws(Failure) {
        do throws(JournalError) { try reading.leave(inLog: arguments.directory) } catch {
            throw .input(
                "That this is read could not be written down, so nothing is shown: \(error)"
            )
        }
    }

    private static func retention(_ arguments: ReportArguments) throws(Failure) -> String {
        let stored = try StoredCaseload(directory: arguments.directory)
        var facts = stored.retentionFacts
        facts.legalHolds.formUnion(arguments.holds)
        let day = arguments.on ?? stored.today
        try leave(OutsideReading(byUserOf: "report retention", what: "what is due"), arguments)
        return RetentionReport(stored.sessions, facts: facts, on: day).text
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    private static let usage = """
        usage: contact-broker report statistics DIR [--from DAY] [--to DAY] [--csv | --html]
               contact-broker report queue DIR --by NAME --reason TEXT
               contact-broker report chronology DIR --child PERSON --by NAME --reason TEXT
               contact-broker report retention DIR [--on DAY] [--hold SESSION]...

        DIR is a data directory; a DAY is written as 2026-10-20. The report goes to standard output. Who reads of
        people, and why, becomes an entry of the log.
        """
}

/// What stands behind a report's name.
struct ReportArguments {
    enum Format {
        case text, csv, html
    }

    private(set) var directory = ""
    private(set) var from: CivilDate?
    private(set) var to: CivilDate?
    private(set) var on: CivilDate?
    private(set) var child: String?
    private(set) var by: String?
    private(set) var reason: String?
    private(set) var holds: Set<String> = []
    private(set) var format = Format.text

    init(_ arguments: [String]) throws(ReportCommand.Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--csv" where format == .text: format = .csv
            case "--html" where format == .text: format = .html
            case "--from" where from == nil: from = try Self.day(&rest)
            case "--to" where to == nil: to = try Self.day(&rest)
            case "--on" where on == nil: on = try Self.day(&rest)
            case "--child" where child == nil: child = try Self.value(&rest)
            case "--by" where by == nil: by = try Self.value(&rest)
            case "--reason" where reason == nil: reason = try Self.value(&rest)
            case "--hold": holds.insert(try Self.value(&rest))
            case _ where directory.isEmpty && !argument.hasPrefix("-"): directory = argument
            case _: throw .usage
            }
        }
        guard !directory.isEmpty else { throw .usage }
    }

    private static func value(_ rest: inout ArraySlice<String>) throws(ReportCommand.Failure)
        -> String
    {
        guard let value = rest.popFirst() else { throw .usage }
        return value
    }

    private static func day(_ rest: inout ArraySlice<String>) throws(ReportCommand.Failure)
        -> CivilDate
    {
        guard let day = rest.popFirst().flatMap({ CivilDate(text: $0) }) else { throw .usage }
        return day
    }
}
