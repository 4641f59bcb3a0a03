package import Casework
import Sessions

/// Case C1 "Kites" of the sample caseload: wholly fictional, for the demo and for tests.
///
/// Amina lives with Denise, whose address must never leak. Her mother Nasrin sees her on Tuesdays and
/// Fridays, supervised by Marcus, interpreted by Farida. Her father Kamal has times of his own: he and
/// Nasrin must never meet or learn of each other's.
package enum Kites {
    /// The mother's session of that number, counted from Tuesday 20 October 2026: Tuesdays and Fridays that are no holidays.
    package static func slot(_ number: Int) -> (start: Timestamp, end: Timestamp)? {
        guard let zone = CivilZone(zone) else { return nil }
        let first = CivilDate(year: 2026, month: 10, day: 20)
        let days = motherPlan.days
        let dates = (0...).lazy.map { first.advanced(byDays: $0 / 2 * 7 + $0 % 2 * 3) }
            .filter { days.conflict(on: $0) == nil }
        guard let date = dates.dropFirst(number).first(where: { _ in true }) else { return nil }
        guard let start = try? zone.planned(on: date, hour: 16, minute: 0) else { return nil }
        return (start, start.advanced(by: .seconds(30 * 60)))
    }

    static let zone = "Europe/London"
    static let planName = "kites-mother"
    static let fatherPlanName = "kites-father"

    static let nasrin = PersonID("nasrin-sultana")
    static let kamal = PersonID("kamal-uddin")
    static let amina = PersonID("amina-sultana")
    static let denise = PersonID("denise-okafor")
    static let farida = PersonID("farida-begum")
    static let marcus = PersonID("marcus-bell")
    static let helen = PersonID("helen-strode")
    static let dawn = PersonID("dawn-pickering")
    static let priya = PersonID("priya-nandakumar")
    static let joanna = PersonID("joanna-sable")

    package static var caseload: Caseload {
        Caseload(
            people: people,
            careCase: careCase,
            plan: motherPlan,
            agreements: [
                Agreement(person: amina, language: .english, status: .given)
            ],
            help: help
        )
    }

    package static var fatherCaseload: Caseload {
        Caseload(
            people: people,
            careCase: careCase,
            plan: fatherPlan,
            agreements: [Agreement(person: kamal, language: .english, status: .given)],
            help: help
        )
    }

    package static let help = HelpContact(name: "Priya", telephone: "01632 960101")

    private static var people: [Person] {
        let clearance = Timestamp(milliseconds: 1_830_297_600_000)  // 2028-01-01
        return [
            Person(
                id: nasrin,
                legalName: "Nasrin Sultana",
                shownName: "Nasrin",
                standing: .familyMember(relationship: "mother"),
                language: .bengali
            ),
            Person(
                id: kamal,
                legalName: "Kamal Uddin",
                shownName: "Kamal",
                standing: .familyMember(relationship: "father")
            ),
            Person(
                id: amina,
                legalName: "Amina Sultana",
                shownName: "Amina",
                standing: .child(born: CivilDate(year: 2019, month: 5, day: 12))
            ),
            Person(id: denise, legalName: "Denise Okafor", shownName: "Denise", standing: .carer),
            Person(
                id: farida,
                legalName: "Farida Begum",
                shownName: "Farida",
                standing: .interpreter
            ),
            Person(
                id: marcus,
                legalName: "Marcus Bell",
                shownName: "Marcus",
                standing: .staff(.contactSupervisor, clearanceUntil: clearance)
            ),
            Person(
                id: helen,
                legalName: "Helen Strode",
                shownName: "Helen",
                standing: .staff(.contactSupervisor, clearanceUntil: clearance)
            ),
            Person(
                id: dawn,
                legalName: "Dawn Pickering",
                shownName: "Dawn",
                standing: .staff(.colleague, clearanceUntil: clearance)
            ),
            Person(
                id: priya,
                legalName: "Priya Nandakumar",
                shownName: "Priya",
                standing: .staff(.socialWorker, clearanceUntil: clearance)
            ),
            Person(
                id: joanna,
                legalName: "Joanna Sable",
                shownName: "Joanna",
                standing: .staff(.safeguardingLead, clearanceUntil: clearance)
            ),
        ]
    }

    private static var careCase: CareCase {
        CareCase(
            id: CaseID("C1"),
            child: amina,
            legalStatus: .interimCareOrder,
            allocated: [priya],
            parentalResponsibility: [nasrin, kamal],
            orderValidUntil: nil,
            restrictions: [
                Restriction(
                    id: "R1",
                    kind: .whereaboutsWithheld(from: kamal),
                    basis: "Children Act 1989 Schedule 2 paragraph 15(4)"
                ),
                Restriction(
                    id: "R2",
                    kind: .neverTogether(nasrin, kamal),
                    basis: "non-molestation order, Family Law Act 1996 section 42",
                    until: Timestamp(milliseconds: 1_803_859_200_000)
                ),  // 2027-03-01
                Restriction(
                    id: "R4",
                    kind: .topicsKeptElsewhere(["the case", "the address", "the school"]),
                    basis: "family time plan"
                ),
            ]
        )
    }

    private static var motherPlan: ContactPlan {
        ContactPlan(
            version: PlanVersion(plan: planName, number: 3),
            kind: .supervisedFamilyTime,
            purpose:
                "Amina and her mum keep their bond, in their own language, while the court decides.",
            goals: [
                "Amina and her mum play or read something together.",
                "Nasrin follows what Amina chooses to do.",
                "Amina knows when she will see her mum again.",
            ],
            whyRemote:
                "Amina asked to show her mum her drawings from home, between meetings in person.",
            participants: [
                PlannedParticipant(person: marcus, role: .supervisor),
                PlannedParticipant(person: farida, role: .interpreter),
                PlannedParticipant(person: nasrin, role: .family, mustAgree: true),
                PlannedParticipant(person: amina, role: .child, companion: denise, mustAgree: true),
                PlannedParticipant(person: dawn, role: .colleague),
                PlannedParticipant(person: joanna, role: .lead),
            ],
            supervisors: [marcus, dawn],
            onCall: dawn,
            requiresInterpreter: true,
            requiresRelay: false,
            maxPeople: 8,
            groundRules: GroundRulesText.all,
            title: "Kites"
        )
    }

    private static var fatherPlan: ContactPlan {
        ContactPlan(
            version: PlanVersion(plan: fatherPlanName, number: 2),
            kind: .supervisedFamilyTime,
            purpose: "Amina and her dad keep in touch.",
            goals: [],
            whyRemote: "Distance.",
            participants: [PlannedParticipant(person: kamal, role: .family, mustAgree: true)],
            supervisors: [helen, marcus],
            onCall: dawn,
            requiresInterpreter: false,
            requiresSecondStaff: true,
            requiresRelay: false,
            maxPeople: 8,
            groundRules: GroundRulesText.all,
            title: "Kites (dad)"
        )
    }
}
