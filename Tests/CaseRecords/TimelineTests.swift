import CaseRecords
import Casework
import JSON
import Sessions
import Testing

@Suite struct `The lead's timeline` {
    private let timeline = Timeline(
        Kites.log(Kites.session),
        plan: Kites.plan,
        caseload: Kites.caseload()
    )

    @Test func `has a lane for each seat, with where they were`() throws {
        #expect(timeline.lanes.map(\.name) == ["Amina", "Dawn", "Farida", "Marcus", "Nasrin"])
        let marcus = try #require(timeline.lanes.first { $0.name == "Marcus" })
        #expect(marcus.role == .supervisor)
        #expect(
            marcus.spans.map { "\($0.what) \(clock($0.from)) to \(clock($0.to))" } == [
                "waiting 15:46 to 15:47", "room 15:47 to 16:10", "gone 16:10 to 16:11",
                "room 16:11 to 16:30",
            ]
        )
        #expect(timeline.lanes.first { $0.name == "Dawn" }?.spans == [])
    }

    @Test func `goes from the first arrival to the end, with its pauses`() {
        #expect(timeline.from == Kites.at(15, 46))
        #expect(timeline.to == Kites.end)
        #expect(timeline.holds.map(\.from) == [Kites.at(16, 10)])
        #expect(timeline.holds.map(\.to) == [Kites.at(16, 12)])
    }

    @Test func `keeps its width when the record is signed a day later`() {
        let events =
            Kites.session + [
                (Kites.at(40, 0), .recordSigned(hash: "9f2c", by: Kites.supervisor))
            ]
        let later = Timeline(Kites.log(events), plan: Kites.plan, caseload: Kites.caseload())
        #expect(later.to == Kites.end)
        #expect(later.entries.last?.sentence == "Marcus signed the record.")
    }

    @Test func `goes on to the last entry while the session does`() throws {
        let going = Timeline(
            Kites.log(Kites.beginning),
            plan: Kites.plan,
            caseload: Kites.caseload()
        )
        #expect(going.to == Kites.end)
        let child = try #require(going.lanes.first { $0.name == "Amina" })
        #expect(child.spans.last?.to == Kites.at(16, 1, 2))
    }

    @Test(
        arguments: [
            (20, "held", "Paused: Marcus lost the connection.", nil),
            (15, "admitted", "Marcus let Amina in.", "Amina"),
            (3, "admitted", "Marcus came into the room.", "Marcus"),
            (18, "note", "Marcus noted: Nasrin showed the blue kite.", "Marcus"),
            (24, "concern", "Marcus noted a concern: Nasrin asked which school it is.", "Marcus"),
            (25, "ended", "Marcus ended the session: they had finished.", "Marcus"),
        ] as [(Int, String, String, String?)]
    )
    func `says each entry in a sentence`(
        sequence: Int,
        type: String,
        sentence: String,
        lane: String?
    ) throws {
        let entry = try #require(timeline.entries.first { $0.sequence == sequence })
        #expect(entry.type == type)
        #expect(entry.sentence == sentence)
        #expect(entry.lane == lane)
    }

    @Test func `has a sentence of every kind of event`() {
        let seat = Kites.mother
        var events: [SessionEvent] = [
            .scheduled, .linkIssued(seat, hash: "9f"), .seatTaken(seat, credential: "9f"),
            .agreementGiven(seat, .bengali), .agreementRefused(seat, .bengali),
            .agreementWithdrawn(seat), .arrived(seat), .connectionLost(seat),
            .connectionRestored(seat), .attested(by: seat), .supervisionTaken(by: seat),
            .colleaguePaged("Please."), .mediaFact("Gone."), .grantVoided("resume", by: seat),
            .incident("Words.", nil), .serviceGap(milliseconds: 61_000),
            .recordSigned(hash: "9f", by: seat), .supervisionOffered(to: seat, by: seat),
            .supervisionAccepted(by: seat), .tiesDeclared(seat, true), .tiesDeclared(seat, false),
            .privateWord("A word.", to: seat, by: seat), .privateWordRead(1, by: seat),
            .debriefOpened(by: seat), .debriefWord("It went well.", by: seat),
            .breakTalkBegan(child: seat, with: seat, by: seat), .debriefJoined(seat),
            .debriefLeft(seat), .talkEnded(.everybodyLeft, by: nil),
        ]
        events += Rung.allCases.flatMap { rung in
            InterventionReason.allCases.map { .intervened(rung, $0, isChildTold: true, by: seat) }
        }
        events += HoldReason.allCases.flatMap { reason -> [SessionEvent] in
            [.held(reason, by: nil), .held(reason, by: seat)]
        }
        events += EndReason.allCases.map { .ended($0, by: nil) }
        events += RemovalReason.allCases.map { .removed(seat, $0, by: nil) }
        events += Check.allCases.map { .checkDone($0, by: seat) }
        events += DeviceFact.allCases.map { .deviceChanged(seat, $0) }
        let told = Timeline(
            Kites.log(events.map { (Kites.start, $0) }),
            plan: Kites.plan,
            caseload: Kites.caseload()
        )
        for entry in told.entries {
            #expect(entry.sentence.hasSuffix("."), "\(entry.sentence)")
            #expect(!entry.sentence.contains("s-"), "\(entry.sentence)")
            #expect(!entry.sentence.contains("Sultana"), "\(entry.sentence)")
            #expect(!entry.sentence.contains("9f"), "\(entry.sentence)")
        }
    }

    @Test func `tells of a link that was opened elsewhere`() {
        let text = "It was opened on a browser of somebody who may not be here; it was refused."
        #expect(
            sentence(.event(.incident(text, Kites.mother))).sentence
                == "Nasrin’s link: \(text)"
        )
    }

    @Test func `has policies and their sentences with each decision`() {
        let reason = "You have not yet confirmed who this person is. Look at them first."
        let entry = sentence(
            .decision(
                DecisionEntry(
                    isAllowed: false,
                    action: "admit",
                    subject: Kites.mother,
                    by: Kites.supervisor,
                    policies: ["identity-confirmed", "no-sentence"],
                    sentences: [reason],
                    errors: [],
                    present: [],
                    sightAge: nil
                )
            )
        )
        #expect(entry.type == "refused")
        #expect(entry.sentence == "Not allowed: Marcus lets Nasrin in. \(reason)")
        #expect(entry.lane == "Nasrin")
        #expect(entry.policies.map(\.id) == ["identity-confirmed", "no-sentence"])
        #expect(entry.policies.map(\.reason) == [reason, ""])
        #expect(entry.time == "16:00:00.007")
    }

    @Test func `after the end nobody loses a connection: they leave`() {
        let events =
            Kites.session + [
                (Kites.at(16, 5), .connectionLost(Kites.mother)),
                (Kites.at(16, 31), .ended(.planned, by: Kites.supervisor)),
                (Kites.at(16, 32), .connectionLost(Kites.mother)),
            ]
        let told = Timeline(Kites.log(events), plan: Kites.plan, caseload: Kites.caseload())
        #expect(told.entries.last?.sentence == "Nasrin left: the session had ended.")
        let before = Timeline(
            Kites.log(Kites.beginning + [(Kites.at(16, 5), .connectionLost(Kites.mother))]),
            plan: Kites.plan,
            caseload: Kites.caseload()
        )
        #expect(before.entries.last?.sentence == "Nasrin lost the connection.")
    }

    @Test func `says a refusal of the browser that asked, not of the one whose link it is`() {
        let entry = sentence(
            .decision(
                DecisionEntry(
                    isAllowed: false,
                    action: "agree",
                    subject: Kites.mother,
                    by: Kites.mother,
                    policies: ["device-used-by-barred"],
                    sentences: ["This device also holds another seat."],
                    errors: [],
                    present: [],
                    sightAge: nil,
                    outsiders: [Kites.kamal]
                )
            )
        )
        #expect(
            entry.sentence
                == "Not allowed: Kamal’s browser uses Nasrin’s link. This device also holds another seat."
        )
    }

    @Test func `keeps lanes of people with one name apart`() throws {
        let twin = try #require(SeatID("s-twin0"))
        var seats = Kites.plan.seats
        seats[twin] = .init(
            person: Kites.nasrin,
            role: .family,
            companion: nil,
            mustAgree: true
        )
        let plan = SessionPlan(
            session: Kites.plan.session,
            version: Kites.plan.version,
            kind: Kites.plan.kind,
            start: Kites.start,
            end: Kites.end,
            zone: Kites.zone,
            seats: seats,
            requiresInterpreter: true,
            maxPeople: 6
        )
        let lanes = Timeline([], plan: plan, caseload: Kites.caseload()).lanes
        #expect(Set(lanes.map(\.name)).count == 6)
    }

    private func clock(_ moment: Timestamp) -> String { Kites.zone.clock(moment) }

    private func sentence(_ entry: LogEntry) -> Timeline.Entry {
        let at = Kites.start.advanced(by: .milliseconds(7))
        let timeline = Timeline(
            [LoggedEntry(sequence: 1, at: at, entry: entry)],
            plan: Kites.plan,
            caseload: Kites.caseload()
        )
        return timeline.entries[0]
    }
}
