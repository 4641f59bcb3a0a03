package import Sessions
import Casework

/// Grants and records: durable in the log before they take effect (promise P2).
extension GuardedSession {
    mutating func startNextGrant(at now: Moment) {
        while inFlight == nil, !queue.isEmpty {
            var pending = queue.removeFirst()
            guard let entries = judge(pending, at: now) else { continue }
            pending.ticket = nextTicket()
            inFlight = pending
            effects.append(.append(entries, pending.ticket))
        }
    }

    mutating func record(_ pending: Pending, at now: Moment) {
        guard var entries = judge(pending, at: now) else { return }
        do throws(Rejection) {
            let events = try expected(at: now).decide(pending.command, by: pending.seat)
            entries += events.map(LogEntry.event)
        } catch {
            return refuse(pending, .rejected(error))
        }
        let ticket = nextTicket()
        records[ticket] = pending
        effects.append(.append(entries, ticket))
    }

    /// The state once the log has all that it is asked to record: a button that is pressed twice records once.
    private func expected(at now: Moment) -> SessionState {
        var state = state
        for (_, waiting) in records.sorted(by: { $0.key.number < $1.key.number }) {
            guard let events = try? state.decide(waiting.command, by: waiting.seat) else {
                continue
            }
            for event in events { state.evolve(event, at: now.civil) }
        }
        return state
    }

    /// A batch that was waited for is durable, or never will be.
    mutating func conclude(_ ticket: Ticket, _ isDurable: Bool, at now: Moment) {
        if let pending = records.removeValue(forKey: ticket) {
            guard isDurable else { return refuse(pending, .journalFailed) }
            // The log has it, so it has happened: what it recorded stays recorded.
            if let events = try? state.decide(pending.command, by: pending.seat) {
                for event in events { state.evolve(event, at: now.civil) }
            }
            return effects.append(.answer(pending.request, .done))
        }
        guard let pending = inFlight, pending.ticket == ticket else { return }
        inFlight = nil
        if isDurable {
            takeEffect(pending, at: now)
        } else {
            refuse(pending, .journalFailed)
            failJournal(at: now)
        }
        startNextGrant(at: now)
    }

    /// Decides a second time, on the facts as they are now that the log has it.
    private mutating func takeEffect(_ pending: Pending, at now: Moment) {
        do throws(Rejection) {
            let events = try state.decide(pending.command, by: pending.seat)
            if let refusal = hindrance(of: pending, at: now) {
                void(pending)
                return refuse(pending, refusal)
            }
            if let device = pending.device {
                devices[pending.seat] = DeviceFacts(alsoUsedBy: device.alsoUsedBy)
            }
            for event in events { happen(event, at: now) }
            effects.append(.append(events.map(LogEntry.event), nil))
            effects.append(.answer(pending.request, .done))
        } catch {
            void(pending)
            refuse(pending, .overtaken)
        }
    }

    private mutating func void(_ pending: Pending) {
        let event = SessionEvent.grantVoided(pending.command.name, by: pending.seat)
        effects.append(.append([.event(event)], nil))
    }

    /// Legal and allowed? The decision as it goes into the log; nil if it was refused, and then told.
    private mutating func judge(_ pending: Pending, at now: Moment) -> [LogEntry]? {
        var taken: Rejection?
        do throws(Rejection) {
            _ = try state.decide(pending.command, by: pending.seat)
        } catch {
            // Whoever may not come is not even told that the seat is taken.
            guard error == .alreadyDone, case .takeSeat = pending.command else {
                refuse(pending, .rejected(error))
                return nil
            }
            taken = error
        }
        if hasJournalFailed {
            refuse(pending, .journalFailed)
            return nil
        }
        if needsMedia(pending.command), !isMediaReady || isRejoining(at: now) {
            refuse(pending, .mediaNotReady)
            return nil
        }
        var entries: [LogEntry] = []
        for question in questions(of: pending) {
            let verdict = ask(question, for: pending, at: now)
            let entry = LogEntry.decision(
                DecisionEntry(
                    question,
                    by: pending.seat,
                    verdict,
                    on: facts(for: pending, at: now)
                )
            )
            guard verdict.isAllowed else {
                effects.append(.append([entry], nil))
                refuse(pending, .denied(verdict))
                return nil
            }
            entries.append(entry)
        }
        if let taken {
            refuse(pending, .rejected(taken))
            return nil
        }
        return entries
    }

    /// What a seat's link has to be allowed: to come; for a lead and after the end, to read; for a
    /// family after the end, to look back.
    package func seatQuestion(for seat: SeatID) -> PolicyQuestion {
        if state.readsOwnRecord(seat) {
            return PolicyQuestion(.viewOwnRecord, subject: seat, reason: "Opens the own record.")
        }
        guard state.role(seat) == .lead || state.phase.isOver else {
            return PolicyQuestion(.agree, subject: seat)
        }
        if state.role(seat)?.hasAfterword == true {
            return PolicyQuestion(.lookBack, subject: seat)
        }
        return PolicyQuestion(.viewLog, subject: seat, reason: "Opens the session's pages.")
    }

    private func hindrance(of pending: Pending, at now: Moment) -> Refusal? {
        if hasJournalFailed { return .journalFailed }
        if needsMedia(pending.command), !isMediaReady || isRejoining(at: now) {
            return .mediaNotReady
        }
        for question in questions(of: pending) {
            let verdict = ask(question, for: pending, at: now)
            if !verdict.isAllowed { return .denied(verdict) }
        }
        return nil
    }

    private func needsMedia(_ command: SessionCommand) -> Bool {
        command == .start || command == .resume
    }

    /// All of them must be allowed: where two will talk alone, it is asked for both, and for whoever interprets.
    private func questions(of pending: Pending) -> [PolicyQuestion] {
        guard let question = question(of: pending) else { return [] }
        guard case .talk(let other) = pending.command else { return [question] }
        let child = [pending.seat, other].first { state.role($0) == .child }
        let others = [other] + (child.flatMap(state.interpreter(for:)).map { [$0] } ?? [])
        return [question] + others.map { PolicyQuestion(question.action, subject: $0) }
    }

    private func question(of pending: Pending) -> PolicyQuestion? {
        guard let action = GuardedAction(pending.command) else { return nil }
        switch pending.command {
        case .admit(let other): return PolicyQuestion(action, subject: other, by: pending.seat)
        case .takeSeat: return seatQuestion(for: pending.seat)
        case .read(_, let reason):
            return PolicyQuestion(action, subject: pending.seat, reason: reason)
        case .offerSupervision(let other): return PolicyQuestion(action, subject: other)
        case .addAddendum(let addendum):
            return PolicyQuestion(action, subject: pending.seat, reason: addendum.reason)
        case .checkRecord(let check):
            return PolicyQuestion(action, subject: pending.seat, reason: check.reason)
        case .privateWord(_, let to):
            return PolicyQuestion(action, subject: pending.seat, to: to)
        case .agree, .knock, .check, .confirmIdentity, .rejectIdentity, .start, .hold, .resume,
            .remove, .end, .note, .takeOver, .stop, .leave, .withdraw, .signRecord, .takeBreak,
            .sayReady, .acknowledgeAlert, .feel, .afterword, .beginDrawing, .acceptSupervision,
            .declareTies, .readPrivateWord, .intervene, .openDebrief, .discuss,
            .confirmChildCover, .addToAgenda, .agreeAgenda, .addAction, .countersign, .talk,
            .joinDebrief, .leaveTalk, .endTalk:
            return PolicyQuestion(action, subject: pending.seat)
        }
    }

    mutating func refuse(_ pending: Pending, _ refusal: Refusal) {
        effects.append(.answer(pending.request, .refused(refusal)))
    }

    private mutating func nextTicket() -> Ticket {
        lastTicket += 1
        return Ticket(lastTicket)
    }
}
