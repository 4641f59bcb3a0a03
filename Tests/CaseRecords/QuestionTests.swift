import CaseRecords
import Casework
import Sessions
import Testing

/// What the lead's list has for people to decide.
@Suite struct `A session to come` {
    /// On the first day of the term, as the changed plan has it.
    private func session(
        days: PlannedDays = PlannedDays(),
        child: Agreement.Status = .given,
        status: LegalStatus = .careOrder,
        responsible: Set<PersonID> = [Kites.nasrin]
    ) -> CaseSession {
        let usual = Kites.caseload()
        let plan = usual.plan
        return CaseSession(
            entries: [],
            plan: Kites.plan,
            caseload: Caseload(
                people: Array(usual.people.values),
                careCase: CareCase(
                    id: usual.careCase.id,
                    child: Kites.amina,
                    legalStatus: status,
                    allocated: [],
                    parentalResponsibility: responsible,
                    orderValidUntil: nil,
                    restrictions: []
                ),
                plan: ContactPlan(
                    version: plan.version,
                    kind: plan.kind,
                    purpose: plan.purpose,
                    goals: plan.goals,
                    whyRemote: plan.whyRemote,
                    participants: plan.participants,
                    supervisors: plan.supervisors,
                    onCall: plan.onCall,
                    requiresInterpreter: plan.requiresInterpreter,
                    requiresRelay: plan.requiresRelay,
                    maxPeople: plan.maxPeople,
                    groundRules: plan.groundRules,
                    title: plan.title,
                    days: days
                ),
                agreements: [Agreement(person: Kites.amina, language: .english, status: child)],
                help: usual.help
            )
        )
    }

    private let before = Kites.at(9, 0)

    @Test func `asks nothing where all is settled`() {
        #expect(session().questions(at: before) == [])
    }

    @Test func `that the child does not want opens a task where somebody has standing in law`() {
        let task = session(child: .refused).declinedQuestion
        #expect(
            task == """
                Kites: the child does not want this family time, so nobody is sent a link. Somebody in it has parental \
                responsibility, and the authority’s duty of Children Act 1989 section 34 stands: the social worker, the \
                reviewing officer and a legal adviser say what comes of it. Nobody presses the child.
                """
        )
        let voluntary = session(child: .refused, status: .section20).declinedQuestion
        #expect(voluntary?.contains("responsibility: the social worker") == true)
        #expect(session(child: .refused, responsible: [Kites.kamal]).declinedQuestion == nil)
        for status in [Agreement.Status.given, .missing, .withdrawn] {
            #expect(session(child: status).declinedQuestion == nil)
        }
    }

    @Test func `waits for a choice on a holiday`() {
        let day = CivilDate(year: 2026, month: 10, day: 20)
        let days = PlannedDays(others: [day: "the school’s half-term"])
        #expect(
            session(days: days).questions(at: before) == [
                """
                Kites: its session on Tuesday 20 October 2026 falls on the school’s half-term. Nobody is sent a link \
                until somebody has chosen whether it is held.
                """
            ]
        )
        // What is over needs no choice.
        #expect(session(days: days).questions(at: Kites.end) == [])
        let chosen = PlannedDays(others: days.others, held: [day: "Priya: Amina asked for it."])
        #expect(session(days: chosen).questions(at: before) == [])
    }
}

@Suite struct `A restriction in force` {
    private let from = PersonID("neil")

    private func careCase(
        _ status: LegalStatus?,
        _ kind: Restriction.Kind,
        basis: String,
        until: Timestamp? = nil
    ) -> CareCase {
        CareCase(
            id: CaseID("C4"),
            child: PersonID("leo"),
            legalStatus: status,
            allocated: [],
            parentalResponsibility: [],
            orderValidUntil: nil,
            restrictions: [Restriction(id: "R3", kind: kind, basis: basis, until: until)]
        )
    }

    private func questions(_ care: CareCase) -> [String] {
        care.questions(at: Kites.start, name: "Signals")
    }

    @Test(arguments: ["", " \n"], [LegalStatus.careOrder, .section20, nil])
    func `without a basis protects, and is asked about`(basis: String, status: LegalStatus?) {
        let care = careCase(status, .whereaboutsWithheld(from: from), basis: basis)
        #expect(care.isPlacementConfidential(at: Kites.start))
        #expect(
            questions(care) == [
                """
                Signals: restriction R3 says nothing of what it rests on in law. It protects all the same until somebody \
                writes down what it rests on, or lifts it.
                """
            ]
        )
        let barred = careCase(status, .barred(from), basis: basis)
        #expect(barred.barred(at: Kites.start) == [from] && questions(barred).count == 1)
    }

    @Test(arguments: [
        (LegalStatus.section20, true), (.section76, true), (.careOrder, false),
        (.interimCareOrder, false),
    ])
    func `on where a child lives needs a child in care by an order`(
        status: LegalStatus,
        isAsked: Bool
    ) {
        let basis = "Schedule 2 paragraph 15(4)"
        let care = careCase(status, .whereaboutsWithheld(from: from), basis: basis)
        #expect(care.isPlacementConfidential(at: Kites.start))
        #expect(questions(care).count == (isAsked ? 1 : 0))
        #expect(questions(care).allSatisfy { $0.contains("paragraph 15(4)") })
        // An order of a court against one person may stand without an order on the child.
        #expect(questions(careCase(status, .barred(from), basis: "bail")) == [])
    }

    @Test func `is no question any more once it has ended`() {
        let ended = careCase(.careOrder, .barred(from), basis: "", until: Kites.start)
        #expect(questions(ended) == [])
    }
}
