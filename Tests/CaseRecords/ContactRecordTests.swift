import CaseRecords
import Casework
import JSON
import Sessions
import Testing

@Suite struct `The contact record` {
    @Test(
        arguments: [
            (RecordField.outcome, "Held, with an interruption", [16, 25]),
            (.actualTimes, "Started 16:01, everybody together\nEnded 16:30", [16, 25]),
            (
                .minutes,
                """
                Together for 27 minutes
                Paused for 2 minutes
                Together without a supervisor for 0 minutes
                """,
                [16, 25, 20, 23]
            ),
            (
                .attendance,
                """
                Amina, with Denise (carer): arrived 15:57, let in 16:00, left 16:30 (the session had ended)
                Nasrin (mother): arrived 15:50, let in 15:55, left 16:30 (the session had ended)
                Farida (interpreter): arrived 15:52, let in 15:53, left 16:30 (the session had ended)
                Marcus (contact supervisor): arrived 15:46, let in 15:47, came back once, \
                left 16:30 (the session had ended)
                """,
                [12, 15, 25, 5, 9, 25, 6, 7, 25, 2, 3, 25]
            ),
            (.lateness, "Nasrin was on time\nFarida was on time\nMarcus was on time", [5, 6, 2]),
            (.supervisors, "Marcus Bell: 15:47 to 16:10, 16:11 to 16:30", [3]),
            (
                .interpreter, "Farida, Bengali\nThere for 27 minutes of 27 minutes together",
                [7]
            ),
            (
                .holds,
                "16:10 to 16:12 (2 minutes). Paused: Marcus lost the connection. Marcus let it go on.",
                [20, 23]
            ),
            (.interventions, "None.", []),
            (.childStop, "The child did not stop it.", []),
            (
                .technicalEvents,
                "16:10. Marcus lost the connection.\n16:11. Marcus was connected again.", [19, 22]
            ),
            (.channel, "By video with sound", [16]),
            (.ending, "16:30. Marcus ended the session: they had finished.", [25]),
            (.notified, "16:10. Dawn Pickering was called.", [21]),
            (
                .checks,
                """
                Restrictions read: 15:48, Marcus
                Background looked at: 15:56, Marcus
                Asked who else is in the adult’s room: 15:56, Marcus
                The adult seemed well enough to take part: 15:58, Marcus
                Ground rules said: 15:59, Marcus
                Confirmed to be Nasrin: 15:54, Marcus
                """,
                [4, 10, 11, 13, 14, 8]
            ),
            (.checkInBefore, "No check-in was taken.", []),
            (.checkInAfter, "No check-in was taken.", []),
            (
                .plannedTimes,
                "Tuesday 20 October 2026, 16:00 to 16:30\nEurope/London time; 15:00 to 15:30 UTC",
                []
            ),
            (.sessionType, "Supervised family time", []),
            (.supervisionLevel, "supervised", []),
            (
                .purpose, "Amina and her mum keep their bond.\nGoal: They make something together.",
                []
            ),
            (.childNames, "Amina, aged 7", []),
            (
                .participantsPlanned,
                """
                Nasrin (mother)
                Farida (interpreter)
                Marcus (contact supervisor)
                Amina, with Denise (carer)
                """,
                []
            ),
            (.onCall, "Dawn Pickering", []),
            (.restrictions, "R1, R2, as the case file numbers them", [16]),
            (.legalStatus, "Interim care order (Children Act 1989, section 38)", []),
            (.orders, "The order that this rests on runs until Monday 14 December 2026.", []),
            (.childReferences, "C1", []),
            (.planVersion, "kites.v3", [16]),
            (.sessionID, "kites-2026-10-20", []),
            (.recordID, "kites-2026-10-20/contact-record", []),
            (
                .author,
                """
                Marcus Bell, supervisor
                Signed Tuesday 20 October 2026, 17:30
                1 hour after the session
                """,
                []
            ),
            (.lateEntry, "No: written within 24 hours of the session.", []),
            (
                .retention,
                """
                12 May 2094, the 75th anniversary of the child’s birth (Care Planning, Placement and \
                Case Review (England) Regulations 2010, regulation 50)
                """,
                []
            ),
            (
                .signature, "The fingerprint of this record goes into the log when it is signed.",
                []
            ),
            (.logHead, "25 entries, root q7Zx9mWv0bq0hXyYw1Q2c3R4t5U6v7W8x9Y0z1A2B3c=", []),
            (.amendments, "None when this was written.", []),
            (.sharedWith, "Nobody when this was written.", []),
        ] as [(RecordField, String, [UInt64])]
    )
    func `knows from plan and log`(field: RecordField, text: String, entries: [UInt64]) {
        let fact = Kites.record(head: Kites.head).fact(field)
        #expect(fact?.text == text)
        #expect(fact?.entries == entries)
    }

    @Test func `fills every field that asks nobody, and no other`() {
        let record = Kites.record()
        for field in RecordField.allCases {
            #expect((record.fact(field) != nil) == (field.source != .human), "\(field)")
        }
    }

    @Test func `of an empty log says that nothing was held`() {
        let record = Kites.record([])
        #expect(record.outcome == .notHeld)
        #expect(record.fact(.actualTimes)?.text == "The session did not begin.")
        #expect(record.problems.first == "Say why the session was not held, and who called it off.")
        let lines = record.fact(.attendance)?.text.split(separator: "\n") ?? []
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.hasSuffix(": did not come") })
        #expect(record.fact(.supervisors)?.text == "Nobody came to supervise.")
        #expect(!record.applies(.greeting))
    }

    @Test(arguments: [
        (EndReason.planned, 30, Outcome.heldFull), (.planned, 29, .heldFull),
        (.planned, 20, .heldShort), (.other, 20, .heldShort), (.policy, 40, .heldFull),
        (.policy, 20, .heldShort), (.childStopped, 20, .stoppedByChild),
        (.childAsked, 20, .stoppedByChild), (.conduct, 20, .stoppedBySupervisor),
        (.technical, 20, .stoppedByTechnical), (.supervisorGone, 20, .stoppedByTechnical),
    ])
    func `computes the outcome`(reason: EndReason, minute: Int, outcome: Outcome) {
        let events = Kites.beginning + [(Kites.at(16, minute), .ended(reason, by: nil))]
        #expect(Kites.record(events).outcome == outcome)
    }

    @Test func `has no outcome while the session goes on`() {
        let record = Kites.record(Kites.beginning)
        #expect(record.outcome == nil)
        #expect(record.problems.first == "The session has not ended yet.")
    }

    @Test func `tells of a child's stop in its own field and nowhere else`() {
        let events = Kites.beginning + [(Kites.at(16, 9), .ended(.childStopped, by: Kites.child))]
        let record = Kites.record(events)
        #expect(record.fact(.childStop)?.text == "16:09. Amina pressed Stop.")
        #expect(record.fact(.ending)?.text == "16:09. The session ended.")
        let told = RecordField.allCases.filter {
            record.fact($0)?.text.contains("Stop") == true && $0 != .outcome
        }
        #expect(told == [.childStop])
    }

    @Test func `counts time without a supervisor if the log ever shows some`() {
        let events =
            Kites.beginning + [
                (Kites.at(16, 5), .connectionLost(Kites.supervisor)),
                (Kites.at(16, 5, 3), .held(.supervisorLost, by: nil)),
                (Kites.at(16, 6), .ended(.supervisorGone, by: nil)),
            ]
        #expect(Kites.record(events).history.unsupervised == .seconds(3))
        #expect(Kites.record().history.unsupervised == .zero)
    }

    @Test func `takes a clock that goes back for no time at all`() {
        let events =
            Kites.beginning + [
                (Kites.at(12, 0), .noted("What time is it?", .note, by: Kites.supervisor)),
                (Kites.at(16, 31), .ended(.planned, by: Kites.supervisor)),
            ]
        #expect(Kites.record(events).history.live == .seconds(30 * 60))
    }

    /// The service was away from 16:05 to 16:15, and held the session when it came back.
    @Test func `of a log with a gap counts the gap for nothing, and tells of it`() {
        let events: [(Double, SessionEvent)] =
            Term.beginning() + [
                (15, .serviceGap(milliseconds: 600_000)), (15, .held(.serviceRestarted, by: nil)),
                (17, .resumed(by: Kites.supervisor)), (30, Term.ended),
            ]
        let session = Term.session(0, events)
        let record = ContactRecord(
            entries: session.entries,
            plan: session.plan,
            caseload: session.caseload,
            draft: [:],
            author: Kites.supervisor,
            at: Term.at(0, 40)
        )
        #expect(record.history.live == .seconds(18 * 60))
        #expect(record.history.held == .seconds(2 * 60))
        #expect(record.history.unsupervised == .zero)
        #expect(record.fact(.technicalEvents)?.text.contains("10 minutes") == true)
        #expect(record.fact(.technicalEvents)?.entries.isEmpty == false)
    }

    @Test func `knows when it is late`() {
        #expect(!Kites.record(at: Kites.end.advanced(by: .seconds(86_400))).isLate)
        let late = Kites.record(at: Kites.end.advanced(by: .seconds(86_401)))
        #expect(late.isLate)
        #expect(late.html(hash: nil).contains("Written late:"))
    }

    @Test func `asks why somebody came more than 5 minutes late`() {
        var events = Kites.session
        events[4].0 = Kites.at(16, 6)
        let record = Kites.record(events, draft: Kites.draft)
        #expect(record.fact(.lateness)?.lines.first?.text == "Nasrin was 6 minutes late")
        #expect(record.problems == ["Say why somebody was late."])
    }

    @Test func `says who stepped in, and asks what the child was told`() {
        var events = Kites.session
        events[19].1 = .held(.conduct, by: Kites.supervisor)
        let record = Kites.record(events, draft: Kites.draft)
        #expect(
            record.fact(.interventions)?.text
                == "16:10. Marcus paused the session because of somebody’s conduct."
        )
        #expect(record.problems.count == 1)
    }

    @Test func `shows a takeover as a supervisor with a time`() {
        let events =
            Kites.beginning + [
                (Kites.at(16, 10), .connectionLost(Kites.supervisor)),
                (Kites.at(16, 10), .held(.supervisorLost, by: nil)),
                (Kites.at(16, 11), .arrived(Kites.colleague)),
                (Kites.at(16, 12), .supervisionTaken(by: Kites.colleague)),
                (Kites.at(16, 12), .admitted(Kites.colleague, by: Kites.colleague)),
                (Kites.at(16, 13), .resumed(by: Kites.colleague)),
                (Kites.at(16, 30), .ended(.planned, by: Kites.colleague)),
            ]
        #expect(
            Kites.record(events).fact(.supervisors)?.text == """
                Dawn Pickering: 16:12 to 16:30
                Marcus Bell: 15:47 to 16:10
                Dawn Pickering took over at 16:12
                """
        )
    }
}
