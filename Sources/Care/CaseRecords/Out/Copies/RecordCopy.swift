package import Casework
package import Sessions

/// A signed record as it is given to a parent, or to the person whom it is about: everybody else's
/// names taken out, some fields left out, and a list of both.
///
/// Professionals' names stay (ICO's guidance on requests for personal data). The record itself is untouched.
package struct RecordCopy: Sendable {
    package let plan: SessionPlan
    package let kind: Kind
    package let recipient: Person
    package let sections: [Section]
    package let redactions: [Redaction]

    package enum Kind: String, Sendable, Hashable {
        /// For somebody with parental responsibility, to read what was written about their family's time.
        case parents
        /// On a request for one's own personal data (UK GDPR Art. 15).
        case subject
    }

    package struct Section: Sendable, Hashable {
        package let title: String
        package let fields: [Field]
    }

    package struct Field: Sendable, Hashable {
        package let title: String
        package let text: String
    }

    /// What was taken out of one field, or that it was left out, and why; 0 where a field has no number.
    package struct Redaction: Sendable, Hashable {
        package let number: Int
        package let title: String
        package let what: String
        package let why: String
    }

    /// Why there can be no such copy.
    package enum Refusal: Error, Hashable {
        /// A draft is nobody's copy.
        case notSigned
        case personUnknown
        /// Parents' copies are for those with parental responsibility.
        case noParentalResponsibility
        /// Of such a record nobody is given a parents' copy, and why, in a sentence.
        case noParentsCopy(String)
        /// Somebody who works there, or was not in this session: nothing here is theirs to ask for in this way.
        case notSubject
    }

    /// `addenda` is how many were added after it was signed.
    package init(
        _ record: ContactRecord,
        addenda: Int = 0,
        caseload: Caseload,
        for person: PersonID,
        as kind: Kind
    ) throws(Refusal) {
        guard record.head != nil else { throw .notSigned }
        guard let recipient = caseload.people[person] else { throw .personUnknown }
        try Self.require(recipient, kind, record, caseload)
        let withheld = Self.withheld(from: recipient, caseload)
        let children = caseload.people.values.filter { $0.isChild }
        let hasChildsNames =
            kind == .parents || recipient.isChild
            || caseload.careCase.parentalResponsibility.contains(person)
        let kept = [recipient] + (hasChildsNames ? children : [])
        let others = caseload.people.values.filter { other in
            other.isPrivate && !kept.contains { $0.id == other.id }
        }
        let removal = NameRemoval(others.sorted { $0.id < $1.id }, keeping: kept)
        var redactions: [Redaction] = []
        var sections: [Section] = []
        for section in RecordSection.allCases {
            var fields: [Field] = []
            for field in section.fields
            where record.applies(field) && !Self.ofTheLog.contains(field) {
                // Listed whether anything stands there or not: the list itself must not tell.
                if let why = withheld[field] {
                    redactions.append(Redaction(field, "left out", why))
                    continue
                }
                // The log's line on the end says who ended it, or by its silence that it was the child.
                let isWordsOnly = field == .ending && !recipient.isChild
                let whole = isWordsOnly ? record.text(field) : record.wholeText(field)
                guard !whole.isBlank else { continue }
                let (text, count) = removal(whole)
                if count > 0 {
                    let what = count == 1 ? "1 name taken out" : "\(count) names taken out"
                    redactions.append(Redaction(field, what, "about other people"))
                }
                fields.append(Field(title: field.title, text: text))
            }
            if !fields.isEmpty { sections.append(Section(title: section.title, fields: fields)) }
        }
        if addenda > 0 { redactions.append(Redaction(addenda: addenda)) }
        plan = record.history.plan
        self.kind = kind
        self.recipient = recipient
        self.sections = sections
        self.redactions = redactions.sorted { $0.number < $1.number }
    }

    /// Of a record whose fields are put together elsewhere.
    init(
        _ plan: SessionPlan,
        _ kind: Kind,
        _ recipient: Person,
        _ sections: [Section],
        _ redactions: [Redaction]
    ) {
        self.plan = plan
        self.kind = kind
        self.recipient = recipient
        self.sections = sections
        self.redactions = redactions
    }

    /// By when it is to be answered, if it was asked for on that day.
    ///
    /// One month for a request for one's own data (UK GDPR Art. 12(3)), or the next working day; ten working
    /// days for a parents' copy (domain.md section 6.3).
    package func due(askedOn day: CivilDate, calendar: WorkingCalendar) -> CivilDate {
        switch kind {
        case .parents: calendar.day(after: day, workingDays: 10)
        case .subject: calendar.working(onOrAfter: day.adding(months: 1))
        }
    }

    private static func require(
        _ recipient: Person,
        _ kind: Kind,
        _ record: ContactRecord,
        _ caseload: Caseload
    ) throws(Refusal) {
        switch kind {
        case .parents:
            guard caseload.careCase.parentalResponsibility.contains(recipient.id) else {
                throw .noParentalResponsibility
            }
        case .subject:
            let hasSeat = record.history.plan.seats.values.contains { $0.person == recipient.id }
            guard hasSeat, recipient.isChild || recipient.isFamily else { throw .notSubject }
        }
    }

    private static func withheld(
        from recipient: Person,
        _ caseload: Caseload
    ) -> [RecordField: String] {
        var withheld: [RecordField: String] = [:]
        if recipient.isChild {
            for field in othersWords { withheld[field] = "another person’s own words" }
            return withheld
        }
        // The outcome too, however it was: left out only sometimes, it would say that the child pressed Stop.
        for field in RecordField.allCases where !field.isInParentsCopy || field == .outcome {
            withheld[field] = "for staff, unless a lead agrees"
        }
        if !caseload.careCase.parentalResponsibility.contains(recipient.id) {
            for field in childsOwn { withheld[field] = "about the child" }
        }
        return withheld
    }

    /// What a child is not given without somebody having thought about it.
    private static let othersWords: [RecordField] = [
        .restrictions, .carerBefore, .carerAfter, .feedback, .adultComment, .reflection,
    ]

    private static let childsOwn: [RecordField] = [
        .childNames, .childReferences, .legalStatus, .orders, .childBefore, .childAfter,
        .childsWords, .checkInBefore, .checkInAfter, .messageForChild, .identity, .siblings,
    ]

    /// How the log can be checked: it is in the record for those who have the log.
    private static let ofTheLog: Set<RecordField> = [
        .logHead, .signature, .recordID, .sharedWith, .managerReview, .amendments, .retention,
    ]
}

extension RecordCopy.Redaction {
    fileprivate init(_ field: RecordField, _ what: String, _ why: String) {
        self.init(number: field.number, title: field.title, what: what, why: why)
    }

    /// Field 62 is no field of the record that was signed.
    init(addenda count: Int) {
        self.init(
            number: 62,
            title: "Added after signing",
            what: count == 1 ? "1 addendum left out" : "\(count) addenda left out",
            why: "for staff, unless a lead agrees"
        )
    }
}

extension ContactRecord {
    /// What the log says and what was written, without the entries' numbers.
    fileprivate func wholeText(_ field: RecordField) -> String {
        [facts[field]?.text ?? "", text(field)].filter { !$0.isBlank }.joined(separator: "\n")
    }
}

extension Person {
    var isChild: Bool { if case .child = standing { true } else { false } }
    fileprivate var isFamily: Bool { if case .familyMember = standing { true } else { false } }

    /// Not there as a professional.
    var isPrivate: Bool {
        switch standing {
        case .child, .familyMember, .carer: true
        case .interpreter, .staff: false
        }
    }
}
