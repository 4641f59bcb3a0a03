import CaseRecords
import Casework
import JSON
import Sessions
import Testing

/// Records of what is no family time, and their copies.
@Suite struct `The record of another kind of session` {
    private func record(
        _ kind: SessionKind,
        _ draft: [MeetingField: String] = [:],
        head: ContactRecord.LogHead? = Kites.head
    ) -> MeetingRecord {
        let session = Term.session(0, Term.beginning() + [(30, Term.ended)], kind: kind)
        return MeetingRecord(
            entries: session.entries,
            plan: session.plan,
            caseload: Kites.caseload(),
            draft: draft,
            author: Kites.supervisor,
            at: Term.at(0, 60),
            head: head
        )
    }

    private static let words: [MeetingField: String] = [
        .safeToTalk: "In her room, alone.", .doingWell: "She laughed.",
        .together: "We drew. Denise came in once.", .ownWords: "“I like it here.”",
        .outsideRisk: "A boy called Ravi online.", .toldOfHarm: "none",
    ]

    @Test func `has only times of a therapeutic session, and asks for nothing`() {
        let record = record(.therapeutic)
        #expect(record.form == .times && record.form.meetingFields.isEmpty)
        #expect(record.problems.isEmpty)
        #expect(!SessionKind.therapeutic.form.takesNotes)
        let rows = record.sections.flatMap(\.rows)
        #expect(rows.allSatisfy { $0.fact != nil })
        #expect(rows.first { $0.key == "minutes" }?.value.contains("30 minutes") == true)
        #expect(record.canonical["format"] == "times-record/1")
        #expect(record.html(hash: "9f").contains("is the therapist’s to keep"))
    }

    @Test func `of direct work asks what the young person said and whether it was safe`() {
        #expect(record(.directWork).problems.count == 6)
        let record = record(.directWork, Self.words)
        #expect(record.problems.isEmpty, "\(record.problems)")
        #expect(record.canonical["format"] == "direct-work-record/1")
        let page = record.html(hash: "9f")
        #expect(page.contains("Direct work: Amina") && page.contains("12 May 2094"))
        #expect(page.contains("The young person’s record, C1."))
    }

    @Test func `of direct work that tells of harm is in the queue the same day`() {
        let base = Term.session(0, Term.beginning() + [(30, Term.ended)], kind: .directWork)
        let told = CaseSession(
            entries: base.entries,
            plan: base.plan,
            caseload: base.caseload,
            meeting: [.toldOfHarm: "See the safeguarding record."]
        )
        #expect(rules([told]) == [.harm])
        #expect(rules([base]) == [])
    }

    @Test func `of a carer's supervision that names an allegation has one working day`() {
        let base = Term.session(0, Term.beginning() + [(30, Term.ended)], kind: .carerSupervision)
        let told = CaseSession(
            entries: base.entries,
            plan: base.plan,
            caseload: base.caseload,
            meeting: [.allegations: "A neighbour rang on Monday."]
        )
        #expect(rules([told]) == [.allegation])
    }

    @Test func `is copied for whom it is about, without others' names`() throws {
        let copy = try RecordCopy(
            record(.directWork, Self.words),
            caseload: Kites.caseload(),
            for: Kites.amina,
            as: .subject
        )
        let text = copy.sections.flatMap(\.fields).map(\.text).joined(separator: "\n")
        #expect(text.contains("“I like it here.”") && text.contains("[carer] came in once."))
        #expect(!text.contains("Denise") && !text.contains("Ravi"))
        let out = copy.redactions.map(\.title)
        #expect(out.contains(MeetingField.outsideRisk.title))
        let page = copy.html(
            askedOn: CivilDate(year: 2026, month: 10, day: 31),
            calendar: .init(zone: Kites.zone)
        )
        #expect(page.contains("Monday 30 November 2026") || page.contains("30 November 2026"))
        #expect(!page.contains("0 Risk"))
    }

    @Test(arguments: [SessionKind.carerSupervision, .virtualRespite, .therapeutic, .directWork])
    func `has no parents' copy, and says in a sentence why`(kind: SessionKind) {
        do throws(RecordCopy.Refusal) {
            _ = try RecordCopy(
                record(kind, Self.words),
                caseload: Kites.caseload(),
                for: Kites.nasrin,
                as: .parents
            )
            Issue.record("copied")
        } catch {
            guard case .noParentsCopy(let sentence) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(sentence.hasSuffix(".") && sentence.contains("no parents’ copy"))
        }
        #expect(throws: RecordCopy.Refusal.notSigned) {
            try RecordCopy(
                record(kind, head: nil),
                caseload: Kites.caseload(),
                for: Kites.amina,
                as: .subject
            )
        }
        #expect(throws: RecordCopy.Refusal.notSubject) {
            try RecordCopy(
                record(kind),
                caseload: Kites.caseload(),
                for: Kites.nasrin,
                as: .subject
            )
        }
    }

    private func rules(_ sessions: [CaseSession]) -> [ReviewRule] {
        ReviewQueue(
            sessions,
            acts: [:],
            readers: [],
            calendar: WorkingCalendar(zone: Kites.zone),
            at: Term.at(0, 120),
            digest: { Array($0.utf8) }
        ).rows.flatMap(\.findings).map(\.rule)
    }
}
