import Casework
import Safeguards
import Sessions

/// The rules of one supervised session in plain Swift, written from domain.md and not from the
/// policies: what random play is judged by, and fast enough for a hundred thousand plays.
struct PlainRules: PolicyDeciding {
    func decide(_ question: PolicyQuestion, on facts: SessionFacts) -> Verdict {
        if let (broken, effect) = firstBroken(question, facts) {
            let policy = DecidingPolicy(id: broken, reason: broken, onViolation: effect)
            return Verdict(isAllowed: false, policies: [policy])
        }
        return Verdict(isAllowed: true, policies: [])
    }

    private func firstBroken(_ question: PolicyQuestion, _ facts: SessionFacts)
        -> (String, ViolationEffect)?
    {
        let state = facts.state
        switch question.action {
        case .startSession, .resume:
            return Self.missing(facts, at: facts.now.civil).map { ($0, .hold) }
                ?? (facts.now.civil < Kites.start ? ("early", .refuse) : nil)
        case .continueSession:
            if facts.now.civil >= Kites.end.advanced(by: .seconds(600)) { return ("over", .end) }
            return Self.missing(facts, at: facts.now.civil).map { ($0, .hold) }
        case .publishMedia, .drawTogether:
            return state.phase == .live ? nil : ("silent", .stopMedia)
        case .admit:
            guard let seat = question.subject else { return ("nobody", .refuse) }
            if state.role(seat) == .child, state.present.count < 3 {
                return ("child last", .refuse)
            }
            return nil
        case .remain, .knock:
            guard let seat = question.subject else { return ("nobody", .refuse) }
            return state.seat(seat).agreement == .withdrawn ? ("withdrawn", .remove) : nil
        case .lookBack: return state.phase.isOver ? nil : ("not over", .refuse)
        case .schedule, .invite: return nil
        case .acceptSupervision:
            guard let seen = question.subject.flatMap({ facts.lastSeen[$0] }),
                facts.now.civil.timeSince(seen) <= .seconds(4)
            else { return ("own sight", .refuse) }
            return nil
        case .breakWithChild:
            if state.phase != .held { return ("no pause", .stopMedia) }
            return Self.missing(facts, at: facts.now.civil).map { ($0, .stopMedia) }
        case .debriefAloud:
            let isFree = state.phase == .ended && facts.isMediaGone
            return isFree ? nil : ("not alone", .stopMedia)
        case .privateWord, .debrief, .agree, .showFace, .takeOver, .writeNote, .writeRecord,
            .signRecord, .viewLog,
            .viewRecord, .shareAgenda, .viewOwnRecord, .countersign, .addAddendum, .signOff,
            .exportRecord, .breakGlass:
            return nil
        }
    }

    /// What a supervised session lacks, if anything.
    static func missing(_ facts: SessionFacts, at now: Timestamp) -> String? {
        let state = facts.state
        if state.present(in: .supervisor).isEmpty { return "supervisor" }
        if state.present(in: .interpreter).isEmpty { return "interpreter" }
        guard let seen = facts.supervisorLastSeen, now.timeSince(seen) <= .seconds(4) else {
            return "sight"
        }
        return nil
    }
}
