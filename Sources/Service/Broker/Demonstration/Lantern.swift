package import Casework
import Sessions

/// Case C6 "Lantern" of the sample caseload, the carers' side of it: wholly fictional.
///
/// Ruth Adeyemi, shown as "Ruthie", has her monthly supervision with Grace, and an hour with three other
/// carers that Tom facilitates. No child is in either roster (M22), and nobody's legal name is on a screen.
package enum Lantern {
    static let supervisionPlanName = "lantern-supervision"
    static let respitePlanName = "lantern-respite"

    static let ruth = PersonID("ruth-adeyemi")
    static let grace = PersonID("grace-villiers")
    static let tom = PersonID("tom-ashdown")
    static let rhys = PersonID("rhys-penhalwyn")
    static let marianne = PersonID("marianne-cole")
    static let joseph = PersonID("joseph-tan")
    static let wendy = PersonID("wendy-pryce")

    package static var supervisionCaseload: Caseload {
        Caseload(
            people: people,
            careCase: file("FC-0417"),
            plan: supervisionPlan,
            agreements: [],
            help: HelpContact(name: "Grace", telephone: "01632 960142")
        )
    }

    package static var respiteCaseload: Caseload {
        Caseload(
            people: people,
            careCase: CareCase(
                id: CaseID("PG-3"),
                child: nil,
                legalStatus: nil,
                allocated: [tom],
                parentalResponsibility: [],
                orderValidUntil: nil,
                restrictions: [
                    Restriction(
                        id: "R2",
                        kind: .topicsKeptElsewhere(["any child’s name", "where anybody lives"]),
                        basis: "peer group’s ground rules"
                    )
                ]
            ),
            plan: respitePlan,
            agreements: [],
            help: HelpContact(name: "Tom", telephone: "01632 960157")
        )
    }

    /// The carer's own file: no child's case (FS6).
    private static func file(_ reference: String) -> CareCase {
        CareCase(
            id: CaseID(reference),
            child: nil,
            legalStatus: nil,
            allocated: [grace],
            parentalResponsibility: [],
            orderValidUntil: nil,
            restrictions: [
                Restriction(
                    id: "R3",
                    kind: .topicsKeptElsewhere(["allegations and complaints that are looked into"]),
                    basis: "supervision agreement"
                )
            ]
        )
    }

    private static var people: [Person] {
        let clearance = Timestamp(milliseconds: 1_830_297_600_000)  // 2028-01-01
        let carers = [
            (ruth, "Ruth Adeyemi", "Ruthie"), (marianne, "Marianne Cole", "Maz"),
            (joseph, "Joseph Tan", "Joe"), (wendy, "Wendy Pryce", "Wen"),
        ]
        let workers = [
            (grace, "Grace Villiers", "Grace"), (tom, "Tom Ashdown", "Tom"),
            (rhys, "Rhys Penhalwyn", "Rhys"),
        ]
        return carers.map {
            Person(id: $0.0, legalName: $0.1, shownName: $0.2, standing: .carer)
        }
            + workers.map {
                Person(
                    id: $0.0,
                    legalName: $0.1,
                    shownName: $0.2,
                    standing: .staff(.socialWorker, clearanceUntil: clearance)
                )
            }
    }

    private static var supervisionPlan: ContactPlan {
        ContactPlan(
            version: PlanVersion(plan: supervisionPlanName, number: 1),
            kind: .carerSupervision,
            purpose: "Support Ruthie in her work, month by month, and keep it safe.",
            goals: [
                "From last month: Grace asks about a weekend break.",
                "From last month: Ruthie books the attachment course.",
            ],
            whyRemote: "Between visits at home, which go on as before.",
            participants: [
                PlannedParticipant(person: grace, role: .supervisor),
                PlannedParticipant(person: ruth, role: .carer, mustAgree: true, ownWorker: grace),
            ],
            supervisors: [grace],
            onCall: rhys,
            requiresInterpreter: false,
            requiresRelay: false,
            maxPeople: 2,
            groundRules: GroundRulesText.supervision,
            title: "Lantern: supervision",
            carersFile: CarersFile(
                reference: "FC-0417",
                name: "Foster carer’s file",
                last: CivilDate(year: 2026, month: 9, day: 22),
                everyDays: 30
            )
        )
    }

    private static var respitePlan: ContactPlan {
        ContactPlan(
            version: PlanVersion(plan: respitePlanName, number: 1),
            kind: .virtualRespite,
            purpose: "An hour among carers, to rest and be listened to.",
            goals: ["Nobody has to talk.", "Nobody has to have a camera on."],
            whyRemote: "Carers from far apart, without a journey.",
            participants: [
                PlannedParticipant(person: tom, role: .supervisor),
                PlannedParticipant(person: ruth, role: .carer, mustAgree: true, ownWorker: grace),
                PlannedParticipant(
                    person: marianne,
                    role: .carer,
                    mustAgree: true,
                    ownWorker: rhys
                ),
                PlannedParticipant(person: joseph, role: .carer, mustAgree: true, ownWorker: rhys),
                PlannedParticipant(person: wendy, role: .carer, mustAgree: true, ownWorker: grace),
                PlannedParticipant(person: rhys, role: .colleague),
            ],
            supervisors: [tom, rhys],
            onCall: rhys,
            requiresInterpreter: false,
            requiresRelay: false,
            maxPeople: 8,
            groundRules: GroundRulesText.respite,
            title: "Lantern: an hour for carers (on Fridays; today for the demo)",
            carersFile: CarersFile(reference: "PG-3", name: "Register of the carers’ peer group")
        )
    }
}
