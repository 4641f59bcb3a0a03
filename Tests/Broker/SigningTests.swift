import Broker
import CaseRecords
import Casework
import JSON
import Sessions
import TestSupport
import Testing

/// A family that signs, from the plan to the pages.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A session in sign language` {
    private let plan = "signals-mother"

    @Test func `is told to every page, before and after a restart`() async throws {
        let first = try await House.open(at: House.start)
        let jo = try first.visitor("Jo", in: plan)
        #expect(try await jo.look().json["signs"] == true)
        #expect(try await jo.agree() == 200)
        try await jo.join()
        try await jo.wait(forPhase: "gathering")
        #expect(jo.snapshot?["you"]?["signs"] == true)
        #expect(jo.snapshot?["you"]?["language"] == "bfi")
        let helen = try first.visitor("Helen", in: plan)
        #expect(try await helen.look().json["signs"] == nil)
        try first.service.stop()
        let second = try await House.open(at: House.start, in: first.folder)
        let daniel = try second.visitor("Daniel", in: plan)
        #expect(try await daniel.look().json["signs"] == true)
        try second.service.stop()
    }

    @Test func `tells the supervisor before it begins that a signer sends too few pictures`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let helen = try house.visitor("Helen", in: plan)
        try await helen.join()
        try await helen.wait(forPhase: "gathering")
        let jo = try house.visitor("Jo", in: plan)
        #expect(try await jo.agree() == 200)
        try await jo.join()
        try await jo.wait(forPhase: "gathering")
        jo.sendRaw("{\"type\":\"deviceFact\",\"fact\":\"signsSlowly\"}")
        _ = try await helen.wait("the warning") { helen.warnsOfSigning ? true : nil }
        jo.sendRaw("{\"type\":\"deviceFact\",\"fact\":\"signsWell\"}")
        _ = try await helen.wait("its end") { helen.warnsOfSigning ? nil : true }
        try house.service.stop()
        let facts = try house.entries(of: plan).compactMap { entry -> DeviceFact? in
            guard case .event(.deviceChanged(_, let fact)) = entry.entry else { return nil }
            return fact
        }
        #expect(facts == [.signsSlowly, .signsWell])
    }

    @Test func `does not say so of anybody where nobody signs`() async throws {
        let house = try await House.open(at: House.start)
        #expect(try await house.visitor("Farida").look().json["signs"] == nil)
        #expect(try await house.visitor("Nasrin").look().json["signs"] == nil)
        try house.service.stop()
    }

    @Test func `is not planned without an interpreter of signs`() {
        #expect(Signals.caseload.rosterProblems == [])
        let problems = Signals.caseload.changingPlan { person in
            person.role == .interpreter
                ? PlannedParticipant(person: person.person, role: .interpreter) : person
        }.rosterProblems
        let who = [PersonID("jo-marsh"), PersonID("leo-marsh")]
        #expect(problems == who.map { .nobodyInterpretsSigning($0) })
    }

    @Test func `has the agreement in the language of the rules, which nobody can write in signs`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let jo = try house.visitor("Jo", in: plan)
        let agreement = try await jo.look().json["agreement"]
        #expect(agreement?["language"] == "en")
        #expect(try await jo.agree() == 200)
        try house.service.stop()
        let log = try house.entries(of: plan)
        let given = log.compactMap { entry -> Language? in
            guard case .event(.agreementGiven(_, let language)) = entry.entry else { return nil }
            return language
        }
        #expect(given == [.english])
    }
}

extension Visitor {
    fileprivate var warnsOfSigning: Bool {
        snapshot?["advice"]?.array?.contains { sentence in
            sentence.string?.contains("too few pictures for signing") == true
        } == true
    }
}

extension Caseload {
    fileprivate func changingPlan(_ change: (PlannedParticipant) -> PlannedParticipant) -> Caseload
    {
        let old = plan
        return Caseload(
            people: Array(people.values),
            careCase: careCase,
            plan: ContactPlan(
                version: old.version,
                kind: old.kind,
                purpose: old.purpose,
                goals: old.goals,
                whyRemote: old.whyRemote,
                participants: old.participants.map(change),
                supervisors: old.supervisors,
                onCall: old.onCall,
                requiresInterpreter: old.requiresInterpreter,
                requiresRelay: old.requiresRelay,
                maxPeople: old.maxPeople,
                groundRules: old.groundRules,
                title: old.title
            ),
            agreements: Array(agreements.values),
            help: help
        )
    }
}
