package import Casework
import Sessions

/// Copies of what is no contact record: for the carer or the young person whom it is about, and for nobody's
/// parents.
extension RecordCopy {
    package init(
        _ record: MeetingRecord,
        addenda: Int = 0,
        caseload: Caseload,
        for person: PersonID,
        as kind: Kind
    ) throws(Refusal) {
        guard record.head != nil else { throw .notSigned }
        guard let recipient = caseload.people[person] else { throw .personUnknown }
        if kind == .parents { throw .noParentsCopy(record.form.noParentsCopy) }
        let hasSeat = record.history.plan.seats.values.contains {
            $0.person == person || $0.companion == person
        }
        guard hasSeat, record.form.isOfChild ? recipient.isChild : recipient.isCarer else {
            throw .notSubject
        }
        let others = caseload.people.values.filter { $0.isPrivate && $0.id != person }
        let removal = NameRemoval(others.sorted { $0.id < $1.id }, keeping: [recipient])
        var redactions: [Redaction] = []
        var sections: [Section] = []
        for section in record.sections {
            var fields: [Field] = []
            for row in section.rows where !Self.forTheLog.contains(row.key) {
                if let why = Self.withheld[row.key] {
                    redactions.append(
                        Redaction(number: 0, title: row.title, what: "left out", why: why)
                    )
                    continue
                }
                guard !row.value.isBlank else { continue }
                let (text, count) = removal(row.value)
                if count > 0 {
                    let what = count == 1 ? "1 name taken out" : "\(count) names taken out"
                    redactions.append(
                        Redaction(
                            number: 0,
                            title: row.title,
                            what: what,
                            why: "about other people"
                        )
                    )
                }
                fields.append(Field(title: row.title, text: text))
            }
            if !fields.isEmpty { sections.append(Section(title: section.title, fields: fields)) }
        }
        if let part = record.part, record.history.plan.seats[part.by]?.person == person {
            let text = part.words.isBlank ? "You \(part.view.words)." : part.words
            sections.append(
                Section(title: "Your part", fields: [Field(title: "What you wrote", text: text)])
            )
        }
        if addenda > 0 { redactions.append(Redaction(addenda: addenda)) }
        self.init(record.history.plan, kind, recipient, sections, redactions)
    }

    /// How the log can be checked: it is in the record for those who have the log.
    private static let forTheLog: Set<String> = ["logHead", "sessionID", "planVersion"]

    private static let withheld: [String: String] = [
        MeetingField.copyToChild.key: "about a child",
        MeetingField.outsideRisk.key: "for staff, unless a lead agrees",
        MeetingField.toldOfHarm.key: "for staff, unless a lead agrees",
    ]
}

extension RecordForm {
    /// Why nobody is given a parents' copy of it.
    fileprivate var noParentsCopy: String {
        switch self {
        case .supervision, .contact:
            "It is on the carer’s own file and no part of a child’s record, so there is no parents’ copy."
        case .attendance:
            "It is a register of who came and says nothing about a child, so there is no parents’ copy."
        case .times:
            "Only times are kept here; what is shared of therapy is the therapist’s to say, so there is no parents’ copy."
        case .directWork:
            "It is the young person’s own, so there is no parents’ copy; they may ask for theirs (--as subject)."
        }
    }
}

extension Person {
    fileprivate var isCarer: Bool { if case .carer = standing { true } else { false } }
}
