import Casework
import Sessions

/// Which of the demo's caseloads a stored session belongs to.
enum DemoCaseloads {
    /// By the plan's name; nobody is known by name in a plan that is none of them.
    static func caseload(of plan: SessionPlan) -> Caseload {
        let all = [Kites.caseload, Kites.fatherCaseload, Signals.caseload]
        return all.first { $0.plan.version.plan == plan.version.plan } ?? unknown(plan)
    }

    private static func unknown(_ plan: SessionPlan) -> Caseload {
        let child = plan.seats.values.first { $0.role == .child }?.person ?? PersonID("")
        return Caseload(
            people: [],
            careCase: CareCase(
                id: CaseID(plan.version.plan),
                child: child,
                legalStatus: .careOrder,
                allocated: [],
                parentalResponsibility: [],
                orderValidUntil: nil,
                restrictions: []
            ),
            plan: ContactPlan(
                version: plan.version,
                kind: plan.kind,
                purpose: "",
                goals: [],
                whyRemote: "",
                participants: [],
                supervisors: [],
                onCall: PersonID(""),
                requiresInterpreter: plan.requiresInterpreter,
                requiresRelay: false,
                maxPeople: plan.maxPeople,
                groundRules: [],
                title: plan.version.plan
            ),
            agreements: [],
            help: Kites.help
        )
    }
}
