import CaseRecords
import Casework
import Sessions
import Testing

/// What the lead's list has for people to decide.
@Suite struct `A session to come` {
    /// On the first day of the term, as the changed plan has it.
    private func session(days: PlannedDays = PlannedDays()) -> CaseSession {
        let usual = Kites.caseload()
        let plan = usual.plan
        return CaseSession(
            entries: [],
            plan: Kites.plan,
            caseload: Caseload(
                people: Array(usual.people.values),
                careCase: usual.careCase,
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
                agreements: Array(usual.agreements.values),
                help: usual.help
            )
        )
    }

    private let before = Kites.at(9, 0)

    @Test func `asks nothing where all is settled`() {
        #expect(session().questions(at: before) == [])
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
