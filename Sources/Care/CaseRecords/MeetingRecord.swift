package import Casework
package import Sessions

/// The record of a session for carers: a supervision's short form, or a register of who came (VR3).
///
/// Facts come from plan and log as in a contact record; it is kept on the carer's file and never on a
/// child's (FS6).
package struct MeetingRecord: Sendable {
    package let history: SessionHistory
    package let author: SeatID
    /// When it is signed; while it is being written, now.
    package let moment: Timestamp
    /// Nil until it is signed.
    package let head: ContactRecord.LogHead?

    let draft: [MeetingField: String]
    let names: Names
    let facts: RecordFacts
    let caseload: Caseload
    /// The carer's part, which comes after the text that is signed; nil until then.
    let part: Countersignature?

    /// The record as far as `draft` has it; the parameters are those of a contact record.
    package init(
        entries: [LoggedEntry],
        plan: SessionPlan,
        caseload: Caseload,
        draft: [MeetingField: String],
        author: SeatID,
        at moment: Timestamp,
        head: ContactRecord.LogHead? = nil,
        countersignature part: Countersignature? = nil
    ) {
        self.part = part
        history = SessionHistory(entries, plan: plan, caseload: caseload)
        names = Names(plan: plan, caseload: caseload)
        self.author = author
        self.moment = moment
        self.head = head
        self.draft = draft
        self.caseload = caseload
        facts = RecordFacts(
            history: history,
            names: names,
            caseload: caseload,
            author: author,
            moment: moment,
            head: head
        )
    }

    package var form: RecordForm { history.plan.kind.form.record }
    package var isLate: Bool { history.isLate(at: moment) }

    /// What is written; the notes taken meanwhile are never typed again.
    package func text(_ field: MeetingField) -> String {
        draft[field] ?? (field == .notes ? notes : "")
    }

    private var notes: String {
        history.notes.map { note in
            let kind = note.kind == .concern ? "Concern: " : ""
            return "\(history.plan.zone.clock(note.mark.at)) \(kind)\(note.text)"
        }
        .joined(separator: "\n")
    }

    /// What keeps it from being signed, as sentences.
    package var problems: [String] {
        let open = history.outcome == nil ? ["The session has not ended yet."] : []
        guard history.outcome != .notHeld else { return open }
        return open + form.meetingFields.compactMap(problem)
    }

    private func problem(of field: MeetingField) -> String? {
        let text = text(field)
        guard !text.isBlank else {
            return field.isRequired ? "“\(field.title)” is still empty." : nil
        }
        if text.isNone, field.isRequired, !field.allowsNone {
            return "“\(field.title)” needs a sentence, not “none”."
        }
        if text.holdsPostcode {
            return "“\(field.title)” seems to hold a postcode. Leave the place out."
        }
        let carer = names.carers.first { text.holdsName($0.legalName, shownAs: $0.shownName) }
        return carer.map { "“\(field.title)” has the carer’s full name. Write “\($0.shownName)”." }
    }
}
