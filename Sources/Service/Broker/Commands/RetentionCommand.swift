import CaseRecords
package import Casework
import JSON
import Journal
import Sessions

/// `retention …`: legal holds, and disposing of a session whose time is over: by a named person, with a reason.
package enum RetentionCommand {
    /// - Parameters:
    ///   - arguments: those behind `retention`.
    ///   - moment: now, by the machine's clock; nobody disposes of something on a day that has not come.
    /// - Returns: 0 if it was done, 1 if it must not be, 2 for wrong arguments, 3 if the log could not be
    ///   read or written.
    package static func run(
        arguments: [String],
        at moment: Timestamp = BrokerClock.system.now.civil
    ) -> Int32 {
        do throws(LogCommand.Failure) {
            let rest = Array(arguments.dropFirst())
            switch arguments.first {
            case "hold": return try place(rest, .legalHoldPlaced)
            case "release": return try place(rest, .legalHoldLifted)
            case "dispose": return try dispose(rest, at: moment)
            case "seal": return try seal(rest, at: moment)
            case _: throw .usage
            }
        } catch {
            switch error {
            case .usage:
                LogCommand.complain(usage)
                return 2
            case .input(let sentence):
                LogCommand.complain(sentence)
                return 3
            case .verdict(let sentence):
                LogCommand.complain(sentence)
                return 1
            }
        }
    }

    /// Places a hold or lifts it; the same twice changes nothing.
    private static func place(_ arguments: [String], _ type: EntryType) throws(LogCommand.Failure)
        -> Int32
    {
        let arguments = try LogArguments(arguments, values: ["--session", "--by", "--reason"])
        let name = try arguments.required("--session")
        let by = try arguments.required("--by")
        let reason = try arguments.required("--reason")
        let (journal, index) = try LogIndex.open(arguments.directory)
        defer { try? journal.close() }
        let (id, _) = try index.stream(name)
        let isPlacing = type == .legalHoldPlaced
        let stored = try sessions(arguments.directory)
        guard (stored.hold(on: name) == nil) == isPlacing else {
            print(
                isPlacing
                    ? "\(name) is under a legal hold already." : "No legal hold is on \(name)."
            )
            return 0
        }
        do throws(JournalError) {
            let payload = JSONWriter.bytes(LegalHold.json(by: by, reason: reason))
            let numbers = try journal.appendAndWait([
                Draft(stream: id, type: type.rawValue, payload: payload)
            ])
            _ = try journal.checkpointAndWait()
            let entry = numbers.first ?? 0
            print(
                isPlacing
                    ? "A legal hold is on \(name) (entry \(entry)): nothing of it is disposed of until it is lifted."
                    : "The legal hold on \(name) is lifted (entry \(entry)). Retention goes on as before."
            )
            return 0
        } catch {
            throw LogCommand.failure(error, arguments.directory)
        }
    }

    /// Destroys the keys of a session whose time is over; without `--yes` only says what would be.
    private static func dispose(_ arguments: [String], at moment: Timestamp)
        throws(LogCommand.Failure) -> Int32
    {
        let arguments = try LogArguments(
            arguments,
            values: Set(["--session", "--by", "--reason"] + Self.facts),
            flags: ["--yes"]
        )
        let name = try arguments.required("--session")
        let by = try arguments.required("--by")
        let reason = try arguments.required("--reason")
        let stored = StoredCaseload(
            try sessions(arguments.directory),
            zone: try zone(arguments),
            at: moment
        )
        guard let session = stored.sessions.first(where: { $0.id.text == name }) else {
            throw .input("The log has no session \(name) that can be read.")
        }
        let facts = try self.facts(arguments, beside: stored.retentionFacts)
        let report = RetentionReport([session], facts: facts, on: stored.today)
        guard let row = report.rows.first else { throw .usage }
        switch row.verdict {
        case .kept, .keptByHold:
            let hold = try sessions(arguments.directory).hold(on: name)
            throw .verdict(
                hold.map { $0.hold.refusal(of: name, in: stored.zone) }
                    ?? "\(row.text) Nothing was disposed of."
            )
        case .wouldBeDisposedOf:
            print(row.text)
            return try LogCommand.erase(
                [arguments.directory, "--session", name, "--by", by, "--reason"]
                    + ["Retention, \(row.retention.words): \(reason)"]
                    + (arguments.has("--yes") ? ["--yes"] : [])
            )
        }
    }

    /// What the case system knows and the log does not: `PERSON=DAY`.
    private static func facts(_ arguments: LogArguments, beside known: RetentionFacts)
        throws(LogCommand.Failure) -> RetentionFacts
    {
        var facts = known
        for option in Self.facts {
            for text in arguments.all(option) {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, let day = CivilDate(text: parts[1]) else { throw .usage }
                let person = PersonID(parts[0])
                switch option {
                case "--died": facts.deaths[person] = day
                case "--adopted": facts.adoptionOrders[person] = day
                case _: facts.approvalsEnded[person] = day
                }
            }
        }
        return facts
    }

    static func sessions(_ directory: String) throws(LogCommand.Failure) -> StoredSessions {
        var stored = StoredSessions()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
            return stored
        } catch {
            throw LogCommand.failure(error, directory)
        }
    }

    private static func zone(_ arguments: LogArguments) throws(LogCommand.Failure) -> CivilZone {
        let stored = try sessions(arguments.directory)
        guard let zone = stored.sessions.first?.plan.zone else {
            throw .input("The log has no session that can be read.")
        }
        return zone
    }

    private static let facts = ["--died", "--adopted", "--approval-ended"]

    private static let usage = """
        usage: contact-broker retention hold DIR --session ID --by NAME --reason TEXT
               contact-broker retention release DIR --session ID --by NAME --reason TEXT
               contact-broker retention dispose DIR --session ID --by NAME --reason TEXT [--yes]
                                  [--died PERSON=DAY] [--adopted PERSON=DAY] [--approval-ended PERSON=DAY]
               contact-broker retention seal DIR --child PERSON --adopted DAY --reader PERSON [--reader PERSON]...
                                  --by NAME --reason TEXT [--yes]

        All want the broker stopped. `report retention` says what is due; `dispose` destroys the keys of one such session,
        on no day before its time is over and never under a legal hold. `seal` closes what there is of a child who was
        adopted to all but those readers; without --yes it only says of what. A DAY is written as 2026-10-20.
        """
}
