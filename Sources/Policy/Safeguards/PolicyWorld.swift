import Casework
import Cedar
import Sessions

/// A session's facts in the policies' words.
struct PolicyWorld {
    private let facts: SessionFacts
    private let state: SessionState
    private let careCase: CareCase
    private let now: Timestamp
    private let present: Set<PersonID>

    static let broker = EntityUID(type: "Broker", id: "broker")
    var session: EntityUID { EntityUID(type: "Session", id: state.plan.session.text) }

    init(_ facts: SessionFacts) {
        self.facts = facts
        state = facts.state
        careCase = facts.caseload.careCase
        now = facts.now.civil
        let state = facts.state
        present = Set(state.present.flatMap { Self.people(at: $0, in: state) })
    }

    func person(at seat: SeatID) -> PersonID? { state.plan.seats[seat]?.person }

    static func person(_ id: PersonID) -> EntityUID { EntityUID(type: personType, id: id.text) }
    static let personType: EntityType = "Person"

    /// Whoever asks: a person, or the broker itself.
    func principal(of question: PolicyQuestion) -> EntityUID {
        if let emergency = question.emergency {
            return Self.uid(of: emergency.by, in: facts.caseload)
        }
        return switch question.action {
        case .schedule, .invite: Self.broker
        case .knock, .agree, .showFace, .admit, .startSession, .resume, .takeOver, .publishMedia,
            .remain, .continueSession, .writeNote, .writeRecord, .signRecord, .viewLog,
            .viewRecord, .shareAgenda, .viewOwnRecord, .countersign, .drawTogether, .lookBack,
            .acceptSupervision, .privateWord, .debrief, .breakWithChild, .debriefAloud,
            .addAddendum, .signOff, .exportRecord, .breakGlass:
            question.subject.map(principal) ?? Self.broker
        }
    }

    /// Whoever sits at a seat, as what they are here; an unknown seat is nobody the policies know.
    private func principal(_ seat: SeatID) -> EntityUID {
        guard let person = state.plan.seats[seat]?.person else {
            return EntityUID(type: "FamilyMember", id: "unknown")
        }
        return Self.uid(of: person, in: facts.caseload)
    }

    // MARK: Entities

    var entities: [Entity] {
        let people = facts.caseload.people.values
        var list = people.map { Entity(uid: Self.person($0.id)) }
        list += people.map(entity)
        list.append(Entity(uid: EntityUID(type: "MediaRoute", id: facts.route.rawValue)))
        return list + [caseEntity, sessionEntity]
    }

    /// What is there in every session; the schema's actions come on top.
    static var fixed: [Entity] {
        StaffRole.allCases.map { Entity(uid: EntityUID(type: "Role", id: $0.rawValue)) }
            + SessionKind.allCases.map {
                Entity(uid: EntityUID(type: "SessionKind", id: $0.rawValue))
            }
            + Phase.allCases.map { Entity(uid: EntityUID(type: "Phase", id: $0.rawValue)) }
            + [Entity(uid: broker)]
    }

    private func entity(_ person: Person) -> Entity {
        var attributes: Value.Record = [
            "person": .entity(Self.person(person.id)),
            "suspended": .bool(person.isSuspended),
            "noContactWith": people(careCase.neverTogether(with: person.id, at: now)),
        ]
        if case .child(let born) = person.standing {
            attributes["age"] = .long(
                Int64(state.plan.zone.age(bornOn: born, at: state.plan.start))
            )
        }
        var parents: Set<EntityUID> = []
        if case .staff(let role, let clearance) = person.standing {
            attributes["clearanceUntil"] = Self.datetime(clearance)
            parents = [EntityUID(type: "Role", id: role.rawValue)]
        }
        return Entity(
            uid: Self.uid(of: person.id, in: facts.caseload),
            attributes: attributes,
            parents: parents
        )
    }

    private var caseUID: EntityUID { EntityUID(type: "Case", id: careCase.id.text) }

    private var caseEntity: Entity {
        var attributes: Value.Record = [
            "allocated": .entities(
                careCase.allocated.map { Self.uid(of: $0, in: facts.caseload) }
            ),
            "conflictOfInterest": people(careCase.conflictOfInterest),
            "parentalResponsibility": people(careCase.parentalResponsibility),
            "voluntaryAccommodation": .bool(careCase.legalStatus?.isVoluntary == true),
            "placementConfidential": .bool(careCase.isPlacementConfidential(at: now)),
            "placementOrder": .bool(careCase.legalStatus == .placementOrder),
        ]
        if let until = careCase.orderValidUntil {
            attributes["orderValidUntil"] = Self.datetime(until)
        }
        if let readers = careCase.sealedFor {
            attributes["sealedFor"] = people(
                readers.filter { facts.caseload.people[$0] != nil }
            )
        }
        return Entity(uid: caseUID, attributes: attributes)
    }

    private var sessionEntity: Entity {
        let plan = state.plan
        let children = plan.seats.values.filter { $0.role == .child }.map(\.person)
        var attributes: Value.Record = [
            "case": .entity(caseUID),
            "kind": .entity(EntityUID(type: "SessionKind", id: plan.kind.rawValue)),
            "phase": .entity(EntityUID(type: "Phase", id: state.phase.rawValue)),
            "start": Self.datetime(plan.start),
            "end": Self.datetime(plan.end),
            "startMinute": .long(Int64(plan.zone.minuteOfDay(plan.start))),
            "dayNeedsChoice": .bool(
                facts.caseload.plan.days.conflict(on: plan.zone.civilDate(at: plan.start)) != nil
            ),
            "declined": people(declined),
            "invited": people(Set(invited)),
            "family": people(planned(.family)),
            "children": people(Set(children)),
            "supervisors": people(Set(facts.caseload.plan.supervisors)),
            "supervisedBy": people(supervisedBy),
            "expectedAdults": people(expectedAdults),
            "barred": people(barred),
            "declaredNoTies": people(declared(false)),
            "declaredTies": people(declared(true)),
            "interpreterRequired": .bool(plan.requiresInterpreter),
            "secondStaffRequired": .bool(facts.caseload.plan.requiresSecondStaff),
            "maxPeople": .long(Int64(plan.maxPeople)),
        ]
        if let apart = facts.apart {
            attributes["apart"] = .duration(
                Value.Duration(milliseconds: apart.wholeMilliseconds)
            )
        }
        if let age = youngestAge(children) { attributes["youngestAge"] = .long(Int64(age)) }
        if plan.kind.form.asksChildCover {
            attributes["childCoverMissing"] = people(childCoverMissing)
        }
        if let author = state.recordAuthor.flatMap({ plan.seats[$0]?.person }) {
            attributes["recordAuthor"] = .entity(Self.person(author))
        }
        let addenda = state.addenda.compactMap { plan.seats[$0.by]?.person }
        if !addenda.isEmpty { attributes["addendaBy"] = people(Set(addenda)) }
        return Entity(uid: session, attributes: attributes)
    }

    // MARK: Context

    func context(for question: PolicyQuestion) -> Value.Record {
        let clock: Value = [
            "now": Self.datetime(now),
            "localMinute": .long(Int64(state.plan.zone.minuteOfDay(now))),
        ]
        if question.action == .schedule { return ["clock": clock] }
        if question.action == .invite {
            var context = invitation(to: question.subject)
            context["clock"] = clock
            return context
        }
        if question.action.isAtDesk {
            var context: Value.Record = [
                "clock": clock, "reason": .string(question.reason),
                "reasonLength": .long(Int64(question.reason.unicodeScalars.count)),
            ]
            if let second = question.emergency?.second {
                context["secondPerson"] = .entity(Self.person(second))
            }
            if let until = question.emergency?.until {
                context["breakGlassUntil"] = Self.datetime(until)
            }
            return context
        }
        var context: Value.Record = [
            "clock": clock, "room": room, "consent": consent,
            "route": .entity(EntityUID(type: "MediaRoute", id: facts.route.rawValue)),
            "device": device(question.subject),
        ]
        if let to = question.to.flatMap({ state.plan.seats[$0]?.person }) {
            context["to"] = .entity(Self.person(to))
        }
        if question.action == .acceptSupervision {
            let seen = question.subject.flatMap { facts.lastSeen[$0] }
            context["ownLastSeen"] = Self.datetime(seen ?? Timestamp(milliseconds: 0))
        }
        if question.action == .debriefAloud {
            context["stillHere"] = people(stillHere)
            context["mediaGone"] = .bool(facts.isMediaGone)
        }
        return context
    }

    /// Whose place it is, and who sits beside them.
    private func invitation(to seat: SeatID?) -> Value.Record {
        let invitees = Set(seat.map { Self.people(at: $0, in: state) } ?? [])
        let plan = facts.caseload.plan
        let approved = Set(
            plan.participants.flatMap { [$0.person, $0.companion].compactMap(\.self) }
                + plan.supervisors + [plan.onCall]
        ).union(careCase.allocated)
        let hasChild = invitees.contains { person in
            if case .child = facts.caseload.people[person]?.standing { true } else { false }
        }
        return [
            "invitees": people(invitees),
            "approved": .bool(!invitees.isEmpty && invitees.isSubset(of: approved)),
            "hasChild": .bool(hasChild),
            "canRead": .bool(seat.map(canRead) ?? false),
        ]
    }

    /// Whether there are pages for somebody at this seat, or for a helper whom the plan names and nothing bars.
    private func canRead(_ seat: SeatID) -> Bool {
        let here = Self.people(at: seat, in: state)
        let helper = facts.caseload.plan.participants.first { $0.person == here.first }?.readsWith
        let readers = here + [helper].compactMap(\.self).filter { !barred.contains($0) }
        return readers.contains { facts.caseload.people[$0]?.language.hasPages == true }
    }

    private var room: Value {
        let staff = Set(
            state.present.filter { state.role($0)?.isStaff == true }
                .compactMap { state.plan.seats[$0]?.person }
        )
        let supervisors = staff.intersection(facts.caseload.plan.supervisors)
            .intersection(
                state.present(in: .supervisor).compactMap { state.plan.seats[$0]?.person }
            )
        let children = Set(state.present(in: .child).compactMap { state.plan.seats[$0]?.person })
        var record: Value.Record = [
            "present": people(present),
            "count": .long(Int64(present.count)),
            "staffPresent": people(staff),
            "staffCount": .long(Int64(staff.count)),
            "supervisorsPresent": people(supervisors),
            "childrenPresent": people(children),
            "barredByPresent": people(
                Set(present.flatMap { careCase.neverTogether(with: $0, at: now) })
            ),
            "interpreterPresent": .bool(!state.present(in: .interpreter).isEmpty),
            "supervisorLastSeen": Self.datetime(
                facts.supervisorLastSeen ?? Timestamp(milliseconds: 0)
            ),
        ]
        if let hidden = facts.supervisorHiddenSince {
            record["supervisorHiddenSince"] = Self.datetime(hidden)
        }
        return .record(record)
    }

    private var consent: Value {
        let seats = state.plan.seats.filter { $0.value.mustAgree }
        let required = Set(seats.values.map(\.person))
        let current = people(seats, with: .given)
        return [
            "required": people(required),
            "current": people(current),
            "withdrawn": people(people(seats, with: .withdrawn)),
            "missingInRoom": people(required.subtracting(current).intersection(present)),
        ]
    }

    private func device(_ seat: SeatID?) -> Value {
        let device = seat.flatMap { facts.devices[$0] } ?? DeviceFacts()
        return [
            "count": .long(Int64(device.connections)),
            "identityConfirmed": .bool(seat.map { state.seat($0).isIdentityConfirmed } ?? false),
            "alsoUsedBy": people(device.alsoUsedBy),
        ]
    }
}

// MARK: Who is who

extension PolicyWorld {
    private var invited: [PersonID] {
        state.plan.seats.values.flatMap { [$0.person] + ($0.companion.map { [$0] } ?? []) }
    }

    private var expectedAdults: Set<PersonID> {
        planned(.family).union(planned(.interpreter)).union(planned(.carer))
    }

    /// Everybody under a rule that keeps them from somebody invited, or from this case's sessions.
    private var barred: Set<PersonID> {
        var people = careCase.barred(at: now)
        let invited = Set(invited)
        for person in invited {
            people.formUnion(careCase.neverTogether(with: person, at: now))
        }
        return people.subtracting(protected(invited))
    }

    /// Of two invited people who must not meet, neither is barred by name: the room's rules part them.
    private func protected(_ invited: Set<PersonID>) -> Set<PersonID> {
        invited.subtracting(careCase.barred(at: now))
    }

    /// Everybody known here who has said no to taking part, invited or not.
    private var declined: Set<PersonID> {
        Set(facts.caseload.agreements.filter { $0.value.status == .refused }.keys)
            .union(people(state.plan.seats, with: .refused))
    }

    private var supervisedBy: Set<PersonID> {
        Set(state.supervisedBy.compactMap { state.plan.seats[$0]?.person })
    }

    /// Interpreters who have answered for this session, by their answer.
    private func declared(_ knows: Bool) -> Set<PersonID> {
        Set(
            state.plan.seats.filter { state.seat($0.key).knowsFamily == knows }.values
                .map(\.person)
        )
    }

    /// Whoever's page is still connected, besides those who talk it over afterwards.
    private var stillHere: Set<PersonID> {
        let connected = state.seats.filter { $0.value.isConnected && !state.isInDebrief($0.key) }
        return Set(connected.keys.flatMap { Self.people(at: $0, in: state) })
    }

    private var childCoverMissing: Set<PersonID> {
        let carers = state.plan.seats.filter { $0.value.role == .carer }
        return Set(carers.filter { state.childCover[$0.key] == nil }.values.map(\.person))
    }

    private func planned(_ role: SeatRole) -> Set<PersonID> {
        Set(state.plan.seats.values.filter { $0.role == role }.map(\.person))
    }

    private func people(
        _ seats: [SeatID: SessionPlan.Seat],
        with status: Agreement.Status
    ) -> Set<PersonID> {
        Set(seats.filter { state.seat($0.key).agreement == status }.values.map(\.person))
    }

    private func youngestAge(_ children: [PersonID]) -> Int? {
        children.compactMap { child -> Int? in
            guard case .child(let born)? = facts.caseload.people[child]?.standing else {
                return nil
            }
            return state.plan.zone.age(bornOn: born, at: state.plan.start)
        }.min()
    }

    private static func people(at seat: SeatID, in state: SessionState) -> [PersonID] {
        guard let planned = state.plan.seats[seat] else { return [] }
        return [planned.person] + (planned.companion.map { [$0] } ?? [])
    }

    private static func uid(of person: PersonID, in caseload: Caseload) -> EntityUID {
        let type: EntityType =
            switch caseload.people[person]?.standing {
            case .child: "Child"
            case .familyMember, nil: "FamilyMember"
            case .carer: "Carer"
            case .interpreter: "Interpreter"
            case .staff: "Staff"
            }
        return EntityUID(type: type, id: person.text)
    }

    private func people(_ ids: Set<PersonID>) -> Value { .entities(ids.map(Self.person)) }

    private static func datetime(_ time: Timestamp) -> Value {
        .datetime(Value.Datetime(milliseconds: time.milliseconds))
    }
}
