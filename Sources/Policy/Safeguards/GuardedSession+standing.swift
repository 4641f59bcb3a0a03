import Casework
import Sessions

/// Standing obligations: what let a session go on is decided again after every input, and ten times a second.
///
/// All of them, and not only those whose facts have changed: each reads the clock (the hours, the order, the supervisor's last
/// sign, a clearance), so an index of what the rules read would spare nothing, and one that missed something would let
/// somebody stay. Of the 20 ms of processor time that a live session of four takes a second, deciding takes 9.
extension GuardedSession {
    /// Decides until nothing more follows; the adults before the child, since under a rule that works
    /// both ways whoever is looked at first goes.
    mutating func decideStanding(at now: Moment) {
        for _ in 0..<Self.rounds {
            guard state.phase.isOpen else { return }
            guard let consequence = nextConsequence(at: now) else { return }
            let (events, question, verdict) = consequence
            let entry = DecisionEntry(question, by: nil, verdict, on: facts(at: now))
            for event in events { happen(event, at: now) }
            effects.append(.append([.decision(entry)] + events.map(LogEntry.event), nil))
        }
        // Rules that go on contradicting each other: nobody is let go on.
        if state.phase == .live { impose([.held(.policy, by: nil)], at: now) }
    }

    private typealias Consequence = ([SessionEvent], PolicyQuestion, Verdict)

    /// The session first, since it is held at once (E11); then each of those present, and who waits.
    private func nextConsequence(at now: Moment) -> Consequence? {
        let decide = policies.verdicts(on: facts(at: now))
        let question = PolicyQuestion(.continueSession)
        let verdict = decide(question)
        if !verdict.isAllowed, let events = events(of: verdict, for: nil, at: now) {
            return (events, question, verdict)
        }
        for seat in adultsFirst(state.present) {
            let question = PolicyQuestion(.remain, subject: seat)
            let verdict = decide(question)
            if verdict.isAllowed { continue }
            if let events = events(of: verdict, for: seat, at: now) {
                return (events, question, verdict)
            }
        }
        for seat in adultsFirst(state.waiting) where state.seat(seat).isConnected {
            let question = PolicyQuestion(.knock, subject: seat)
            let verdict = decide(question)
            guard !verdict.isAllowed else { continue }
            return ([.removed(seat, .policy, by: nil)], question, verdict)
        }
        return nil
    }

    /// What a standing obligation that no longer holds does now; nil if it is done already.
    private func events(of verdict: Verdict, for seat: SeatID?, at now: Moment) -> [SessionEvent]? {
        switch verdict.effect {
        case .end: return [.ended(.policy, by: nil)]
        case .remove:
            if let seat { return [.removed(seat, .policy, by: nil)] }
            return hold(verdict, at: now)
        case .hold: return hold(verdict, at: now)
        case .refuse, .stopMedia:
            guard let seat else { return hold(verdict, at: now) }
            return flowing?[seat] == nil ? nil : hold(verdict, at: now)
        }
    }

    private func hold(_ verdict: Verdict, at now: Moment) -> [SessionEvent]? {
        guard state.phase == .live else { return nil }
        return [.held(reason(of: verdict, at: now), by: nil)]
    }

    /// Names the fact behind a hold, from the facts themselves and not from a policy's name.
    private func reason(of verdict: Verdict, at now: Moment) -> HoldReason {
        if !verdict.errors.isEmpty { return .policy }
        if attendingSupervisors.isEmpty { return .supervisorLost }
        if state.plan.requiresInterpreter, state.present(in: .interpreter).isEmpty {
            return .interpreterLost
        }
        let isSeeing = supervisorLastSeen.map { now.uptime - $0 <= Lease.limit } ?? false
        return isSeeing ? .policy : .supervisorNotSeeing
    }

    private func adultsFirst(_ seats: [SeatID]) -> [SeatID] {
        seats.filter { state.role($0) != .child } + seats.filter { state.role($0) == .child }
    }

    /// After every input: since when nobody supervises, held or not.
    ///
    /// A connection that stands proves nothing: a supervisor whose page has fallen silent is gone too.
    mutating func watchTheSupervisors(at now: Moment) {
        let last = attendingSupervisors.compactMap { attention[$0]?.lastBeat }.max()
        let isThere = last.map { now.uptime - $0 <= Lease.limit } ?? false
        unattendedSince = isThere ? nil : unattendedSince ?? last ?? now.uptime
    }

    /// Rings the colleague, and ends what nobody comes back to supervise.
    mutating func watchTheHold(at now: Moment) {
        guard state.phase == .held, let unattendedSince else {
            hasPaged = false
            return
        }
        let alone = now.uptime - max(heldAt ?? unattendedSince, unattendedSince)
        if alone >= Lease.grace {
            impose([.ended(.supervisorGone, by: nil)], at: now)
        } else if alone >= Lease.page, !hasPaged {
            hasPaged = true
            effects.append(.page(Self.isUnsupervised))
            effects.append(.append([.event(.colleaguePaged(Self.isUnsupervised))], nil))
        }
    }

    /// What the colleague was rung for and is still so; the rest is over and only in the log.
    package var standingCalls: [String] {
        [
            hasPaged && state.phase == .held ? Self.isUnsupervised : nil,
            hasPagedAlert ? Self.isUnanswered : nil,
        ]
        .compactMap { $0 }
    }

    private static let isUnsupervised =
        "The session is paused and nobody supervises it. Please take over."

    /// Enough for everybody to be removed once, and a hold and an end besides.
    private static let rounds = 32
}
