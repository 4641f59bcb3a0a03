import Casework
import Sessions

/// One session with a seat for every role, and with gran, who waits.
enum Room {
    static let start = Timestamp(milliseconds: 1_792_508_400_000)  // 2026-10-20T15:00:00Z

    static let gran = named("s-gran")
    /// The word of the tables, the seat, and its role.
    static let people: [(word: String, seat: SeatID, role: SeatRole)] = [
        ("supervisor", named("s-marcus"), .supervisor),
        ("colleague", named("s-dawn"), .colleague),
        ("lead", named("s-joanna"), .lead),
        ("child", named("s-amina"), .child),
        ("family", named("s-nasrin"), .family),
        ("carer", named("s-denise"), .carer),
        ("interpreter", named("s-farida"), .interpreter),
    ]

    static func seat(_ word: String) -> SeatID {
        people.first { $0.word == word }?.seat ?? gran
    }

    static var all: [SeatID] { people.map(\.seat) + [gran] }

    static func scheduled() -> SessionState { SessionState(plan: plan(), agreements: [:]) }

    /// Everybody has come in, only gran still waits; all is ticked and confirmed.
    static func gathering() -> SessionState {
        var state = scheduled()
        for seat in all {
            state.evolve(.seatTaken(seat, credential: "c"), at: start)
            state.evolve(.arrived(seat), at: start)
        }
        for check in Check.allCases {
            state.evolve(.checkDone(check, by: seat("supervisor")), at: start)
        }
        for seat in people.map(\.seat) {
            state.evolve(.identityConfirmed(seat, by: self.seat("supervisor")), at: start)
            state.evolve(.admitted(seat, by: self.seat("supervisor")), at: start)
        }
        return state
    }

    /// The state after these events, a second apart.
    static func after(_ events: SessionEvent..., from state: SessionState = gathering())
        -> SessionState
    {
        var state = state
        for (index, event) in events.enumerated() {
            state.evolve(event, at: start.advanced(by: .seconds(index)))
        }
        return state
    }

    /// A state in each phase that events lead to.
    static let states: [SessionState] = {
        let by = seat("supervisor")
        return [
            scheduled(),
            gathering(),
            after(.wentLive(by: by)),
            after(.wentLive(by: by), .held(.childUpset, by: by)),
            after(.wentLive(by: by), .ended(.planned, by: by)),
            after(.ended(.childStopped, by: by)),
            after(.wentLive(by: by), .ended(.planned, by: by), .recordSigned(hash: "h", by: by)),
        ]
    }()

    static func plan() -> SessionPlan {
        guard let zone = CivilZone("Europe/London") else { preconditionFailure("a zone") }
        let seats = people.map { ($0.seat, place($0.word, $0.role)) }
        return SessionPlan(
            session: SessionID("kites"),
            version: PlanVersion(plan: "kites", number: 3),
            kind: .supervisedFamilyTime,
            start: start,
            end: start.advanced(by: .seconds(1800)),
            zone: zone,
            seats: Dictionary(uniqueKeysWithValues: seats + [(gran, place("gran", .family))]),
            requiresInterpreter: true,
            maxPeople: 8
        )
    }

    private static func place(_ word: String, _ role: SeatRole) -> SessionPlan.Seat {
        SessionPlan.Seat(person: PersonID(word), role: role, companion: nil, mustAgree: false)
    }

    private static func named(_ text: String) -> SeatID {
        guard let seat = SeatID(text) else { preconditionFailure("a seat's name") }
        return seat
    }
}
