/// Why these people can't be planned together for this kind of session.
package enum RosterProblem: Sendable, Hashable {
    /// `CHILD_IN_STAFF_SESSION`: no child takes part in a carers' session (M22).
    case childInCarersSession(PersonID)
    /// A session for carers that nobody leads.
    case nobodyLeads
    case noCarer
    /// A supervision is between one carer and one worker.
    case moreThanOneCarer
    /// Carers appear under a name that they have agreed, never the legal one (CC7, VR2).
    case legalNameShown(PersonID)
    /// Somebody signs, and nobody interprets for those who don't: a supervisor who can't sign would see
    /// and understand nothing, even where parent and child both sign (domain.md section 2.5).
    case nobodyInterpretsSigning(PersonID)
}

extension Caseload {
    /// What is wrong with the plan's roster for its kind; empty if it can be planned.
    package var rosterProblems: [RosterProblem] {
        let roster = plan.participants
        guard plan.kind.isForCarers else { return signingProblems }
        var problems = roster.flatMap { [$0.person] + ($0.companion.map { [$0] } ?? []) }
            .filter(isChild).map(RosterProblem.childInCarersSession)
        problems += roster.filter { $0.role == .child && !isChild($0.person) }
            .map { .childInCarersSession($0.person) }
        if !roster.contains(where: { $0.role == .supervisor }) { problems.append(.nobodyLeads) }
        let carers = roster.filter { $0.role == .carer }
        if carers.isEmpty, plan.kind != .residentialSupervision { problems.append(.noCarer) }
        if carers.count > 1, plan.kind == .carerSupervision { problems.append(.moreThanOneCarer) }
        for carer in carers {
            guard let person = people[carer.person], person.shownName != person.legalName else {
                problems.append(.legalNameShown(carer.person))
                continue
            }
        }
        return problems + signingProblems
    }

    /// Whether this person's hands are their voice: a signer, or an interpreter of a sign language.
    package func signs(_ participant: PlannedParticipant) -> Bool {
        (participant.language ?? people[participant.person]?.language) == .britishSignLanguage
    }

    /// Whether an interpreter stands between this person and those who speak English: in a talk of a few, too.
    package func isInterpreted(_ participant: PlannedParticipant) -> Bool {
        guard plan.requiresInterpreter, participant.role != .interpreter else { return false }
        let own = participant.language ?? people[participant.person]?.language
        return own != nil && own != .english
    }

    private var signingProblems: [RosterProblem] {
        let signing = plan.participants.filter(signs)
        let isUnderstood = signing.contains { $0.role == .interpreter } && plan.requiresInterpreter
        let supervisors = plan.participants.filter { $0.role == .supervisor }
        guard !isUnderstood, !(supervisors.allSatisfy(signs) && !supervisors.isEmpty) else {
            return []
        }
        return signing.filter { $0.role != .supervisor }
            .map { .nobodyInterpretsSigning($0.person) }
    }

    private func isChild(_ person: PersonID) -> Bool {
        guard case .child? = people[person]?.standing else { return false }
        return true
    }
}

extension SessionKind {
    /// Sessions for carers and workers, in which no child ever takes part.
    package var isForCarers: Bool {
        switch self {
        case .carerSupervision, .residentialSupervision, .virtualRespite: true
        case .supervisedFamilyTime, .supportedFamilyTime, .therapeutic, .directWork,
            .privateMeeting:
            false
        }
    }
}
