import Casework
import Sessions

/// What no set of policies may ever allow: asked of each set before anything obeys it.
///
/// The floor of domain.md section 10 and of promises P1, P4, P6 and P13, as cases in a made-up session in which
/// but for the one thing wrong everything is right. A set that allows one of them does not start.
package enum Canary: String, Sendable, CaseIterable {
    case beginWithoutSupervisor, goOnWithoutSupervisor, goOnUnseen, resumeUnseen
    case superviseUnapproved
    case admitTheBarred, admitTheForbiddenPair, admitWithoutAgreement
    case publishBeforeTheStart, publishWhilePaused, publishDirectly

    /// What the set would have allowed, for whoever must mend it.
    package var sentence: String {
        switch self {
        case .beginWithoutSupervisor:
            "beginning a supervised session with no supervisor in the room"
        case .goOnWithoutSupervisor: "going on when no supervisor is in the room"
        case .goOnUnseen: "going on when no supervisor has seen and heard the room for six seconds"
        case .resumeUnseen:
            "resuming when no supervisor has seen and heard the room for six seconds"
        case .superviseUnapproved: "beginning under somebody who is not approved to supervise"
        case .admitTheBarred: "letting in somebody who is barred from the case"
        case .admitTheForbiddenPair: "letting in somebody who must never meet a person in the room"
        case .admitWithoutAgreement: "letting in somebody who has not agreed to take part"
        case .publishBeforeTheStart: "sound and picture before the start"
        case .publishWhilePaused: "sound and picture in a pause"
        case .publishDirectly:
            "sound and picture that show a network address where the child's home is kept secret"
        }
    }

    var question: PolicyQuestion {
        switch self {
        case .beginWithoutSupervisor, .superviseUnapproved:
            PolicyQuestion(.startSession, subject: CanaryWorld.supervisor)
        case .goOnWithoutSupervisor, .goOnUnseen: PolicyQuestion(.continueSession)
        case .resumeUnseen: PolicyQuestion(.resume, subject: CanaryWorld.supervisor)
        case .admitTheBarred, .admitTheForbiddenPair, .admitWithoutAgreement:
            PolicyQuestion(.admit, subject: CanaryWorld.mother, by: CanaryWorld.supervisor)
        case .publishBeforeTheStart, .publishWhilePaused, .publishDirectly:
            PolicyQuestion(.publishMedia, subject: CanaryWorld.mother)
        }
    }

    /// The session with the one thing wrong, or with nothing wrong.
    func facts(isRight: Bool = false) -> SessionFacts? {
        guard var world = CanaryWorld() else { return nil }
        switch self {
        case .beginWithoutSupervisor, .superviseUnapproved, .publishBeforeTheStart: break
        case .goOnWithoutSupervisor, .goOnUnseen, .publishDirectly: world.phase = .live
        case .resumeUnseen: world.phase = .held
        case .admitTheBarred, .admitTheForbiddenPair, .admitWithoutAgreement:
            world.leaveOutside(CanaryWorld.mother)
        case .publishWhilePaused: world.phase = isRight ? .live : .held
        }
        if self == .publishBeforeTheStart, isRight { world.phase = .live }
        if self == .publishDirectly { world.isHomeSecret = true }
        guard !isRight else { return world.facts }
        switch self {
        case .beginWithoutSupervisor, .goOnWithoutSupervisor:
            world.leaveOutside(CanaryWorld.supervisor)
        case .goOnUnseen, .resumeUnseen: world.sightAge = .seconds(6)
        case .superviseUnapproved: world.isApproved = false
        case .admitTheBarred: world.restriction = .barred(CanaryWorld.motherPerson)
        case .admitTheForbiddenPair:
            world.restriction = .neverTogether(CanaryWorld.motherPerson, CanaryWorld.childPerson)
        case .admitWithoutAgreement: world.hasAgreed = false
        case .publishBeforeTheStart, .publishWhilePaused: break
        case .publishDirectly: world.route = .direct
        }
        return world.facts
    }
}

extension PolicyBook {
    /// The canaries that these policies would allow; none in a set that may be obeyed.
    ///
    /// A world that can't be made counts as allowed: nothing is obeyed that was not tried.
    package var allowedCanaries: [Canary] {
        Canary.allCases.filter { canary in
            canary.facts().map { decide(canary.question, on: $0).isAllowed } ?? true
        }
    }
}
