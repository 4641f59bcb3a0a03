import CaseRecords
import Casework
import Sessions

/// Case C1 "Kites" on Tuesday 20 October 2026: the session that tests read the record of.
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

    static let mother = name("s-nasrin")
    static let interpreter = name("s-farida")
    static let supervisor = name("s-marcus")
    static let child = name("s-amina")
    static let colleague = name("s-dawn0")

    static let zone = london()

    private static func name(_ text: String) -> SeatID {
        guard let seat = SeatID(text) else { preconditionFailure("a seat's name") }
        return seat
    }

    private static func london() -> CivilZone {
        guard let zone = CivilZone("Europe/London") else { preconditionFailure("a zone") }
        return zone
    }

    /// `hour`:`minute` of the day, local time (UTC and one hour).
    static func at(_ hour: Int, _ minute: Int, _ second: Int = 0) -> Timestamp {
        start.advanced(by: .seconds((hour - 16) * 3600 + minute * 60 + second))
    }

    static let plan = SessionPlan(
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
            supervisor: .init(person: marcus, role: .supervisor, companion: nil, mustAgree: false),
            child: .init(person: amina, role: .child, companion: denise, mustAgree: true),
            colleague: .init(person: dawn, role: .colleague, companion: nil, mustAgree: false),
        ],
        requiresInterpreter: true,
        maxPeople: 6
    )

    static func caseload(purpose: String = "Amina and her mum keep their bond.") -> Caseload {
        let year = Timestamp(milliseconds: 1_830_000_000_000)
        return Caseload(
            people: [
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
                Person(
                    id: denise,
                    legalName: "Denise Okafor",
                    shownName: "Denise",
                    standing: .carer
                ),
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
            ],
            careCase: CareCase(
                id: CaseID("C1"),
                child: amina,
                legalStatus: .interimCareOrder,
                allocated: [],
                parentalResponsibility: [nasrin, kamal],
                orderValidUntil: at(16, 0).advanced(by: .seconds(86_400 * 55)),
                restrictions: [
                    Restriction(
                        id: "R1",
                        kind: .whereaboutsWithheld(from: kamal),
                        basis: "Sch 2 para 15(4)"
                    ),
                    Restriction(
                        id: "R2",
                        kind: .neverTogether(nasrin, kamal),
                        basis: "FLA 1996 s.42"
                    ),
                    Restriction(
                        id: "R0",
                        kind: .barred(kamal),
                        basis: "lapsed",
                        until: at(15, 59)
                    ),
                ]
            ),
            plan: ContactPlan(
                version: PlanVersion(plan: "kites", number: 3),
                kind: .supervisedFamilyTime,
                purpose: purpose,
                goals: ["They make something together."],
                whyRemote: "Nasrin lives far away.",
                participants: [
                    PlannedParticipant(person: nasrin, role: .family, mustAgree: true),
                    PlannedParticipant(person: farida, role: .interpreter),
                    PlannedParticipant(person: marcus, role: .supervisor),
                    PlannedParticipant(
                        person: amina,
                        role: .child,
                        companion: denise,
                        mustAgree: true
                    ),
                ],
                supervisors: [marcus, dawn],
                onCall: dawn,
                requiresInterpreter: true,
                requiresRelay: false,
                maxPeople: 6,
                groundRules: [],
                title: "Kites"
            ),
            agreements: [
                Agreement(person: nasrin, language: .bengali, status: .given),
                Agreement(person: amina, language: .english, status: .given),
            ],
            help: HelpContact(name: "Priya", telephone: "01632 960101")
        )
    }

    /// Numbered from 1, in the order given.
    static func log(_ events: [(Timestamp, SessionEvent)]) -> [LoggedEntry] {
        events.enumerated().map { index, event in
            LoggedEntry(sequence: UInt64(index + 1), at: event.0, entry: .event(event.1))
        }
    }

    /// Everybody in and the checks done, by 16:00.
    static let beginning: [(Timestamp, SessionEvent)] = [
        (at(15, 0), .scheduled),  // 1
        (at(15, 46), .arrived(supervisor)),
        (at(15, 47), .admitted(supervisor, by: supervisor)),
        (at(15, 48), .checkDone(.restrictionsRead, by: supervisor)),
        (at(15, 50), .arrived(mother)),  // 5
        (at(15, 52), .arrived(interpreter)),
        (at(15, 53), .admitted(interpreter, by: supervisor)),
        (at(15, 54), .identityConfirmed(mother, by: supervisor)),
        (at(15, 55), .admitted(mother, by: supervisor)),
        (at(15, 56), .checkDone(.backgroundSeen, by: supervisor)),  // 10
        (at(15, 56), .checkDone(.alone, by: supervisor)),
        (at(15, 57), .arrived(child)),
        (at(15, 58), .checkDone(.sober, by: supervisor)),
        (at(15, 59), .checkDone(.groundRules, by: supervisor)),
        (at(16, 0), .admitted(child, by: supervisor)),  // 15
        (at(16, 1), .wentLive(by: supervisor)),
        (at(16, 1, 2), .attested(by: supervisor)),
    ]

    /// The whole standard session: the supervisor is lost from 16:10 to 16:12.
    static let session: [(Timestamp, SessionEvent)] =
        beginning + [
            (at(16, 5), .noted("Nasrin showed the blue kite.", .note, by: supervisor)),  // 18
            (at(16, 10), .connectionLost(supervisor)),
            (at(16, 10), .held(.supervisorLost, by: nil)),  // 20
            (at(16, 10, 15), .colleaguePaged("Please take over.")),
            (at(16, 11), .connectionRestored(supervisor)),
            (at(16, 12), .resumed(by: supervisor)),
            (at(16, 20), .noted("Nasrin asked which school it is.", .concern, by: supervisor)),
            (at(16, 30), .ended(.planned, by: supervisor)),  // 25
        ]

    static func record(
        _ events: [(Timestamp, SessionEvent)] = session,
        draft: [RecordField: String] = [:],
        purpose: String = "Amina and her mum keep their bond.",
        at moment: Timestamp = at(17, 30),
        head: ContactRecord.LogHead? = nil
    ) -> ContactRecord {
        ContactRecord(
            entries: log(events),
            plan: plan,
            caseload: caseload(purpose: purpose),
            draft: draft,
            author: supervisor,
            at: moment,
            head: head
        )
    }

    static let head = ContactRecord.LogHead(
        size: 25,
        root: "q7Zx9mWv0bq0hXyYw1Q2c3R4t5U6v7W8x9Y0z1A2B3c="
    )

    /// A record that can be signed.
    static let draft: [RecordField: String] = [
        .childBefore: "Amina was cheerful and had her kite ready, Denise told me.",
        .adultPresentation: "Nasrin was calm and alone in her room.",
        .greeting: "Amina shouted “Ma!” first. Nasrin laughed and waved with both hands.",
        .affection: "Both blew kisses. Nasrin began; Amina did it twice by herself.",
        .themes: "Home, food, the kite.",
        .response: "When Amina could not reach the glue, Nasrin waited and asked Denise to help.",
        .strengths: "They finished the kite together. Nasrin let Amina lead.",
        .recordingSeen: "none",
        .disclosure: "none",
        .significantHarm: "None.",
        .ending: "I gave five minutes’ notice. They sang the goodbye song. Amina left first.",
        .childAfter: "Amina was quiet for a minute, then wanted tea, Denise told me.",
        .childsWords: "“Next time we fly it.”",
        .reflection: "The pause unsettled me more than it did them.",
        .actions: "Marcus tells Priya about the school question today.",
    ]
}
