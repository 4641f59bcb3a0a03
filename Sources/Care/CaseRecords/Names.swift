import Casework
import Sessions

/// What people are called in records: as they are shown, never more.
///
/// A carer's legal name and anybody's address are in no record; staff stand by their own names.
struct Names: Sendable {
    let plan: SessionPlan
    let caseload: Caseload

    /// For example "Nasrin".
    func shown(_ seat: SeatID) -> String { person(at: seat)?.shownName ?? "Somebody" }

    func shown(person: PersonID) -> String { caseload.people[person]?.shownName ?? "Somebody" }

    /// For example "Nasrin (mother)", "Amina, with Denise (carer)".
    func described(_ seat: SeatID) -> String {
        guard let planned = plan.seats[seat] else { return "Somebody" }
        let name = shown(seat)
        guard planned.role != .child else {
            return planned.companion.map { "\(name), with \(described(person: $0))" } ?? name
        }
        return "\(name) (\(relation(planned.person) ?? planned.role.words))"
    }

    func described(person: PersonID) -> String {
        guard let someone = caseload.people[person] else { return "Somebody" }
        return relation(person).map { "\(someone.shownName) (\($0))" } ?? someone.shownName
    }

    /// For members of staff, their own name; for others the shown one.
    func official(_ seat: SeatID) -> String {
        plan.seats[seat].map { official(person: $0.person) } ?? "Somebody"
    }

    func official(person: PersonID) -> String {
        guard let someone = caseload.people[person] else { return "Somebody" }
        guard case .staff = someone.standing else { return someone.shownName }
        return someone.legalName
    }

    /// At a child's seat it is the carer beside them who writes.
    func besideOrShown(_ seat: SeatID) -> String {
        let companion = plan.seats[seat]?.companion.flatMap { caseload.people[$0]?.shownName }
        return companion ?? shown(seat)
    }

    func listed(_ seats: [SeatID]) -> String { seats.map(shown).joined(separator: " and ") }

    var children: [SeatID] { plan.seats.filter { $0.value.role == .child }.keys.sorted() }

    var childrenShown: String {
        children.isEmpty ? "the child" : listed(children)
    }

    private func person(at seat: SeatID) -> Person? {
        plan.seats[seat].flatMap { caseload.people[$0.person] }
    }

    private func relation(_ person: PersonID) -> String? {
        switch caseload.people[person]?.standing {
        case .familyMember(let relationship): relationship
        case .carer: "carer"
        case .interpreter: "interpreter"
        case .staff(let role, _): role.words
        case .child, nil: nil
        }
    }
}
