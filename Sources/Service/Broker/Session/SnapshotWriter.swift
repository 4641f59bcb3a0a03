import Casework
import Safeguards
import Sessions
import Signalling

/// Writes what one seat may see of its session: nothing about who else waits, nothing about anybody's
/// own affairs, and for the supervisor what is still missing, in words.
struct SnapshotWriter {
    let session: GuardedSession
    let now: Moment
    let epoch: String
    /// Seats that may make their uplink now.
    let mayPublish: Set<SeatID>
    let noteEntries: [Int64]
    let pages: [String]
    let support: SupportDesk

    var state: SessionState { session.state }
    var plan: SessionPlan { state.plan }

    func snapshot(
        for seat: SeatID,
        resumeSecret: Secret,
        in language: Language?
    ) -> StateSnapshot? {
        guard let planned = plan.seats[seat], let role = state.role(seat) else { return nil }
        let isDesk = role == .supervisor || role == .colleague
        let person = session.caseload.people[planned.person]
        return StateSnapshot(
            epoch: epoch,
            sequence: 0,
            phase: state.phase,
            word: word(for: seat),
            sentence: Sentences(state: state, caseload: session.caseload)
                .sentence(for: seat, in: language),
            you: StateSnapshot.You(
                seat: seat,
                role: role,
                shownName: person?.shownName ?? "",
                place: state.seat(seat).place,
                language: (person?.language ?? .english).rawValue,
                companion: name(planned.companion),
                resumeSecret: resumeSecret,
                ownWorker: ownWorker(planned),
                signs: planned.signs,
                picture: state.seat(seat).network.picture
            ),
            people: people(besides: seat),
            clock: clock,
            missing: isDesk ? missing : nil,
            may: may(seat),
            media: StateSnapshot.Media(
                isOpen: isMediaOpen(for: seat),
                canPublish: mayPublish.contains(seat),
                isThin: state.isThin
            ),
            lease: isDesk && plan.kind.form.bindsSight ? lease(of: seat) : nil,
            waiting: isDesk ? waiting(besides: seat) : nil,
            notes: isDesk && plan.kind.form.takesNotes ? notes : nil,
            checks: isDesk ? checks : nil,
            plan: isDesk ? planWords : nil,
            pages: isDesk ? pages : nil,
            children: isDesk ? children : nil,
            isDrawing: state.seat(seat).place == .room && state.hasDrawing ? true : nil,
            handover: isDesk ? handover : nil,
            writesTo: writesTo(seat),
            words: words(of: seat),
            debrief: debrief(for: seat),
            kind: plan.kind,
            list: list(for: seat),
            support: role == .supervisor ? asked(of: planned.person) : nil,
            advice: isDesk ? advice : nil,
            talk: talk(for: seat)
        )
    }

    private func word(for seat: SeatID) -> StateSnapshot.Word {
        switch state.phase {
        case .scheduled, .gathering: state.seat(seat).place == .room ? .ready : .waiting
        case .live: state.seat(seat).place == .room || isStaff(seat) ? .live : .waiting
        case .held: state.seat(seat).place == .waiting && !isStaff(seat) ? .waiting : .paused
        case .ended, .writtenUp, .reviewed, .cancelled, .notHeld: .finished
        }
    }

    private func isStaff(_ seat: SeatID) -> Bool { state.role(seat)?.isStaff == true }

    /// Only those in the room; nobody learns who or how many wait.
    private func people(besides seat: SeatID) -> [StateSnapshot.Person] {
        let inRoom = state.seats.filter { $0.value.place == .room && $0.key != seat }.keys.sorted()
        return inRoom.compactMap { other in
            guard let planned = plan.seats[other], let role = state.role(other) else { return nil }
            return StateSnapshot.Person(
                seat: other,
                shownName: name(planned.person) ?? "",
                role: role,
                place: .room,
                isConnected: state.seat(other).isConnected,
                companion: name(planned.companion),
                signs: planned.signs,
                picture: state.seat(other).network.picture,
                receivesPoorly: state.seat(other).network.receivesPoorly
            )
        }
    }

    private func waiting(besides seat: SeatID) -> [StateSnapshot.Waiting] {
        state.waiting.compactMap { other in
            guard other != seat, let planned = plan.seats[other], planned.role != .colleague else {
                return nil
            }
            let status = state.seat(other)
            return StateSnapshot.Waiting(
                seat: other,
                shownName: name(planned.person) ?? "",
                role: planned.role,
                agreement: agreement(planned, status.agreement),
                isIdentityConfirmed: status.isIdentityConfirmed,
                isConnected: status.isConnected,
                companion: name(planned.companion),
                declaration: declaration(of: other),
                obstacle: obstacle(to: other, openedBy: seat)
            )
        }
    }

    private func agreement(_ seat: SessionPlan.Seat, _ status: Agreement.Status)
        -> StateSnapshot.AgreementState
    {
        guard seat.mustAgree else { return .notNeeded }
        switch status {
        case .missing: return .open
        case .given: return .given
        case .refused: return .refused
        case .withdrawn: return .withdrawn
        }
    }

    private var clock: StateSnapshot.Clock {
        StateSnapshot.Clock(
            civil: now.civil.milliseconds,
            from: plan.start.milliseconds,
            to: plan.end.milliseconds,
            zone: plan.zone.name
        )
    }

    private var checks: [StateSnapshot.CheckState] {
        plan.kind.form.checks.map {
            StateSnapshot.CheckState(check: $0, isDone: state.checks[$0] != nil)
        }
    }

    private var notes: [StateSnapshot.Note] {
        state.notes.enumerated().map { index, note in
            StateSnapshot.Note(
                entry: index < noteEntries.count ? noteEntries[index] : 0,
                time: plan.zone.clockWithSeconds(note.at),
                text: note.text,
                kind: note.kind
            )
        }
    }

    /// A supervisor's own where they are in the room: two of them may see differently.
    private func lease(of seat: SeatID) -> StateSnapshot.Lease? {
        guard !state.phase.isOver else { return nil }
        let facts = session.facts(at: now)
        let own = state.role(seat) == .supervisor && state.seat(seat).place == .room
        let age =
            (own ? facts.lastSeen[seat] : facts.supervisorLastSeen).map { now.civil.timeSince($0) }
            ?? Lease.limit
        let remaining = max(.zero, Lease.limit - max(.zero, age))
        let sees = remaining > .zero
        return StateSnapshot.Lease(
            remaining: remaining.wholeMilliseconds,
            limit: Lease.limit.wholeMilliseconds,
            sees: sees,
            hears: sees,
            isHidden: facts.supervisorHiddenSince != nil
        )
    }

    /// What policy and preparation still lack before the session can start or go on.
    private var missing: [String] {
        guard state.phase == .gathering || state.phase == .held else { return [] }
        var sentences = declaredTies
        if !session.isMediaReady {
            sentences.append(
                "Sound and picture are not ready. Without the media server nothing starts."
            )
        }
        if session.isMediaReady, session.isRejoining(at: now) {
            sentences.append("Everybody is being connected again. That takes a moment.")
        }
        if state.talk != nil { sentences.append("End the talk with the child first.") }
        if session.hasJournalFailed {
            sentences.append(
                "The log cannot be written, so nothing can go on. What was written is kept. Ring whoever runs this service."
            )
        }
        if state.phase == .gathering,
            plan.kind.form.checks.contains(where: { state.checks[$0] == nil })
        {
            sentences.append("Tick what you have checked.")
        }
        guard let supervisor = state.present(in: .supervisor).first ?? state.responsible else {
            return sentences
        }
        let action: GuardedAction = state.phase == .gathering ? .startSession : .resume
        let verdict = session.ask(PolicyQuestion(action, subject: supervisor), at: now)
        guard !verdict.isAllowed else { return sentences }
        return sentences + verdict.sentences(forStaff: true)
    }

    /// Requests that are legal now; whether they are allowed is decided when they are made.
    private func may(_ seat: SeatID) -> [Request.Verb] {
        var candidates: [(Request.Verb, SessionCommand)] = [
            (.start, .start), (.hold, .hold(.other)), (.resume, .resume), (.end, .end(.planned)),
            (.note, .note("", .note)), (.concern, .note("", .concern)), (.takeOver, .takeOver),
            (.stop, .stop), (.leave, .leave), (.withdraw, .withdraw),
            (.takeBreak, .takeBreak), (.ready, .sayReady), (.acknowledge, .acknowledgeAlert),
            (.draw, .beginDrawing),
        ]
        candidates += staffCandidates(seat) + talkCandidates(seat)
        var verbs = candidates.filter { (try? state.decide($0.1, by: seat)) != nil }.map(\.0)
        if state.role(seat) == .supervisor, state.phase.isOpen {
            verbs += [.check, .confirmIdentity, .rejectIdentity, .admit, .remove]
        }
        verbs += kindVerbs(seat)
        if plan.seats[seat]?.mustAgree != true { verbs.removeAll { $0 == .withdraw } }
        if mayPublish.contains(seat) { verbs.append(.publish) }
        return verbs
    }

    private var planWords: StateSnapshot.Plan {
        StateSnapshot.Plan(
            goals: session.caseload.plan.goals,
            restrictions: session.caseload.careCase.restrictions.filter {
                $0.applies(at: now.civil)
            }
            .compactMap(words)
        )
    }

    private func words(_ restriction: Restriction) -> String? {
        switch restriction.kind {
        case .neverTogether(let one, let other):
            "\(name(one) ?? "?") and \(name(other) ?? "?") must never meet or learn of each other's times."
        case .barred(let person): "\(name(person) ?? "?") may not take part."
        case .whereaboutsWithheld(let person):
            "\(name(person) ?? "?") must not learn where the child lives."
        case .topicsKeptElsewhere(let topics):
            "Kept for elsewhere: \(topics.joined(separator: ", "))."
        }
    }

    func name(_ person: PersonID?) -> String? {
        person.flatMap { session.caseload.people[$0]?.shownName }
    }
}

extension Verdict {
    /// Why not, in sentences for whoever reads; families get only what is written for families.
    func sentences(forStaff isStaff: Bool) -> [String] {
        guard isStaff else {
            let kind = policies.compactMap(\.familyReason)
            return [kind.first ?? "That can't be done now. Please wait here, and we will help you."]
        }
        if !errors.isEmpty { return ["A rule could not be evaluated, so the answer is no."] }
        return policies.isEmpty ? ["No rule allows it."] : policies.map(\.reason)
    }
}
