package import Casework
import Sessions

/// Numbers of a caseload's family time over a period, from the log alone (domain.md section 6.4).
///
/// Remote sessions only, as everything that this service brokers; they are never added to meetings in
/// person (row D56).
package struct SessionStatistics: Sendable {
    package let period: Period
    /// Offered, over by the report's moment, and begun in the period; in the order of their start.
    package let sessions: [CaseSession]
    let calendar: WorkingCalendar
    let moment: Timestamp

    /// Days of the local calendar, both included.
    package struct Period: Sendable, Hashable {
        package let first: CivilDate
        package let last: CivilDate

        /// Nil if it ends before it begins.
        package init?(first: CivilDate, last: CivilDate) {
            guard first <= last else { return nil }
            self.first = first
            self.last = last
        }

        package func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

        package var words: String { "\(first.words) to \(last.words)" }
    }

    /// Takes those of `sessions` that belong; the log is known until `moment`.
    package init(
        _ sessions: [CaseSession],
        in period: Period,
        calendar: WorkingCalendar,
        at moment: Timestamp
    ) {
        self.period = period
        self.calendar = calendar
        self.moment = moment
        self.sessions = sessions.filter { session in
            session.isFamilyTime && session.isOffered && session.isOver(at: moment)
                && period.contains(calendar.zone.civilDate(at: session.plan.start))
        }.sorted { ($0.plan.start, $0.id.text) < ($1.plan.start, $1.id.text) }
    }

    package var held: [CaseSession] { sessions.filter(\.isHeld) }

    package func count(of outcome: Outcome) -> Int {
        sessions.count { Self.outcome(of: $0) == outcome }
    }

    package func count(of loss: LossReason) -> Int { sessions.count { $0.loss == loss } }

    /// By relationship of the family's adults: a grandparent's times apart from a parent's.
    package var byRelationship: Breakdown {
        breakdown("relationship", "By whom the child sees") { session, adult in
            guard case .familyMember(let relationship) = session.caseload.people[adult]?.standing
            else { return nil }
            return relationship
        }
    }

    package var byLanguage: Breakdown {
        breakdown("language", "By the family’s language") { session, adult in
            session.caseload.people[adult]?.language.words
        }
    }

    /// Held and not held, month by month, for example "October 2026".
    package var byMonth: [(month: String, held: Int, notHeld: Int)] {
        var months: [(month: String, held: Int, notHeld: Int)] = []
        for session in sessions {
            let day = calendar.zone.civilDate(at: session.plan.start)
            let month = day.words.split(separator: " ").dropFirst().joined(separator: " ")
            if months.last?.month != month { months.append((month, 0, 0)) }
            guard let index = months.indices.last else { continue }
            if session.isHeld { months[index].held += 1 } else { months[index].notHeld += 1 }
        }
        return months
    }

    private func breakdown(
        _ id: String,
        _ title: String,
        _ label: (CaseSession, PersonID) -> String?
    ) -> Breakdown {
        var groups: [String: [CaseSession]] = [:]
        for session in sessions {
            let labels = Set(session.planned(.family).compactMap { label(session, $0) })
            for label in labels { groups[label, default: []].append(session) }
        }
        let counts = groups.mapValues { sessions in
            Breakdown.Counts(
                offered: sessions.count,
                held: sessions.count(where: \.isHeld),
                eligible: sessions.count(where: Self.isEligible)
            )
        }
        return Breakdown(id: id, title: title, groups: counts)
    }

    /// Less than a minute together is not held, whatever ended it.
    static func outcome(of session: CaseSession) -> Outcome {
        session.isHeld ? session.history.outcome ?? .heldFull : .notHeld
    }

    /// Neither a court's decision nor a child's wish stood in its way.
    static func isEligible(_ session: CaseSession) -> Bool {
        session.loss != .courtOrSuspension && session.loss != .childDeclined
    }
}
