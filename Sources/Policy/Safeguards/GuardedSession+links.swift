import Casework
package import Sessions

/// Links: before the start nobody hears of a session that may not be held so, nor anybody who may not be invited.
extension GuardedSession {
    /// Why a link was not made: for one seat, or for none in particular.
    package struct LinkRefusal: Sendable, Hashable {
        package let seat: SeatID?
        package let verdict: Verdict
    }

    /// Gives seats their links, as far as the policies let it; earlier ones open nothing more.
    ///
    /// Once the session is open or over its people have been invited: then a link only leads them back.
    mutating func makeLinks(_ hashes: [SeatID: String], at now: Moment) {
        linkRefusals = []
        var entries: [LogEntry] = []
        let mustAsk = state.phase == .scheduled
        if mustAsk, let refusal = refusal(PolicyQuestion(.schedule), at: now, &entries) {
            linkRefusals = [refusal]
        } else {
            for (seat, hash) in hashes.sorted(by: { $0.key < $1.key }) {
                let question = PolicyQuestion(.invite, subject: seat)
                if mustAsk, let refusal = refusal(question, at: now, &entries) {
                    linkRefusals.append(refusal)
                } else {
                    let event = SessionEvent.linkIssued(seat, hash: hash)
                    happen(event, at: now)
                    entries.append(.event(event))
                }
            }
        }
        effects.append(.append(entries, nil))
    }

    private func refusal(
        _ question: PolicyQuestion,
        at now: Moment,
        _ entries: inout [LogEntry]
    ) -> LinkRefusal? {
        let facts = facts(at: now)
        let verdict = policies.decide(question, on: facts)
        entries.append(.decision(DecisionEntry(question, by: nil, verdict, on: facts)))
        return verdict.isAllowed ? nil : LinkRefusal(seat: question.subject, verdict: verdict)
    }
}
