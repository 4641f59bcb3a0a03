import CaseRecords
import Casework
import Sessions

/// A term of the caseload: twelve of the mother's Tuesdays, one after the other, from 20 October 2026.
///
/// What happens in each is written so that every number of the report can be worked out by hand.
enum Term {
    static let week = Duration.seconds(7 * 86_400)

    /// `minute` of the session, counted from its planned start.
    static func at(_ number: Int, _ minute: Double) -> Timestamp {
        slot(number).advanced(by: .milliseconds(Int64(minute * 60_000)))
    }

    /// Always at 16:00 in London, so an hour later by UTC from the second on.
    static func slot(_ number: Int) -> Timestamp {
        let day = CivilDate(year: 2026, month: 10, day: 20).adding(days: 7 * number)
        return Kites.zone.moment(on: day, hour: 16, minute: 0) ?? Kites.start
    }

    static func plan(_ number: Int, kind: SessionKind = .supervisedFamilyTime) -> SessionPlan {
        SessionPlan(
            session: SessionID("kites-\(number + 1)"),
            version: Kites.plan.version,
            kind: kind,
            start: slot(number),
            end: slot(number).advanced(by: .seconds(30 * 60)),
            zone: Kites.zone,
            seats: Kites.plan.seats,
            requiresInterpreter: true,
            maxPeople: 6
        )
    }

    static func session(
        _ number: Int,
        _ events: [(Double, SessionEvent)],
        written: [RecordField: String] = [:],
        kind: SessionKind = .supervisedFamilyTime,
        purpose: String = "Amina and her mum keep their bond."
    ) -> CaseSession {
        let entries = events.enumerated().map { index, event in
            LoggedEntry(
                sequence: UInt64(number * 100 + index + 1),
                at: at(number, event.0),
                entry: .event(event.1)
            )
        }
        return CaseSession(
            entries: entries,
            plan: plan(number, kind: kind),
            caseload: Kites.caseload(purpose: purpose),
            written: written
        )
    }

    /// Invited, the staff there, the mother so many minutes late, live at `live`.
    static func beginning(
        mother: Double? = -10,
        live: Double? = 0,
        interpreter: Bool = true,
        supervisor: SeatID? = Kites.supervisor,
        child: Bool = true
    ) -> [(Double, SessionEvent)] {
        var events: [(Double, SessionEvent)] = [
            (-2000, .scheduled), (-1000, .linkIssued(Kites.mother, hash: "9f")),
        ]
        guard let staff = supervisor else { return events }
        events.append((-14, .arrived(staff)))
        if staff != Kites.supervisor { events.append((-13, .supervisionTaken(by: staff))) }
        events.append((-13, .admitted(staff, by: staff)))
        if interpreter {
            events += [
                (-9, .arrived(Kites.interpreter)), (-8, .admitted(Kites.interpreter, by: staff)),
            ]
        }
        if child { events.append((-3, .arrived(Kites.child))) }
        if let mother {
            events += [(mother, .arrived(Kites.mother))]
            if let live {
                events += [
                    (live, .admitted(Kites.mother, by: staff)),
                    (live, .admitted(Kites.child, by: staff)), (live, .wentLive(by: staff)),
                ]
            }
        }
        return events
    }

    static let signed = SessionEvent.recordSigned(hash: "9f", by: Kites.supervisor)
    static let ended = SessionEvent.ended(.planned, by: Kites.supervisor)

    static let sessions: [CaseSession] = [
        // 0: whole; signed after 40 minutes.
        session(
            0,
            beginning() + [(30, ended), (70, signed)],
            written: [.childsWords: "“Next time we fly it.”"]
        ),
        // 1: mother 4 minutes late; a pause of two minutes by the server; signed after 20 minutes.
        session(
            1,
            beginning(mother: 4, live: 5) + [
                (10, .held(.supervisorLost, by: nil)), (12, .resumed(by: Kites.supervisor)),
                (30, ended), (50, signed),
            ]
        ),
        // 2: ended ten minutes early; two pauses by a person; signed after two days.
        session(
            2,
            beginning() + [
                (5, .held(.conduct, by: Kites.supervisor)), (6, .resumed(by: Kites.supervisor)),
                (8, .held(.conduct, by: Kites.supervisor)), (9, .resumed(by: Kites.supervisor)),
                (20, .ended(.other, by: Kites.supervisor)), (20 + 2 * 1440, signed),
            ]
        ),
        // 3: the child stopped it after fifteen minutes; never signed.
        session(3, beginning() + [(15, .ended(.childStopped, by: Kites.child))]),
        // 4: nobody came from the family.
        session(4, beginning(mother: nil) + [(16, .ended(.other, by: Kites.supervisor))]),
        // 5: no supervisor.
        session(5, beginning(mother: nil, supervisor: nil)),
        // 6: no interpreter.
        session(
            6,
            beginning(live: nil, interpreter: false) + [
                (11, .ended(.other, by: Kites.supervisor))
            ]
        ),
        // 7: the child did not want to.
        session(
            7,
            beginning(live: nil) + [
                (2, .agreementRefused(Kites.child, .english)),
                (3, .ended(.childAsked, by: Kites.supervisor)),
            ]
        ),
        // 8: the colleague supervised; a stranger tried the link; the mother 10 minutes late.
        session(
            8,
            beginning(mother: 10, live: 10, supervisor: Kites.colleague) + [
                (12, .incident("It was opened elsewhere; it was refused.", Kites.mother)),
                (30, .ended(.planned, by: Kites.colleague)), (60, signed),
            ]
        ),
        // 9: the interpreter leaves half-way through; everybody else stays.
        session(
            9,
            beginning() + [
                (15, .connectionLost(Kites.interpreter)), (30, ended), (60, signed),
            ]
        ),
        // 10: a carers' meeting, which is no family time.
        session(10, beginning() + [(30, ended)], kind: .carerSupervision),
        // 11: never invited.
        session(11, [(-2000, .scheduled)]),
    ]
}
