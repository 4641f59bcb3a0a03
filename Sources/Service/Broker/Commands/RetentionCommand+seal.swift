import CaseRecords
import Casework
import JSON
import Journal
import Sessions
import Storage

/// `retention seal`: after an adoption order, by a named person: only those who are named read on.
extension RetentionCommand {
    /// Without `--yes` only says which sessions it would be.
    static func seal(_ arguments: [String], at moment: Timestamp) throws(LogCommand.Failure)
        -> Int32
    {
        let arguments = try LogArguments(
            arguments,
            values: ["--child", "--adopted", "--reader", "--by", "--reason"],
            flags: ["--yes"]
        )
        let directory = arguments.directory
        guard let adopted = CivilDate(text: try arguments.required("--adopted")) else {
            throw .usage
        }
        let seal = RecordSeal(
            child: PersonID(try arguments.required("--child")),
            adopted: adopted,
            readers: Set(arguments.all("--reader").map { PersonID($0) }),
            by: try arguments.required("--by"),
            reason: try arguments.required("--reason")
        )
        guard !seal.readers.isEmpty else { throw .usage }
        let stored = try sessions(directory)
        let ofChild = stored.sessions.filter { session in
            session.caseload.careCase.child == seal.child
                || session.plan.seats.values.contains { $0.person == seal.child }
        }
        guard let zone = ofChild.first?.plan.zone else {
            throw .input("The log has no session of \(seal.child.text). Nothing was sealed.")
        }
        guard seal.adopted <= zone.civilDate(at: max(moment, stored.lastTime ?? moment)) else {
            throw .verdict("\(seal.adopted.words) has not come yet. Nothing was sealed.")
        }
        if let unknown = seal.readers.first(where: { reader in
            !ofChild.contains { $0.caseload.people[reader]?.isStaff == true }
        }) {
            throw .verdict("\(unknown.text) is nobody of the staff there. Nothing was sealed.")
        }
        let open = ofChild.filter { $0.seal == nil }
        guard !open.isEmpty else {
            // What a crash left undone.
            try move(ofChild, directory)
            print("All \(ofChild.count) sessions of \(seal.child.text) are sealed already.")
            return 0
        }
        for session in open {
            let day = session.plan.zone.day(session.plan.start)
            print("\(session.plan.session.text): \(day)")
        }
        let until = RetentionClass.adopted(seal.adopted).until.map { " until \($0.words)" } ?? ""
        let readers = seal.readers.sorted().map(\.text).joined(separator: ", ")
        guard arguments.has("--yes") else {
            print(
                """
                Dry run: nothing was sealed. With --yes these \(open.count) are read by nobody but \(readers), and kept\(until), \
                100 years from the order; their files leave records/ for \(RecordSeal.folder)/. That \(seal.by) wanted it, \
                and why, stays in each log.
                """
            )
            return 0
        }
        let (journal, _) = try LogIndex.open(directory)
        defer { try? journal.close() }
        do throws(JournalError) {
            // Written down first: what a crash leaves undone, the same command does again.
            _ = try journal.appendAndWait(
                open.map {
                    Draft(
                        stream: $0.stream,
                        type: EntryType.sealed.rawValue,
                        payload: JSONWriter.bytes(seal.json)
                    )
                }
            )
            _ = try journal.checkpointAndWait()
        } catch {
            throw LogCommand.failure(error, directory)
        }
        try move(ofChild, directory)
        print("Sealed: \(open.count) sessions, read by nobody but \(readers).")
        return 0
    }

    private static func move(_ sessions: [StoredSession], _ directory: String)
        throws(LogCommand.Failure)
    {
        for session in sessions {
            do throws(StorageError) {
                try RecordSeal.moveFiles(of: session.plan.session.text, inLog: directory)
            } catch {
                throw .input("\(directory)/records: the files could not be moved; run it again.")
            }
        }
    }
}

extension StoredSession {
    fileprivate var caseload: Caseload { DemoCaseloads.caseload(of: plan) }
}

extension Person {
    fileprivate var isStaff: Bool { if case .staff = standing { true } else { false } }
}
