package import Casework
package import Sessions

/// What a session's log tells, folded once: who was where and when, what was held and for how long.
///
/// Times are the log's. A clock that went back counts as no time at all, never as less.
package struct SessionHistory: Sendable {
    package let plan: SessionPlan
    package private(set) var state: SessionState
    /// The first moment at which child, family and supervisor were live together.
    package private(set) var wentLive: Mark?
    package private(set) var ended: End?
    package private(set) var attendance: [SeatID: Attendance] = [:]
    package private(set) var holds: [Pause] = []
    package private(set) var checks: [Tick] = []
    package private(set) var identities: [Recognition] = []
    package private(set) var notes: [Note] = []
    /// Removals before the end, in the log's order.
    package private(set) var removals: [Removal] = []
    package private(set) var handovers: [Handover] = []
    /// Lost and restored connections before the end, media facts and gaps of the service.
    package private(set) var technical: [Happening] = []
    package private(set) var pages: [Happening] = []
    package private(set) var signed: Mark?
    /// What the child said and pressed, and what was written to it after the end.
    package private(set) var childsSide: [Happening] = []
    package private(set) var steps: [Step] = []
    package private(set) var declarations: [Declaration] = []

    package private(set) var live = Duration.zero
    package private(set) var held = Duration.zero
    /// Live without a supervisor in the room and connected.
    ///
    /// Zero by construction, since the broker holds in the same instant; counted all the same.
    package private(set) var unsupervised = Duration.zero
    /// Live with an interpreter in the room and connected.
    package private(set) var interpreted = Duration.zero

    private var last: Timestamp?

    package init(_ entries: [LoggedEntry], plan: SessionPlan, caseload: Caseload) {
        self.plan = plan
        state = SessionState(plan: plan, agreements: caseload.agreements)
        for logged in entries {
            pass(to: logged.at, without: logged.entry.gap)
            guard case .event(let event) = logged.entry else { continue }
            take(event, at: Mark(at: logged.at, sequence: logged.sequence))
        }
        let close = ended.map { max($0.mark.at, plan.end) } ?? last ?? plan.end
        for seat in attendance.keys { attendance[seat]?.close(at: close) }
    }

    /// Counts the time since the last entry towards what the session was in it; the time in which the service was
    /// away, and nobody saw or heard anybody, towards nothing.
    private mutating func pass(to now: Timestamp, without gap: Duration) {
        defer { last = max(last ?? now, now) }
        let moment = now.advanced(by: .zero - gap)
        guard let last, moment > last else { return }
        let span = moment.timeSince(last)
        if state.phase == .held { held += span }
        guard state.phase == .live else { return }
        live += span
        if state.present(in: .supervisor).isEmpty { unsupervised += span }
        if !state.present(in: .interpreter).isEmpty { interpreted += span }
    }

    private mutating func take(_ event: SessionEvent, at mark: Mark) {
        let supervisors = state.inTheRoom(as: .supervisor)
        let wasOver = state.phase.isOver
        state.evolve(event, at: mark.at)
        switch event {
        case .arrived(let seat): attendance[seat, default: Attendance()].arrive(mark)
        case .connectionLost(let seat) where !wasOver:
            attendance[seat]?.lose(mark)
            technical.append(Happening(event: event, mark: mark))
        case .connectionRestored(let seat) where !wasOver:
            attendance[seat]?.rejoin()
            technical.append(Happening(event: event, mark: mark))
        case .admitted(let seat, _): attendance[seat, default: Attendance()].admit(mark)
        case .removed(let seat, let reason, let by) where !wasOver:
            attendance[seat]?.leave(mark, .removed(reason))
            if reason != .left { removals.append(Removal(seat, reason, by, mark)) }
        case .checkDone(let check, let by): checks.append(Tick(check: check, by: by, mark: mark))
        case .identityConfirmed(let seat, let by):
            identities.append(Recognition(seat: seat, by: by, mark: mark))
        case .wentLive: if wentLive == nil { wentLive = mark }
        case .held(let reason, let by): holds.append(Pause(reason, by, supervisors, mark))
        case .resumed(let by): closeHold(at: mark, by: by)
        case .supervisionTaken(let by) where state.phase == .held:
            handovers.append(Handover(to: by, mark: mark))
        case .supervisionAccepted(let by): handovers.append(Handover(to: by, mark: mark))
        case .tiesDeclared(let seat, let knows):
            declarations.append(Declaration(seat: seat, knowsFamily: knows, mark: mark))
        case .intervened(let rung, let reason, let isChildTold, let by):
            steps.append(
                Step(rung: rung, reason: reason, isChildTold: isChildTold, by: by, mark: mark)
            )
        case .noted(let text, let kind, let by):
            notes.append(Note(text: text, kind: kind, by: by, mark: mark))
        case .ended(let reason, let by):
            guard ended == nil else { break }
            ended = End(reason: reason, by: by, mark: mark)
            closeHold(at: mark, by: nil)
            for seat in attendance.keys { attendance[seat]?.leave(mark, .sessionEnded) }
        case .colleaguePaged: pages.append(Happening(event: event, mark: mark))
        case .mediaFact, .serviceGap: technical.append(Happening(event: event, mark: mark))
        case .recordSigned: signed = mark
        case .saidReady, .childAlert, .alertAcknowledged, .felt, .carerNote, .ownWords,
            .drawingBegan, .breakTalkBegan:
            childsSide.append(Happening(event: event, mark: mark))
        case .scheduled, .linkIssued, .seatTaken, .agreementGiven, .agreementRefused,
            .agreementWithdrawn,
            .connectionLost, .connectionRestored, .removed, .attested, .grantVoided, .incident,
            .supervisionTaken, .supervisionOffered, .privateWord, .privateWordRead,
            .debriefOpened, .debriefWord,
            .deviceChanged,
            .childCoverConfirmed, .agendaItemAdded, .agendaAgreed, .actionAdded,
            .recordCountersigned, .debriefJoined, .debriefLeft, .talkEnded, .addendumAdded,
            .recordChecked:
            break
        }
        for seat in attendance.keys { attendance[seat]?.be(state.whereabouts(of: seat), mark.at) }
    }

    private mutating func closeHold(at mark: Mark, by seat: SeatID?) {
        guard let index = holds.indices.last, holds[index].end == nil else { return }
        holds[index].end = mark
        holds[index].resumedBy = seat
    }
}

extension SessionHistory {
    /// A moment, and the entry of the log that vouches for it.
    package struct Mark: Sendable, Hashable {
        package let at: Timestamp
        package let sequence: UInt64
    }

    package struct End: Sendable, Hashable {
        package let reason: EndReason
        package let by: SeatID?
        package let mark: Mark
    }

    /// A hold; `end` is nil while it is on.
    package struct Pause: Sendable, Hashable {
        package let reason: HoldReason
        package let by: SeatID?
        /// Who was to supervise when it began.
        package let supervisors: [SeatID]
        package let begin: Mark
        package fileprivate(set) var end: Mark?
        package fileprivate(set) var resumedBy: SeatID?

        fileprivate init(_ reason: HoldReason, _ by: SeatID?, _ supervisors: [SeatID], _ at: Mark) {
            self.reason = reason
            self.by = by
            self.supervisors = supervisors
            begin = at
        }
    }

    package struct Tick: Sendable, Hashable {
        package let check: Check
        package let by: SeatID
        package let mark: Mark
    }

    package struct Recognition: Sendable, Hashable {
        package let seat: SeatID
        package let by: SeatID
        package let mark: Mark
    }

    package struct Note: Sendable, Hashable {
        package let text: String
        package let kind: NoteKind
        package let by: SeatID
        package let mark: Mark
    }

    package struct Removal: Sendable, Hashable {
        package let seat: SeatID
        package let reason: RemovalReason
        package let by: SeatID?
        package let mark: Mark

        fileprivate init(_ seat: SeatID, _ reason: RemovalReason, _ by: SeatID?, _ at: Mark) {
            self.seat = seat
            self.reason = reason
            self.by = by
            mark = at
        }
    }

    /// A step on the ladder of interventions.
    package struct Step: Sendable, Hashable {
        package let rung: Rung
        package let reason: InterventionReason
        package let isChildTold: Bool
        package let by: SeatID
        package let mark: Mark
    }

    /// An interpreter's answer whether they know anybody in the family.
    package struct Declaration: Sendable, Hashable {
        package let seat: SeatID
        package let knowsFamily: Bool
        package let mark: Mark
    }

    package struct Handover: Sendable, Hashable {
        package let to: SeatID
        package let mark: Mark
    }

    package struct Happening: Sendable, Hashable {
        package let event: SessionEvent
        package let mark: Mark
    }
}

extension SessionState {
    /// Let in and not gone, connected or not, in a stable order.
    func inTheRoom(as role: SeatRole) -> [SeatID] {
        seats.filter { $0.value.place == .room && self.role($0.key) == role }.keys.sorted()
    }

    fileprivate func whereabouts(of seat: SeatID) -> Whereabouts {
        let state = self.seat(seat)
        guard !phase.isOver, state.isConnected else { return .gone }
        switch state.place {
        case .waiting: return .waiting
        case .room: return .room
        case .outside, .gone: return .gone
        }
    }
}

extension LogEntry {
    /// How long the service was away before it wrote this.
    fileprivate var gap: Duration {
        guard case .event(.serviceGap(let milliseconds)) = self else { return .zero }
        return .milliseconds(max(0, milliseconds))
    }
}
