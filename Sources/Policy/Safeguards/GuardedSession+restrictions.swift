import Casework
import Sessions

/// Restrictions: they act at once, are logged after, and wait for nothing (promise P2).
extension GuardedSession {
    mutating func restrict(_ pending: Pending, at now: Moment) {
        do throws(Rejection) {
            let events = try state.decide(pending.command, by: pending.seat)
            impose(events, at: now)
            effects.append(.answer(pending.request, .done))
        } catch {
            refuse(pending, .rejected(error))
        }
    }

    /// Effects first, then the state, then the log.
    mutating func impose(_ events: [SessionEvent], at now: Moment) {
        for event in events { happen(event, at: now) }
        effects.append(.append(events.map(LogEntry.event), nil))
    }

    /// Somebody's connection is gone.
    mutating func lose(_ seat: SeatID, at now: Moment) {
        devices[seat] = nil
        guard state.seat(seat).isConnected else { return }
        impose([.connectionLost(seat)], at: now)
    }

    /// After a restart: nobody is connected, and what was live is held.
    mutating func recover(after gap: Duration, at now: Moment) {
        if state.talk != nil { impose([.talkEnded(.serviceRestarted, by: nil)], at: now) }
        guard state.phase.isOpen else { return }
        var events = [SessionEvent.serviceGap(milliseconds: gap.wholeMilliseconds)]
        events += state.seats.filter { $0.value.isConnected }.keys.sorted()
            .map(SessionEvent.connectionLost)
        if state.phase == .live { events.insert(.held(.serviceRestarted, by: nil), at: 1) }
        impose(events, at: now)
    }

    /// The log takes nothing more: nobody may do anything that it would have to show.
    mutating func failJournal(at now: Moment) {
        guard !hasJournalFailed else { return }
        hasJournalFailed = true
        if state.phase == .live { impose([.held(.journalFailed, by: nil)], at: now) }
    }

    /// Takes an event in, with what it does to sound and picture: what closes does so before anything
    /// else, what opens after the state has changed.
    mutating func happen(_ event: SessionEvent, at now: Moment) {
        let consequences = state.talkConsequences(of: event)
        if !consequences.isEmpty { impose(consequences, at: now) }
        switch event {
        case .held: closeMedia(at: now)
        case .ended:
            closeMedia(at: now)
            stopMedia()
        // Everybody's media server goes, and a talk's with it.
        case .breakTalkBegan, .talkEnded:
            closeMedia(at: now)
            stopMedia()
        case .debriefLeft(let seat): leaveTalk(seat)
        case .removed(let seat, _, _), .connectionLost(let seat): cut(seat)
        case .scheduled, .linkIssued, .seatTaken, .agreementGiven, .agreementRefused,
            .agreementWithdrawn, .arrived, .connectionRestored, .checkDone, .identityConfirmed,
            .admitted, .wentLive, .attested, .resumed, .supervisionTaken, .noted, .recordSigned,
            .colleaguePaged, .mediaFact, .grantVoided, .incident, .serviceGap, .saidReady,
            .childAlert, .alertAcknowledged, .felt, .carerNote, .ownWords, .drawingBegan,
            .supervisionOffered, .supervisionAccepted, .tiesDeclared, .privateWord,
            .privateWordRead, .debriefOpened,
            .debriefWord, .intervened,
            .deviceChanged,
            .childCoverConfirmed, .agendaItemAdded, .agendaAgreed, .actionAdded,
            .recordCountersigned, .debriefJoined, .addendumAdded, .recordChecked:
            break
        }
        state.evolve(event, at: now.civil)
        switch event {
        case .held: heldAt = now.uptime
        case .wentLive, .resumed: openMedia(at: now)
        case .admitted(let seat, _), .connectionRestored(let seat):
            startMedia()
            joinMedia(seat)
        case .arrived: startMedia()
        case .removed(let seat, let reason, _): effects.append(.dismiss(seat, reason))
        case .ended: dismissFamily()
        case .recordSigned: dismissInterpreters()
        case .breakTalkBegan: startTalk()
        case .debriefJoined(let seat): joinTalk(seat)
        case .scheduled, .linkIssued, .seatTaken, .agreementGiven, .agreementRefused,
            .agreementWithdrawn, .connectionLost, .checkDone, .identityConfirmed, .attested,
            .supervisionTaken, .noted, .colleaguePaged, .mediaFact, .grantVoided,
            .incident, .serviceGap, .saidReady, .childAlert, .alertAcknowledged, .felt, .carerNote,
            .ownWords, .drawingBegan, .supervisionOffered, .supervisionAccepted, .tiesDeclared,
            .privateWord, .privateWordRead, .debriefOpened, .debriefWord, .intervened,
            .deviceChanged,
            .childCoverConfirmed, .agendaItemAdded, .agendaAgreed, .actionAdded,
            .recordCountersigned, .debriefLeft, .talkEnded, .addendumAdded, .recordChecked:
            break
        }
    }

    /// The staff's talk is over when the record is signed.
    private mutating func dismissInterpreters() {
        for seat in state.seats.keys.sorted()
        where state.role(seat) == .interpreter && state.seat(seat).isConnected {
            effects.append(.dismiss(seat, .sessionEnded))
        }
    }

    /// The child first: they leave before the adults do; the interpreter stays for the staff's talk.
    private mutating func dismissFamily() {
        let connected = state.seats.filter { $0.value.isConnected }.keys.sorted()
        let (children, others) = (
            connected.filter { state.role($0) == .child },
            connected.filter {
                state.role($0) != .child && !state.isInDebrief($0)
                    && state.role($0)?.isStaff == false
            }
        )
        for seat in children + others { effects.append(.dismiss(seat, .sessionEnded)) }
    }
}
