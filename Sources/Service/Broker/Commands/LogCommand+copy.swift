import CaseRecords
import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Storage

/// `log copy`: a signed record for a parent, or for the person it is about, with other people taken out.
extension LogCommand {
    static func copy(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(
            arguments,
            values: ["--session", "--for", "--as", "--asked", "--to", "--by"]
        )
        let directory = arguments.directory
        let name = try arguments.required("--session")
        let person = PersonID(try arguments.required("--for"))
        let by = try arguments.required("--by")
        let to = URL(fileURLWithPath: try arguments.required("--to"))
        guard let kind = RecordCopy.Kind(rawValue: try arguments.required("--as")),
            let asked = CivilDate(text: try arguments.required("--asked"))
        else { throw .usage }
        let folder = Directory(to.deletingLastPathComponent().path)
        guard !folder.has(to.lastPathComponent) else {
            throw .input("\(to.path) is there already. Nothing was written.")
        }
        do throws(StorageError) { try folder.create() } catch {
            throw .input("\(folder.path): cannot be made. Nothing was written.")
        }
        let (journal, index) = try LogIndex.open(directory)
        defer { try? journal.close() }
        let (stream, _) = try index.stream(name)
        do throws(JournalError) {
            var stored = StoredSessions()
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
            guard let session = stored.sessions.first(where: { $0.stream == stream }) else {
                throw .noSuchEntry(0)
            }
            if let refusal = session.refusal(to: by) {
                complain(refusal)
                return 1
            }
            let copy: RecordCopy
            do throws(RecordCopy.Refusal) {
                copy = try RecordCopy(session, for: person, as: kind)
            } catch {
                complain(error.sentence)
                return 1
            }
            let calendar = WorkingCalendar(zone: session.plan.zone)
            let page = Array(copy.html(askedOn: asked, calendar: calendar).utf8)
            let due = copy.due(askedOn: asked, calendar: calendar)
            let entry: JSONValue = [
                "for": .string(person.text), "as": .string(kind.rawValue), "by": .string(by),
                "asked": .string(asked.words), "due": .string(due.words),
                "redactions": .integer(Int64(copy.redactions.count)),
                "sha256": .string(SHA256.hash(page).description),
            ]
            // In the log before anything leaves it.
            _ = try journal.appendAndWait([
                Draft(
                    stream: stream,
                    type: EntryType.copyMade.rawValue,
                    payload: JSONWriter.bytes(entry)
                )
            ])
            do throws(StorageError) {
                try folder.writeDurably(page, to: to.lastPathComponent)
            } catch { throw .storageFailed(error) }
            print(
                """
                \(kind.title) for \(copy.recipient.shownName): \(to.path), due by \(due.words).
                \(copy.redactions.map { "  \($0.name): \($0.what), \($0.why)" }.joined(separator: "\n"))
                Read it before you hand it over: a name that nobody in the case has is not found by a program, and \
                neither is what would do serious harm.
                """
            )
            return 0
        } catch {
            throw failure(error, directory)
        }
    }
}

extension RecordCopy {
    /// Of the record as it was signed.
    fileprivate init(_ session: StoredSession, for person: PersonID, as kind: Kind) throws(Refusal)
    {
        guard session.filed != nil, let signing = session.signing else { throw .notSigned }
        let caseload = DemoCaseloads.caseload(of: session.plan)
        let entries = session.entries.filter { $0.sequence < signing.head.size }
        let additions = RecordAdditions(session.entries, plan: session.plan, caseload: caseload)
        switch session.plan.kind.form.record {
        case .contact:
            let record = ContactRecord(
                entries: entries,
                plan: session.plan,
                caseload: caseload,
                draft: session.written { RecordField(rawValue: $0) },
                author: signing.author,
                at: signing.moment,
                head: signing.head
            )
            try self.init(
                record,
                addenda: additions.addenda.count,
                caseload: caseload,
                for: person,
                as: kind
            )
        case .supervision, .attendance, .times, .directWork:
            let record = MeetingRecord(
                entries: entries,
                plan: session.plan,
                caseload: caseload,
                draft: session.written { MeetingField(rawValue: $0) },
                author: signing.author,
                at: signing.moment,
                head: signing.head,
                countersignature: session.state(caseload.agreements).countersignature
            )
            try self.init(
                record,
                addenda: additions.addenda.count,
                caseload: caseload,
                for: person,
                as: kind
            )
        }
    }
}

extension StoredSession {
    fileprivate func written<Field: Hashable>(_ field: (String) -> Field?) -> [Field: String] {
        var written: [Field: String] = [:]
        for (key, text) in draft.texts { if let field = field(key) { written[field] = text } }
        return written
    }
}

extension RecordCopy.Refusal {
    fileprivate var sentence: String {
        switch self {
        case .noParentsCopy(let sentence): "\(sentence) Nothing was written."
        case .notSigned: "There is no signed record of that session, so there is no copy."
        case .personUnknown: "Nobody in that case has this name. Nothing was written."
        case .noParentalResponsibility:
            "They have no parental responsibility, so there is no parents’ copy for them. Nothing was written."
        case .notSubject:
            "The record is not about them: only those who were to meet, and whom it is about, can ask in this way."
        }
    }
}
