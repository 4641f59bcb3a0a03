import CaseRecords
import Casework
import Cedar
import Cryptography
import Foundation
import JSON
import Journal
import Safeguards
import Sessions
import Testing

@testable import Broker

@Suite struct `Past sessions, asked again` {
    /// Marcus and Nasrin are in, Amina knocks, and is let in too soon; then she comes, and all is live.
    private func session() throws -> PastSession {
        let plan = try #require(DemoSetup.plan(StoredSessions(), random: .system))
        var stored = try #require(
            plan.sessions.first { $0.stored.plan.version.plan == Kites.planName }?.stored
        )
        let seats = stored.plan.seats
        func seat(_ person: PersonID) throws -> SeatID {
            try #require(seats.first { $0.value.person == person }?.key)
        }
        let (marcus, nasrin) = (try seat(Kites.marcus), try seat(Kites.nasrin))
        let (farida, amina) = (try seat(Kites.farida), try seat(Kites.amina))
        let entries: [(Int, LogEntry)] = [
            (-600, .event(.arrived(marcus))), (-590, .event(.admitted(marcus, by: marcus))),
            (-300, .event(.arrived(amina))),
            (
                -240,
                .decision(
                    DecisionEntry(
                        isAllowed: false,
                        action: "admit",
                        subject: amina,
                        by: marcus,
                        policies: ["child-admitted-last"],
                        sentences: [],
                        errors: [],
                        present: [marcus],
                        sightAge: 500
                    )
                )
            ),
            (-200, .event(.arrived(farida))), (-190, .event(.admitted(farida, by: marcus))),
            (-180, .event(.agreementGiven(nasrin, .bengali))),
            (-170, .event(.arrived(nasrin))), (-160, .event(.admitted(nasrin, by: marcus))),
            (-60, .event(.admitted(amina, by: marcus))), (0, .event(.wentLive(by: marcus))),
            (600, .event(.noted("They laughed.", .note, by: marcus))),
            (1500, .event(.ended(.planned, by: marcus))),
        ]
        for (number, entry) in entries.enumerated() {
            stored.entries.append(
                LoggedEntry(
                    sequence: UInt64(number),
                    at: stored.plan.start.advanced(by: .seconds(entry.0)),
                    entry: entry.1
                )
            )
        }
        return PastSession(stored, caseload: Kites.caseload)
    }

    private func book(adding rule: String = "") throws -> PolicyBook {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")
        let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: source, to: copy)
        try rule.write(
            to: copy.appending(path: "30-local.cedar"),
            atomically: true,
            encoding: .utf8
        )
        return try PolicyFolder.book(at: copy.path)
    }

    @Test func `a decision is explained by its policies, their places, and facts with their age`()
        throws
    {
        let session = try session()
        guard case .decision(let decision) = session.entries[3].entry,
            let question = session.question(of: decision)
        else {
            Issue.record("the fourth entry is a decision")
            return
        }
        let explanation = Explanation(session, 3, question, try book())
        #expect(!explanation.verdict.isAllowed)
        #expect(explanation.verdict.policies.map(\.id).contains("child-admitted-last"))
        #expect(
            explanation.places["child-admitted-last"]?.hasPrefix("20-safeguards.cedar:") == true
        )
        let present = try #require(
            explanation.facts.first { $0.path.description == "context.room.present" }
        )
        // Marcus came in 590 s before the start; this was asked 240 s before it.
        #expect(present.words == "Marcus" && present.age == .seconds(350))
        let expected = try #require(
            explanation.facts.first { $0.path.description == "resource.expectedAdults" }
        )
        #expect(expected.words == "Farida, Nasrin" && expected.age == nil)
        #expect(explanation.text.contains("admit, Amina: allowed? No."))
        #expect(explanation.text.contains("The log says the same: refused."))
        #expect(explanation.json["facts"]?.array?.count == explanation.facts.count)
    }

    @Test func `whether a session may be held as it is planned is explained of nobody in it`()
        throws
    {
        let session = try session()
        let question = PolicyQuestion(.schedule)
        let explanation = Explanation(session, session.entries.count, question, try book())
        #expect(explanation.verdict.policies.map(\.id) == ["allow-schedule"])
        #expect(explanation.text.contains("May the session be held as it is planned? Yes."))
        let never = """
            @id("never") @reason("Nothing is planned.") @onViolation("refuse")
            forbid (principal, action == Action::"schedule", resource);
            """
        let refused = Explanation(
            session,
            session.entries.count,
            question,
            try book(adding: never)
        )
        #expect(refused.text.contains("May the session be held as it is planned? No."))
    }

    @Test func `a set that changes nothing would have changed nothing`() throws {
        let backtest = Backtest([try session()], current: try book(), changed: try book())
        #expect(backtest.differences.isEmpty && backtest.notRepeated == 0)
        #expect(backtest.asked > 50, "every half minute of an open session")
    }

    @Test func `a stricter set is told by when it would have held, once`() throws {
        let rule = """
            @id("local-short") @reason("Ten minutes are enough.") @onViolation("hold")
            forbid (principal, action == Action::"continueSession", resource)
            when { context.clock.now.durationSince(resource.start) > duration("10m") };
            """
        let session = try session()
        let backtest = Backtest([session], current: try book(), changed: try book(adding: rule))
        #expect(backtest.differences.map(\.kind) == [.held])
        let difference = try #require(backtest.differences.first)
        #expect(difference.verdict.policies.map(\.id) == ["local-short"])
        let late = difference.at.timeSince(session.plan.start)
        #expect(late > .seconds(600) && late <= .seconds(630))
        #expect(
            backtest.text(since: CivilDate(year: 2026, month: 10, day: 1))
                .contains("would have been held: The session")
        )
    }
}
