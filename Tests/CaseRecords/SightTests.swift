import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `The supervisor's sight and sound` {
    @Test func `counts from the page's first word until the last proof before a pause`() throws {
        let sight = try #require(
            Sight(
                [
                    entry(0, .wentLive(by: Kites.supervisor)),
                    entry(2, .attested(by: Kites.supervisor)),
                    refusal(66, sightAge: 4_000),
                    entry(66, .held(.supervisorNotSeeing, by: nil)),
                    entry(96, .resumed(by: Kites.supervisor)),
                    entry(97, .attested(by: Kites.supervisor)),
                    entry(157, .ended(.planned, by: Kites.supervisor)),
                    entry(200, .recordSigned(hash: "", by: Kites.supervisor)),
                ],
                plan: Kites.plan
            )
        )
        #expect(
            sight.spans.map(\.what) == [.notShown, .shown, .notShown, .paused, .notShown, .shown]
        )
        let lengths = sight.spans.map { $0.to.timeSince($0.from) }
        #expect(lengths == [2, 60, 4, 30, 1, 60].map { Duration.seconds($0) })
        #expect(
            sight.sentence
                == "Sound and picture flowed for 2 minutes 7 seconds. The supervisor was shown to see and hear everybody for 2 minutes of it. Not shown: 16:00:00 to 16:00:02, 16:01:02 to 16:01:06, 16:01:36 to 16:01:37. Paused, with nothing to see or hear: 30 seconds."
        )
    }

    @Test func `is never taken for granted`() throws {
        let live = [
            entry(0, .wentLive(by: Kites.supervisor)),
            entry(9, .ended(.planned, by: Kites.supervisor)),
        ]
        let sight = try #require(Sight(live, plan: Kites.plan))
        #expect(sight.spans.map(\.what) == [.notShown])
    }

    @Test func `a pause for another reason takes nothing back`() throws {
        let sight = try #require(
            Sight(
                [
                    entry(0, .wentLive(by: Kites.supervisor)),
                    entry(1, .attested(by: Kites.supervisor)),
                    refusal(30, sightAge: 800),
                    entry(30, .held(.policy, by: nil)),
                    entry(40, .ended(.other, by: Kites.supervisor)),
                ],
                plan: Kites.plan
            )
        )
        #expect(sight.spans.map(\.what) == [.notShown, .shown, .paused])
    }

    @Test func `says nothing of a session that never began`() {
        #expect(Sight([entry(0, .ended(.other, by: Kites.supervisor))], plan: Kites.plan) == nil)
    }
}

private func entry(_ seconds: Int64, _ event: SessionEvent) -> LoggedEntry {
    LoggedEntry(
        sequence: UInt64(seconds),
        at: Kites.start.advanced(by: .seconds(seconds)),
        entry: .event(event)
    )
}

/// A rule stops the session, so long after the last proof.
private func refusal(_ seconds: Int64, sightAge: Int64) -> LoggedEntry {
    LoggedEntry(
        sequence: UInt64(seconds),
        at: Kites.start.advanced(by: .seconds(seconds)),
        entry: .decision(
            DecisionEntry(
                isAllowed: false,
                action: "continueSession",
                subject: nil,
                by: nil,
                policies: ["supervisor-must-see-and-hear"],
                sentences: [],
                errors: [],
                present: [],
                sightAge: sightAge
            )
        )
    )
}
