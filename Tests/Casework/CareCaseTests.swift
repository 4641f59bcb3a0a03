import Casework
import Testing

@Suite struct `A restriction` {
    private static let end = Timestamp(milliseconds: 1_792_508_400_000)
    private static let before = end.advanced(by: .milliseconds(-1))
    private static let mother = PersonID("mother")
    private static let father = PersonID("father")
    private static let gran = PersonID("gran")

    @Test func `applies to the last moment before its end`() {
        let restriction = Restriction(
            id: "R1",
            kind: .barred(Self.gran),
            basis: "s.34(4)",
            until: Self.end
        )
        #expect(restriction.applies(at: Self.before))
        #expect(!restriction.applies(at: Self.end))
    }

    @Test func `without an end applies until a person lifts it`() {
        let restriction = Restriction(id: "R1", kind: .barred(Self.gran), basis: "s.34(4)")
        #expect(restriction.applies(at: Timestamp(milliseconds: .max)))
        #expect(restriction.applies(at: Timestamp(milliseconds: .min)))
    }

    @Test func `keeps two people apart in both directions, and nobody else`() {
        let careCase = Self.careCase(.neverTogether(Self.mother, Self.father))
        #expect(careCase.neverTogether(with: Self.mother, at: Self.before) == [Self.father])
        #expect(careCase.neverTogether(with: Self.father, at: Self.before) == [Self.mother])
        #expect(careCase.neverTogether(with: Self.gran, at: Self.before) == [])
        #expect(careCase.barred(at: Self.before) == [])
        #expect(!careCase.isPlacementConfidential(at: Self.before))
        #expect(careCase.neverTogether(with: Self.mother, at: Self.end) == [])
    }

    @Test func `bars one person until it ends`() {
        let careCase = Self.careCase(.barred(Self.gran))
        #expect(careCase.barred(at: Self.before) == [Self.gran])
        #expect(careCase.barred(at: Self.end) == [])
        #expect(careCase.neverTogether(with: Self.gran, at: Self.before) == [])
    }

    @Test func `keeps a placement confidential until it ends`() {
        let careCase = Self.careCase(.whereaboutsWithheld(from: Self.father))
        #expect(careCase.isPlacementConfidential(at: Self.before))
        #expect(!careCase.isPlacementConfidential(at: Self.end))
    }

    @Test func `is added to those there are`() {
        let first = Self.careCase(.neverTogether(Self.mother, Self.father))
        let both = first.adding(
            Restriction(id: "R2", kind: .neverTogether(Self.gran, Self.mother), basis: "s.42")
        )
        #expect(
            both.neverTogether(with: Self.mother, at: Self.before) == [Self.father, Self.gran]
        )
        // The first has ended, the court's new one has not.
        #expect(both.neverTogether(with: Self.mother, at: Self.end) == [Self.gran])
        #expect(both.restrictions.map(\.id) == ["R1", "R2"])
        #expect(both.id == first.id && both.allocated == first.allocated)
    }

    private static func careCase(_ kind: Restriction.Kind) -> CareCase {
        CareCase(
            id: CaseID("C1"),
            child: PersonID("child"),
            legalStatus: .interimCareOrder,
            allocated: [PersonID("worker")],
            parentalResponsibility: [mother],
            orderValidUntil: nil,
            restrictions: [Restriction(id: "R1", kind: kind, basis: "s.42", until: end)]
        )
    }
}

@Suite struct `A plan` {
    @Test func `gives the ground rules in a person's language, else in its first`() {
        let bengali = GroundRules(language: .bengali, rules: ["এক"], question: "?")
        let english = GroundRules(language: .english, rules: ["One"], question: "?")
        let plan = Self.plan([english, bengali])
        #expect(plan.groundRules(in: .bengali) == bengali)
        #expect(plan.groundRules(in: .english) == english)
        #expect(plan.groundRules(in: .welsh) == english)
        #expect(Self.plan([]).groundRules(in: .welsh).rules == [])
    }

    @Test func `is named by its version`() {
        #expect(PlanVersion(plan: "kites", number: 3).text == "kites.v3")
    }

    private static func plan(_ rules: [GroundRules]) -> ContactPlan {
        ContactPlan(
            version: PlanVersion(plan: "kites", number: 3),
            kind: .supervisedFamilyTime,
            purpose: "",
            goals: [],
            whyRemote: "",
            participants: [],
            supervisors: [],
            onCall: PersonID("dawn"),
            requiresInterpreter: false,
            requiresRelay: false,
            maxPeople: 6,
            groundRules: rules,
            title: "Kites"
        )
    }
}

@Suite struct `A role` {
    @Test func `of staff is one of three, and has pictures unless it watches from outside`() {
        #expect(SeatRole.allCases.filter(\.isStaff) == [.supervisor, .colleague, .lead])
        #expect(SeatRole.allCases.filter { !$0.hasMedia } == [.colleague, .lead])
    }
}

@Suite struct `A legal status` {
    @Test func `is voluntary under sections 20 and 76 alone`() {
        #expect(LegalStatus.section20.isVoluntary && LegalStatus.section76.isVoluntary)
        let others: [LegalStatus] = [
            .careOrder, .interimCareOrder, .placementOrder, .specialGuardianship,
        ]
        #expect(others.filter(\.isVoluntary) == [])
    }
}
