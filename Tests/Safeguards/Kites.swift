import Casework
import Safeguards
import Sessions

/// Case C1 "Kites", with everybody of one session: the caseload that tests play with.
enum Kites {
    static let start = Timestamp(milliseconds: 1_792_508_400_000)  // 2026-10-20T15:00:00Z
    static let end = start.advanced(by: .seconds(30 * 60))

    static let nasrin = PersonID("nasrin")
    static let farida = PersonID("farida")
    static let marcus = PersonID("marcus")
    static let amina = PersonID("amina")
    static let denise = PersonID("denise")
    static let dawn = PersonID("dawn")
    static let kamal = PersonID("kamal")
    static let priya = PersonID("priya")
    static let joanna = PersonID("joanna")

    static func seat(_ person: PersonID) -> SeatID { seats[person] ?? mother }

    static let mother = name("s-nasrin")
    static let interpreter = name("s-farida")
    static let supervisor = name("s-marcus")
    static let child = name("s-amina")
    static let colleague = name("s-dawn0")
    static let all = [mother, interpreter, supervisor, child, colleague]

    private static let seats = [
        nasrin: mother, farida: interpreter, marcus: supervisor, amina: child, dawn: colleague,
    ]

    private static func name(_ text: String) -> SeatID {
        guard let seat = SeatID(text) else { preconditionFailure("a seat's name") }
        return seat
    }

    static func plan(signing: Set<SeatID> = []) -> SessionPlan {
        guard let zone = CivilZone("Europe/London") else { preconditionFailure("a zone") }
        let plan = SessionPlan(
            session: SessionID("kites-2026-10-20"),
            version: PlanVersion(plan: "kites", number: 3),
            kind: .supervisedFamilyTime,
            start: start,
            end: end,
            zone: zone,
            seats: [
                mother: .init(person: nasrin, role: .family, companion: nil, mustAgree: true),
                interpreter: .init(
                    person: farida,
                    role: .interpreter,
                    companion: nil,
                    mustAgree: false
                ),
                supervisor: .init(
                    person: marcus,
                    role: .supervisor,
                    companion: nil,
                    mustAgree: false
                ),
                child: .init(person: amina, role: .child, companion: denise, mustAgree: true),
                colleague: .init(person: dawn, role: .colleague, companion: nil, mustAgree: false),
            ],
            requiresInterpreter: true,
            maxPeople: 6
        )
        return plan.signed(by: signing)
    }

    static func caseload() -> Caseload {
        let year = Timestamp(milliseconds: 1_830_000_000_000)
        let people = [
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
                standing: .staff(.contactSupervisor, clearanceUntil: year)
            ),
            Person(
                id: dawn,
                legalName: "Dawn Pickering",
                shownName: "Dawn",
                standing: .staff(.colleague, clearanceUntil: year)
            ),
            Person(
                id: priya,
                legalName: "Priya Nandakumar",
                shownName: "Priya",
                standing: .staff(.socialWorker, clearanceUntil: year)
            ),
            Person(
                id: joanna,
                legalName: "Joanna Sable",
                shownName: "Joanna",
                standing: .staff(.safeguardingLead, clearanceUntil: year)
            ),
        ]
        let careCase = CareCase(
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
                    basis: "Sch 2 para 15(4)"
                ),
                Restriction(id: "R2", kind: .neverTogether(nasrin, kamal), basis: "FLA 1996 s.42"),
            ]
        )
        let plan = ContactPlan(
            version: PlanVersion(plan: "kites", number: 3),
            kind: .supervisedFamilyTime,
            purpose: "Amina and her mum keep their bond.",
            goals: [],
            whyRemote: "",
            participants: [
                PlannedParticipant(person: nasrin, role: .family, mustAgree: true),
                PlannedParticipant(person: farida, role: .interpreter),
                PlannedParticipant(person: marcus, role: .supervisor),
                PlannedParticipant(person: amina, role: .child, companion: denise, mustAgree: true),
            ],
            supervisors: [marcus, dawn],
            onCall: dawn,
            requiresInterpreter: true,
            requiresRelay: false,
            maxPeople: 6,
            groundRules: [],
            title: "Kites"
        )
        return Caseload(
            people: people,
            careCase: careCase,
            plan: plan,
            agreements: [
                Agreement(person: nasrin, language: .bengali, status: .given),
                Agreement(person: amina, language: .english, status: .given),
            ],
            help: HelpContact(name: "Priya", telephone: "01632 960101")
        )
    }

    static func session(_ policies: some PolicyDeciding, signing: Set<SeatID> = [])
        -> GuardedSession
    {
        GuardedSession(
            state: SessionState(plan: plan(signing: signing), agreements: caseload().agreements),
            caseload: caseload(),
            policies: policies,
            route: .server
        )
    }
}

extension SessionPlan {
    /// The same plan, in which those sign.
    fileprivate func signed(by signing: Set<SeatID>) -> SessionPlan {
        let seats = seats.map { id, seat in
            let signs = signing.contains(id)
            let signed = Seat(
                person: seat.person,
                role: seat.role,
                companion: seat.companion,
                mustAgree: seat.mustAgree,
                signs: signs,
                isInterpreted: signs && seat.role != .interpreter
            )
            return (id, signed)
        }
        return SessionPlan(
            session: session,
            version: version,
            kind: kind,
            start: start,
            end: end,
            zone: zone,
            seats: Dictionary(uniqueKeysWithValues: seats),
            requiresInterpreter: requiresInterpreter,
            maxPeople: maxPeople
        )
    }
}
