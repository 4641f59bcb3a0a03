package import Casework
package import Cryptography
import JSON
package import Journal
package import Sessions
import CaseRecords

/// Plans the demo's sessions, or finds them again in the journal of an earlier run.
package enum DemoSetup {
    /// The sessions to run, the clock's start, and what the journal was given for new ones.
    package struct Outcome: Sendable {
        package var sessions: [BrokerService.Planned] = []
        package var clockStart: Timestamp
        /// To be appended before anything else.
        package var drafts: [Draft] = []
    }

    /// The mother's session is the newest unless that is over; then the next one by the plan.
    package static func plan(_ stored: StoredSessions, random: RandomBytes) -> Outcome? {
        let mothers = stored.sessions.filter { $0.plan.version.plan == Kites.planName }
        let fathers = stored.sessions.filter { $0.plan.version.plan == Kites.fatherPlanName }
        let last = mothers.last
        let isOpen =
            last.map { !$0.isAtRest && !$0.state(Kites.caseload.agreements).phase.isOver } ?? false
        let erased = stored.erasedCount
        let number = mothers.count + erased
        let open = isOpen ? last.map { (start: $0.plan.start, end: $0.plan.end) } : nil
        guard let slot = open ?? Kites.slot(number) else { return nil }
        let doorsOpen = slot.start.advanced(by: .seconds(-5 * 60))
        var outcome = Outcome(clockStart: doorsOpen)
        if isOpen, let time = stored.lastTime { outcome.clockStart = max(doorsOpen, time) }
        for (number, session) in mothers.enumerated() {
            outcome.sessions.append(
                .init(
                    stored: session,
                    caseload: Kites.caseload,
                    gap: gap(session, outcome.clockStart),
                    next: Kites.slot(number + 1)?.start
                )
            )
        }
        if !isOpen {
            let next = Kites.slot(number + 1)?.start
            outcome.add(Kites.caseload, slot, number: number, next: next, random)
        }
        if let father = fathers.last {
            outcome.sessions.append(.init(stored: father, caseload: Kites.fatherCaseload, gap: nil))
        } else {
            outcome.add(Kites.fatherCaseload, fathersTime(after: slot), number: erased, random)
        }
        addOthers(stored, to: &outcome, on: slot.start, random)
        return outcome
    }

    /// The carers' two sessions and the one in sign language, on the day of the mother's; one that is still
    /// to come, or open, is kept.
    ///
    /// They overlap so that all can be tried as soon as the demo starts.
    private static func addOthers(
        _ stored: StoredSessions,
        to outcome: inout Outcome,
        on day: Timestamp,
        _ random: RandomBytes
    ) {
        for (caseload, offset) in others {
            let earlier = stored.sessions.filter {
                $0.plan.version.plan == caseload.plan.version.plan
            }
            for session in earlier {
                outcome.sessions.append(
                    .init(
                        stored: session,
                        caseload: caseload,
                        gap: gap(session, outcome.clockStart)
                    )
                )
            }
            let last = earlier.last
            let isOpen = last.map { session in
                !session.isAtRest && !session.state(caseload.agreements).phase.isOver
                    && outcome.clockStart < session.plan.end
            }
            guard isOpen != true else { continue }
            outcome.add(
                caseload,
                slot(of: caseload, on: day, offset),
                number: earlier.count + stored.erasedCount,
                random
            )
        }
    }

    /// With how long after the mother's each begins.
    private static var others: [(caseload: Caseload, offset: Duration)] {
        [
            (Lantern.supervisionCaseload, .seconds(-15 * 60)),
            (Lantern.respiteCaseload, .zero),
            (Signals.caseload, .zero),
        ]
    }

    private static func slot(of caseload: Caseload, on day: Timestamp, _ offset: Duration)
        -> (start: Timestamp, end: Timestamp)
    {
        let start = day.advanced(by: offset)
        let minutes = caseload.plan.kind.isForCarers ? 60 : 45
        return (start, start.advanced(by: .seconds(minutes * 60)))
    }

    /// A fresh session at the mother's next time, the others' on the same day, and one of the father's if his
    /// last is in the past.
    ///
    /// `erased` sessions have had names that are not given again.
    package static func again(
        after plans: [SessionPlan],
        erased: Int,
        random: RandomBytes
    ) -> Outcome? {
        let earlier = { (name: String) in plans.filter { $0.version.plan == name } }
        let number = earlier(Kites.planName).count + erased
        guard let slot = Kites.slot(number) else { return nil }
        var outcome = Outcome(clockStart: slot.start.advanced(by: .seconds(-5 * 60)))
        outcome.add(Kites.caseload, slot, number: number, random)
        let fathers = earlier(Kites.fatherPlanName)
        if fathers.allSatisfy({ $0.start < slot.end }) {
            let his = fathersTime(after: slot)
            outcome.add(Kites.fatherCaseload, his, number: fathers.count + erased, random)
        }
        for (caseload, offset) in others {
            outcome.add(
                caseload,
                Self.slot(of: caseload, on: slot.start, offset),
                number: earlier(caseload.plan.version.plan).count + erased,
                random
            )
        }
        return outcome
    }

    private static func fathersTime(after slot: (start: Timestamp, end: Timestamp))
        -> (start: Timestamp, end: Timestamp)
    {
        let start = slot.start.advanced(by: .seconds(4 * 86_400 - 6 * 3_600))
        return (start, start.advanced(by: .seconds(20 * 60)))
    }

    private static func gap(_ session: StoredSession, _ now: Timestamp) -> Duration? {
        session.entries.last.map { max(.zero, now.timeSince($0.at)) }
    }
}

extension DemoSetup.Outcome {
    fileprivate mutating func add(
        _ caseload: Caseload,
        _ slot: (start: Timestamp, end: Timestamp),
        number: Int,
        next: Timestamp? = nil,
        _ random: RandomBytes
    ) {
        guard let zone = CivilZone(Kites.zone), caseload.rosterProblems.isEmpty else { return }
        let contact = caseload.plan
        var seats: [SeatID: SessionPlan.Seat] = [:]
        for participant in contact.participants {
            guard let seat = SeatID("s-" + Hex.encode(random(4))) else { continue }
            seats[seat] = SessionPlan.Seat(
                person: participant.person,
                role: participant.role,
                companion: participant.companion,
                mustAgree: participant.mustAgree,
                signs: caseload.signs(participant),
                isInterpreted: caseload.isInterpreted(participant)
            )
        }
        let plan = SessionPlan(
            session: SessionID("\(contact.version.plan)-\(number + 1)"),
            version: contact.version,
            kind: contact.kind,
            start: slot.start,
            end: slot.end,
            zone: zone,
            seats: seats,
            requiresInterpreter: contact.requiresInterpreter,
            maxPeople: contact.maxPeople
        )
        let stored = StoredSession(stream: StreamID(random: random), plan: plan)
        drafts.append(
            Draft(
                stream: stored.stream,
                type: EntryType.planned.rawValue,
                payload: JSONWriter.bytes(plan.json)
            )
        )
        sessions.append(.init(stored: stored, caseload: caseload, gap: nil, next: next))
    }
}
