import Casework
import Safeguards
import Sessions
import Testing

@Suite struct `Links` {
    /// A session in the evening or with somebody else beside the child, on plans that may have changed since.
    private func stage(
        hour: Int64 = 15,
        beside companion: PersonID = Kites.denise,
        without left: PersonID? = nil,
        days: PlannedDays = PlannedDays(),
        mother: Language = .bengali,
        reads: PersonID? = nil
    ) throws -> Stage {
        var stage = Stage(try PolicyFiles.book())
        let (usual, caseload) = (Kites.plan(), Kites.caseload())
        var seats = usual.seats
        seats[Kites.child] = .init(
            person: Kites.amina,
            role: .child,
            companion: companion,
            mustAgree: true
        )
        let start = Kites.start.advanced(by: .seconds((hour - 15) * 3600))
        let plan = SessionPlan(
            session: usual.session,
            version: usual.version,
            kind: usual.kind,
            start: start,
            end: start.advanced(by: .seconds(30 * 60)),
            zone: usual.zone,
            seats: seats,
            requiresInterpreter: usual.requiresInterpreter,
            maxPeople: usual.maxPeople
        )
        let contact = caseload.plan
        let changed = ContactPlan(
            version: contact.version,
            kind: contact.kind,
            purpose: contact.purpose,
            goals: contact.goals,
            whyRemote: contact.whyRemote,
            participants: contact.participants.filter { $0.person != left }.map { participant in
                PlannedParticipant(
                    person: participant.person,
                    role: participant.role,
                    companion: participant.companion,
                    mustAgree: participant.mustAgree,
                    readsWith: participant.person == Kites.nasrin ? reads : nil
                )
            },
            supervisors: contact.supervisors,
            onCall: contact.onCall,
            requiresInterpreter: contact.requiresInterpreter,
            requiresRelay: contact.requiresRelay,
            maxPeople: contact.maxPeople,
            groundRules: contact.groundRules,
            title: contact.title,
            days: days
        )
        stage.session = GuardedSession(
            state: SessionState(plan: plan, agreements: caseload.agreements),
            caseload: Caseload(
                people: caseload.people.values.map { person in
                    guard person.id == Kites.nasrin else { return person }
                    return Person(
                        id: person.id,
                        legalName: person.legalName,
                        shownName: person.shownName,
                        standing: person.standing,
                        language: mother
                    )
                },
                careCase: caseload.careCase,
                plan: changed,
                agreements: Array(caseload.agreements.values),
                help: caseload.help
            ),
            policies: try PolicyFiles.book(),
            route: .server
        )
        return stage
    }

    private func links(_ stage: Stage) -> [SeatID] {
        stage.events.compactMap { if case .linkIssued(let seat, _) = $0 { seat } else { nil } }
    }

    private func decisions(_ stage: Stage) -> [String] {
        stage.log.compactMap {
            guard case .decision(let entry) = $0 else { return nil }
            return "\(entry.action) \(entry.isAllowed) \(entry.policies.joined(separator: " "))"
        }
    }

    private static let hashes = Dictionary(uniqueKeysWithValues: Kites.all.map { ($0, "ab") })

    @Test func `are made for everybody who is planned, behind the decision that lets it`() throws {
        var stage = try stage()
        stage.give(.linksMade(Self.hashes))
        #expect(links(stage) == Kites.all.sorted())
        #expect(
            decisions(stage) == ["schedule true allow-schedule"]
                + Kites.all.map { _ in "invite true allow-invite-planned" }
        )
        #expect(stage.session.linkRefusals == [])
    }

    @Test func `are made for nobody where the session may not be held as planned`() throws {
        var stage = try stage(hour: 18)
        stage.give(.linksMade(Self.hashes))
        #expect(links(stage) == [])
        #expect(decisions(stage) == ["schedule false booked-within-hours"])
        #expect(stage.session.linkRefusals.map(\.seat) == [nil])
        #expect(stage.session.state.seats.values.allSatisfy { $0.link == nil })
    }

    @Test func `are made for nobody on a holiday until somebody has chosen that it is held`()
        throws
    {
        let day = CivilDate(year: 2026, month: 10, day: 20)
        let others = [day: "the school's half-term"]
        var undecided = try stage(days: PlannedDays(others: others))
        undecided.give(.linksMade(Self.hashes))
        #expect(links(undecided) == [])
        #expect(decisions(undecided) == ["schedule false day-needs-choice"])
        // It is not cancelled: with the choice in the plan the same session has its links.
        #expect(undecided.phase == .scheduled)
        var chosen = try stage(days: PlannedDays(others: others, held: [day: "Priya: they asked."]))
        chosen.give(.linksMade(Self.hashes))
        #expect(links(chosen) == Kites.all.sorted())
    }

    @Test func `are not made for who is no longer on the plan`() throws {
        var stage = try stage(without: Kites.farida)
        stage.give(.linksMade(Self.hashes))
        #expect(links(stage) == Kites.all.filter { $0 != Kites.interpreter }.sorted())
        #expect(stage.session.linkRefusals.map(\.seat) == [Kites.interpreter])
        #expect(decisions(stage).contains("invite false invite-approved-only"))
    }

    @Test(arguments: [
        (nil, false), (Kites.priya, true), (PersonID("stranger"), false),
        // He must never meet her.
        (Kites.kamal, false),
    ])
    func `are not made for who reads Welsh until somebody is named who reads with them`(
        reads: PersonID?,
        isMade: Bool
    ) throws {
        var stage = try stage(mother: .welsh, reads: reads)
        stage.give(.linksMade(Self.hashes))
        #expect(links(stage).contains(Kites.mother) == isMade)
        #expect(stage.session.linkRefusals.map(\.seat) == (isMade ? [] : [Kites.mother]))
        #expect(decisions(stage).contains("invite false invite-readable-pages") == !isMade)
    }

    @Test func `are not made for a child beside whom a stranger would sit`() throws {
        var stage = try stage(beside: Kites.kamal)
        stage.give(.linksMade(Self.hashes))
        #expect(stage.session.linkRefusals.map(\.seat) == [Kites.child])
    }

    @Test func `lead people back into a session that is open, whatever was decided since`() throws {
        var stage = Stage(try PolicyFiles.book())
        stage.goLive()
        stage.give(
            .restrictionAdded(
                Restriction(id: "R9", kind: .barred(Kites.kamal), basis: "a court order")
            )
        )
        let before = decisions(stage).count
        stage.give(.linksMade(Self.hashes))
        #expect(links(stage) == Kites.all.sorted())
        #expect(decisions(stage).count == before)
    }
}
