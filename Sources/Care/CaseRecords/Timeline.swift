package import Casework
package import Sessions

/// A whole session for the safeguarding lead, as one picture and as sentences.
///
/// It tells more than the contact record: opened links and refusals are here and not there.
package struct Timeline: Sendable, Hashable {
    package let from: Timestamp
    package let to: Timestamp
    package let lanes: [Lane]
    package let holds: [Interval]
    package let entries: [Entry]
    /// The supervisor's; nil where the kind asks for none, or nothing flowed.
    package let sight: Sight?

    /// One seat's lane; only those who came have spans.
    package struct Lane: Sendable, Hashable {
        package let seat: SeatID
        /// The shown name, unlike every other lane's.
        package let name: String
        package let role: SeatRole
        package let spans: [Attendance.Span]
    }

    package struct Interval: Sendable, Hashable {
        package let from: Timestamp
        package let to: Timestamp
    }

    package struct Entry: Sendable, Hashable {
        package let sequence: UInt64
        package let at: Timestamp
        /// Local, for example "16:04:31.120".
        package let time: String
        /// "allowed", "refused", "note", "concern", or the event's name.
        package let type: String
        package let sentence: String
        /// The name of the lane it belongs to; nil if it is the whole session's.
        package let lane: String?
        /// The policies that determined a decision.
        package let policies: [Policy]
    }

    package struct Policy: Sendable, Hashable {
        package let id: String
        package let reason: String
    }

    /// The picture of `entries`, which come in the log's order.
    package init(_ entries: [LoggedEntry], plan: SessionPlan, caseload: Caseload) {
        let names = Names(plan: plan, caseload: caseload)
        let history = SessionHistory(entries, plan: plan, caseload: caseload)
        let laneNames = Self.laneNames(plan: plan, names: names)
        let arrivals = history.attendance.values.compactMap { $0.arrived?.at }
        from = min(plan.start, arrivals.min() ?? plan.start)
        let last = history.ended?.mark.at ?? entries.map(\.at).max() ?? plan.end
        let close = max(plan.end, last)
        to = close
        lanes = laneNames.keys.sorted().compactMap { seat in
            guard let name = laneNames[seat], let role = history.state.role(seat) else {
                return nil
            }
            let spans = history.attendance[seat]?.spans ?? []
            return Lane(seat: seat, name: name, role: role, spans: spans)
        }
        holds = history.holds.map { Interval(from: $0.begin.at, to: $0.end?.at ?? close) }
        self.entries = Self.entries(entries, plan, caseload, names, laneNames)
        sight = Sight(entries, plan: plan)
    }

    private static func entries(
        _ entries: [LoggedEntry],
        _ plan: SessionPlan,
        _ caseload: Caseload,
        _ names: Names,
        _ laneNames: [SeatID: String]
    ) -> [Entry] {
        let sentences = LogSentences(names: names)
        var state = SessionState(plan: plan, agreements: caseload.agreements)
        return entries.map { logged in
            defer {
                if case .event(let event) = logged.entry { state.evolve(event, at: logged.at) }
            }
            return Entry(
                sequence: logged.sequence,
                at: logged.at,
                time: plan.zone.clockWithMilliseconds(logged.at),
                type: logged.entry.type,
                sentence: sentences.sentence(
                    for: logged.entry,
                    supervisors: state.inTheRoom(as: .supervisor),
                    isOver: state.phase.isOver
                ),
                lane: logged.entry.seat.flatMap { laneNames[$0] },
                policies: logged.entry.policies
            )
        }
    }

    private static func laneNames(plan: SessionPlan, names: Names) -> [SeatID: String] {
        var taken: Set<String> = []
        var lanes: [SeatID: String] = [:]
        for seat in plan.seats.keys.sorted() {
            let name = names.shown(seat)
            lanes[seat] = taken.insert(name).inserted ? name : "\(name) (\(seat.text))"
        }
        return lanes
    }
}

extension LogEntry {
    /// The kind of mark it is in a picture.
    fileprivate var type: String {
        switch self {
        case .decision(let decision): decision.isAllowed ? "allowed" : "refused"
        case .event(.noted(_, .note, _)): "note"
        case .event(.noted(_, .concern, _)): "concern"
        case .event(let event): event.name
        }
    }

    /// Whose lane it belongs to: whom it is about, or else who did it.
    fileprivate var seat: SeatID? {
        switch self {
        case .decision(let decision): decision.subject ?? decision.by
        case .event(let event): event.seat
        }
    }

    fileprivate var policies: [Timeline.Policy] {
        guard case .decision(let decision) = self else { return [] }
        return decision.policies.enumerated().map { index, id in
            let reason = index < decision.sentences.count ? decision.sentences[index] : ""
            return Timeline.Policy(id: id, reason: reason)
        }
    }
}

extension SessionEvent {
    fileprivate var seat: SeatID? {
        switch self {
        case .linkIssued(let seat, _), .seatTaken(let seat, _), .agreementGiven(let seat, _),
            .agreementRefused(let seat, _),
            .agreementWithdrawn(let seat), .arrived(let seat), .connectionLost(let seat),
            .connectionRestored(let seat), .identityConfirmed(let seat, _),
            .admitted(let seat, _), .removed(let seat, _, _), .saidReady(let seat),
            .childAlert(let seat), .felt(let seat, _, _), .deviceChanged(let seat, _),
            .childCoverConfirmed(let seat, _):
            seat
        case .checkDone(_, let by), .wentLive(let by), .attested(let by), .resumed(let by),
            .supervisionTaken(let by), .noted(_, _, let by), .recordSigned(_, let by),
            .grantVoided(_, let by), .alertAcknowledged(let by), .carerNote(_, let by),
            .ownWords(_, let by), .drawingBegan(let by), .agendaItemAdded(_, let by),
            .agendaAgreed(let by), .actionAdded(_, let by), .recordCountersigned(_, _, _, let by):
            by
        case .held(_, let by), .ended(_, let by), .talkEnded(_, let by): by
        case .incident(_, let seat): seat
        case .scheduled, .colleaguePaged, .mediaFact, .serviceGap: nil
        case .supervisionOffered(_, let by), .supervisionAccepted(let by),
            .privateWord(_, _, let by), .privateWordRead(_, let by), .debriefOpened(let by),
            .debriefWord(_, let by), .intervened(_, _, _, let by):
            by
        case .tiesDeclared(let seat, _), .breakTalkBegan(let seat, _, _, _),
            .debriefJoined(let seat), .debriefLeft(let seat):
            seat
        case .addendumAdded(let addendum): addendum.by
        case .recordChecked(let check): check.by
        }
    }
}

extension CivilZone {
    fileprivate func clockWithMilliseconds(_ moment: Timestamp) -> String {
        let rest = moment.milliseconds % 1000
        let milliseconds = rest < 0 ? rest + 1000 : rest
        let padding = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : ""
        return "\(clockWithSeconds(moment)).\(padding)\(milliseconds)"
    }
}
