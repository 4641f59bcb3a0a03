import Casework
import Sessions

/// The made-up session in which the canaries are asked: a child, her mother, one supervisor.
struct CanaryWorld {
    var phase = Phase.gathering
    var sightAge = Duration.zero
    var isApproved = true
    var hasAgreed = true
    var isHomeSecret = false
    var restriction: Restriction.Kind?
    var route = MediaRoute.relay

    private var outside: Set<SeatID> = []
    private let zone: CivilZone

    /// Nil on a machine that does not know the zone of London.
    init?() {
        guard let zone = CivilZone("Europe/London"), Self.child != nil else { return nil }
        self.zone = zone
    }

    mutating func leaveOutside(_ seat: SeatID?) {
        if let seat { outside.insert(seat) }
    }

    static let mother = SeatID("s-mother")
    static let supervisor = SeatID("s-supervisor")
    static let motherPerson = PersonID("mother")
    static let childPerson = PersonID("child")
    private static let child = SeatID("s-child0")
    private static let workerPerson = PersonID("worker")

    var facts: SessionFacts {
        let now = Self.start
        return SessionFacts(
            state: state(at: now),
            caseload: caseload,
            now: Moment(uptime: .seconds(1000), civil: now),
            supervisorLastSeen: now.advanced(by: .zero - sightAge),
            supervisorHiddenSince: nil,
            lastSeen: [:],
            devices: [:],
            route: route
        )
    }

    private func state(at time: Timestamp) -> SessionState {
        var state = SessionState(plan: plan, agreements: caseload.agreements)
        state.evolve(.scheduled, at: time)
        for seat in [Self.supervisor, Self.mother, Self.child].compactMap(\.self) {
            state.evolve(.arrived(seat), at: time)
            guard let worker = Self.supervisor else { continue }
            state.evolve(.identityConfirmed(seat, by: worker), at: time)
            guard !outside.contains(seat) else { continue }
            state.evolve(.admitted(seat, by: worker), at: time)
        }
        guard let worker = Self.supervisor else { return state }
        switch phase {
        case .live: state.evolve(.wentLive(by: worker), at: time)
        case .held:
            state.evolve(.wentLive(by: worker), at: time)
            state.evolve(.held(.other, by: worker), at: time)
        case .scheduled, .gathering, .ended, .writtenUp, .reviewed, .cancelled, .notHeld: break
        }
        return state
    }

    private var plan: SessionPlan {
        let rows: [(SeatID?, PersonID, SeatRole, Bool)] = [
            (Self.supervisor, Self.workerPerson, .supervisor, false),
            (Self.mother, Self.motherPerson, .family, true),
            (Self.child, Self.childPerson, .child, false),
        ]
        var seats: [SeatID: SessionPlan.Seat] = [:]
        for (seat, person, role, mustAgree) in rows {
            guard let seat else { continue }
            seats[seat] = .init(person: person, role: role, companion: nil, mustAgree: mustAgree)
        }
        return SessionPlan(
            session: SessionID("canary"),
            version: contact.version,
            kind: contact.kind,
            start: Self.start,
            end: Self.start.advanced(by: .seconds(1800)),
            zone: zone,
            seats: seats,
            requiresInterpreter: false,
            maxPeople: contact.maxPeople
        )
    }

    private var caseload: Caseload {
        let cleared = Self.start.advanced(by: .seconds(86_400))
        return Caseload(
            people: [
                person(Self.motherPerson, .familyMember(relationship: "mother")),
                person(Self.childPerson, .child(born: CivilDate(year: 2014, month: 1, day: 1))),
                person(Self.workerPerson, .staff(.contactSupervisor, clearanceUntil: cleared)),
            ],
            careCase: CareCase(
                id: CaseID("canary"),
                child: Self.childPerson,
                legalStatus: .careOrder,
                allocated: [],
                parentalResponsibility: [],
                orderValidUntil: nil,
                restrictions: restrictions
            ),
            plan: contact,
            agreements: [
                Agreement(
                    person: Self.motherPerson,
                    language: .english,
                    status: hasAgreed ? .given : .missing
                )
            ],
            help: HelpContact(name: "", telephone: "")
        )
    }

    private var restrictions: [Restriction] {
        let secret: Restriction.Kind? =
            isHomeSecret ? .whereaboutsWithheld(from: Self.motherPerson) : nil
        return [restriction, secret].compactMap(\.self).map {
            Restriction(id: "canary", kind: $0, basis: "")
        }
    }

    private var contact: ContactPlan {
        ContactPlan(
            version: PlanVersion(plan: "canary", number: 1),
            kind: .supervisedFamilyTime,
            purpose: "",
            goals: [],
            whyRemote: "",
            participants: [],
            supervisors: isApproved ? [Self.workerPerson] : [],
            onCall: Self.workerPerson,
            requiresInterpreter: false,
            requiresRelay: true,
            maxPeople: 6,
            groundRules: [],
            title: ""
        )
    }

    private func person(_ id: PersonID, _ standing: Standing) -> Person {
        Person(id: id, legalName: "", shownName: "", standing: standing)
    }

    /// A Tuesday at noon, in any authority's hours.
    private static let start = Timestamp(milliseconds: 1_792_494_000_000)
}
