package import Casework
package import Sessions

/// What would be disposed of on a day, and why: a dry run, which disposes of nothing.
package struct RetentionReport: Sendable {
    package let day: CivilDate
    /// By the end of their time; those without one last.
    package let rows: [Row]

    package struct Row: Sendable, Hashable {
        package let session: SessionID
        /// The latest, where several children were there (rule R2).
        package let retention: RetentionClass
        package let isHeld: Bool
        package let verdict: Verdict
    }

    package enum Verdict: Sendable, Hashable {
        /// Its time is over: a named person may dispose of it.
        case wouldBeDisposedOf
        case kept
        /// Its time is over, and a legal hold keeps it.
        case keptByHold
    }

    package init(_ sessions: [CaseSession], facts: RetentionFacts, on day: CivilDate) {
        self.day = day
        rows = sessions.map { session in
            let retention = session.retention(facts)
            let isHeld = facts.legalHolds.contains(session.id.text)
            let isDue = retention.until.map { $0 <= day } ?? false
            let verdict: Verdict =
                isDue ? (isHeld ? .keptByHold : .wouldBeDisposedOf) : .kept
            return Row(
                session: session.id,
                retention: retention,
                isHeld: isHeld,
                verdict: verdict
            )
        }.sorted { left, right in
            (left.retention.until ?? Self.never, left.session.text)
                < (right.retention.until ?? Self.never, right.session.text)
        }
    }

    /// The report as lines for a terminal.
    package var text: String {
        let due = rows.count { $0.verdict == .wouldBeDisposedOf }
        let head = """
            Dry run for \(day.words): \(due) of \(rows.count) sessions would be disposed of. Nothing \
            was disposed of.
            """
        return ([head, ""] + rows.map(\.text)).joined(separator: "\n")
    }

    private static let never = CivilDate(year: .max, month: 12, day: 31)
}

extension RetentionReport.Row {
    /// For example "kites-1: kept until 12 May 2094, 75 years from the child’s birth.".
    package var text: String {
        let until = retention.until.map { " \($0.words)" } ?? ""
        switch verdict {
        case .wouldBeDisposedOf:
            return "\(session.text): would be disposed of since\(until), \(retention.words)."
        case .keptByHold:
            return """
                \(session.text): kept by a legal hold; its time was over on\(until), \
                \(retention.words).
                """
        case .kept:
            let hold = isHeld ? " A legal hold is on it." : ""
            let time = retention.until == nil ? "" : "until\(until), "
            return "\(session.text): kept \(time)\(retention.words).\(hold)"
        }
    }
}

extension CaseSession {
    /// It follows the child; of several children, whose time is longest (rule R2).
    package func retention(_ facts: RetentionFacts) -> RetentionClass {
        let children = childrenOfRecord.compactMap { child in retention(ofChild: child, facts) }
        let longest = children.max { left, right in
            guard let one = left.until, let other = right.until else { return right.until == nil }
            return one < other
        }
        if let longest { return longest }
        switch plan.kind {
        case .carerSupervision, .virtualRespite:
            let carers = plan.seats.values.map(\.person).filter { person in
                if case .carer = caseload.people[person]?.standing { true } else { false }
            }
            let ends = carers.map { facts.approvalsEnded[$0] }
            let isApproved = ends.isEmpty || ends.contains(nil)
            return .fosterCarer(approvalEnded: isApproved ? nil : ends.compactMap(\.self).max())
        case .supervisedFamilyTime, .supportedFamilyTime, .residentialSupervision, .therapeutic,
            .directWork, .privateMeeting:
            return .staff
        }
    }

    /// Whose record it is: the children in it, and of a family's time in any case the child of the case,
    /// whether they have a seat of their own or not.
    private var childrenOfRecord: Set<PersonID> {
        let ofCase = isFamilyTime ? caseload.careCase.child : nil
        return Set(planned(.child) + [ofCase].compactMap(\.self))
    }

    private func retention(ofChild child: PersonID, _ facts: RetentionFacts) -> RetentionClass? {
        guard case .child(let birth) = caseload.people[child]?.standing else { return nil }
        if let order = facts.adoptionOrders[child] { return .adopted(order) }
        if let death = facts.deaths[child], death < birth.anniversary(afterYears: 18) {
            return .childWhoDied(death)
        }
        return .lookedAfterChild(born: birth)
    }
}
