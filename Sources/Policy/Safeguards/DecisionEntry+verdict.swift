import Casework
package import Sessions

extension DecisionEntry {
    /// What is logged of a decision: the question, the answer, and the facts that weighed most.
    package init(
        _ question: PolicyQuestion,
        by: SeatID?,
        _ verdict: Verdict,
        on facts: SessionFacts
    ) {
        self.init(
            isAllowed: verdict.isAllowed,
            action: question.action.rawValue,
            subject: question.subject,
            by: by,
            policies: verdict.policies.map(\.id),
            sentences: verdict.policies.map(\.reason),
            errors: verdict.errors,
            present: facts.state.present,
            sightAge: facts.supervisorLastSeen.map {
                facts.now.civil.timeSince($0).wholeMilliseconds
            },
            outsiders: verdict.isAllowed ? [] : facts.outsiders(at: question.subject),
            policySet: verdict.policySet
        )
    }
}

extension SessionFacts {
    /// Whose seats in other sessions the browser at a seat holds too.
    fileprivate func outsiders(at seat: SeatID?) -> [PersonID] {
        let known = Set(
            state.plan.seats.values.flatMap { [$0.person, $0.companion] }.compactMap(\.self)
        )
        let people = seat.flatMap { devices[$0] }?.alsoUsedBy ?? []
        return people.subtracting(known).sorted { $0.text < $1.text }
    }
}
