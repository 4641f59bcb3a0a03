package import Casework

extension SessionPlan {
    /// How long lies between this session and the nearest in which somebody takes part whom somebody here must
    /// never meet; zero if they overlap, nil if there is none (expectation M04 of the caseload).
    package func apart(from others: [SessionPlan], under careCase: CareCase) -> Duration? {
        let forbidden = people.reduce(into: Set<PersonID>()) {
            $0.formUnion(careCase.neverTogether(with: $1, at: start))
        }
        return others.filter { $0.session != session && !$0.people.isDisjoint(with: forbidden) }
            .map { $0.start >= end ? $0.start.timeSince(end) : start.timeSince($0.end) }
            .map { max(.zero, $0) }.min()
    }

    private var people: Set<PersonID> {
        Set(seats.values.flatMap { [$0.person, $0.companion] }.compactMap(\.self))
    }
}
