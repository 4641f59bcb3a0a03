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
            policySet: verdict.policySet
        )
    }
}
