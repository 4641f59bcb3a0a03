package import Casework
import Sessions

/// Case C4 "Signals" of the sample caseload: wholly fictional.
///
/// Leo is Deaf, as his mother Jo is, and both sign. Helen supervises and does not sign, so that she understands
/// them by Daniel's voice and Leo understands her by Daniel's hands: without him nothing begins.
package enum Signals {
    static let planName = "signals-mother"

    static let leo = PersonID("leo-marsh")
    static let jo = PersonID("jo-marsh")
    static let bea = PersonID("bea-croft")
    static let daniel = PersonID("daniel-oakes")
    static let helen = PersonID("helen-strode")
    static let sioned = PersonID("sioned-arwel")
    static let imran = PersonID("imran-quill")

    package static var caseload: Caseload {
        Caseload(
            people: people,
            careCase: CareCase(
                id: CaseID("C4"),
                child: leo,
                legalStatus: .section20,
                allocated: [helen],
                parentalResponsibility: [jo],
                orderValidUntil: nil,
                restrictions: []
            ),
            plan: plan,
            agreements: [Agreement(person: leo, language: .english, status: .given)],
            help: HelpContact(name: "Helen", telephone: "01632 960177")
        )
    }

    private static var people: [Person] {
        let clearance = Timestamp(milliseconds: 1_830_297_600_000)  // 2028-01-01
        let workers = [
            (helen, "Helen Strode", "Helen", StaffRole.contactSupervisor),
            (sioned, "Sioned Arwel", "Sioned", .contactSupervisor),
            (imran, "Imran Quill", "Imran", .safeguardingLead),
        ]
        let others = [
            Person(
                id: leo,
                legalName: "Leo Marsh",
                shownName: "Leo",
                standing: .child(born: CivilDate(year: 2016, month: 1, day: 9)),
                language: .britishSignLanguage
            ),
            Person(
                id: jo,
                legalName: "Jo Marsh",
                shownName: "Jo",
                standing: .familyMember(relationship: "mother"),
                language: .britishSignLanguage
            ),
            Person(id: bea, legalName: "Bea Croft", shownName: "Bea", standing: .carer),
            Person(
                id: daniel,
                legalName: "Daniel Oakes",
                shownName: "Daniel",
                standing: .interpreter
            ),
        ]
        return others
            + workers.map {
                Person(
                    id: $0.0,
                    legalName: $0.1,
                    shownName: $0.2,
                    standing: .staff($0.3, clearanceUntil: clearance)
                )
            }
    }

    private static var plan: ContactPlan {
        ContactPlan(
            version: PlanVersion(plan: planName, number: 1),
            kind: .supervisedFamilyTime,
            purpose: "Leo and his mum talk in their own language while she is in hospital.",
            goals: [
                "Leo tells his mum about his week, in his own time.",
                "They look at something together.",
            ],
            whyRemote: "Jo is in hospital; Leo visits her there on Sundays.",
            participants: [
                PlannedParticipant(person: helen, role: .supervisor),
                PlannedParticipant(
                    person: daniel,
                    role: .interpreter,
                    language: .britishSignLanguage
                ),
                PlannedParticipant(person: jo, role: .family, mustAgree: true),
                PlannedParticipant(person: leo, role: .child, companion: bea, mustAgree: true),
                PlannedParticipant(person: sioned, role: .colleague),
                PlannedParticipant(person: imran, role: .lead),
            ],
            supervisors: [helen, sioned],
            onCall: sioned,
            requiresInterpreter: true,
            requiresRelay: false,
            maxPeople: 8,
            groundRules: GroundRulesText.all,
            title: "Signals"
        )
    }
}
