import Broker
import Casework
import Cryptography
import Journal
import Sessions
import Testing

@Suite struct `The demo's calendar` {
    @Test func `begins five minutes before the first session, and has the father's apart`() throws {
        let outcome = try #require(DemoSetup.plan(StoredSessions(), random: .system))
        #expect(outcome.clockStart == House.start.advanced(by: .seconds(-300)))
        #expect(outcome.sessions.count == 5)
        #expect(outcome.drafts.count == 5)
        let (mother, father) = (outcome.sessions[0].stored.plan, outcome.sessions[1].stored.plan)
        #expect(mother.start == House.start)
        // Non-molestation order: half an hour at least between them (domain.md section 10).
        #expect(father.start.timeSince(mother.end) > .seconds(30 * 60))
        let people = Set(father.seats.values.map(\.person))
        #expect(people.isDisjoint(with: mother.seats.values.map(\.person)))
    }

    @Test func `never gives an erased session's name again`() async throws {
        let (log, _) = try await LogScratch.filled()
        for session in [LogScratch.mother, "lantern-respite-1"] {
            let code = log.run(
                "erase",
                "--session",
                session,
                "--by",
                "A",
                "--reason",
                "B",
                "--yes"
            )
            #expect(code == 0)
        }
        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: log.path) { stored.take($0) }
        #expect(stored.erasedCount == 2)
        let outcome = try #require(DemoSetup.plan(stored, random: .system))
        let names = outcome.sessions.map(\.stored.plan.session.text)
        #expect(Set(names).count == names.count)
        #expect(!names.contains(LogScratch.mother) && !names.contains("lantern-respite-1"))
        #expect(names.contains("kites-mother-3"))
    }

    @Test func `begins everybody's next session, the carers' and the signers' too`() throws {
        let first = try #require(DemoSetup.plan(StoredSessions(), random: .system))
        let plans = first.sessions.map(\.stored.plan)
        let again = try #require(DemoSetup.again(after: plans, erased: 0, random: .system))
        let next = again.sessions.map(\.stored.plan)
        #expect(
            next.map(\.session.text) == [
                "kites-mother-2", "lantern-supervision-2", "lantern-respite-2", "signals-mother-2",
            ]
        )
        #expect(next.allSatisfy { $0.start > plans[0].end && again.clockStart < $0.end })
        #expect(again.drafts.count == next.count)
    }

    @Test func `goes on from month to month, past holidays`() throws {
        let zone = try #require(CivilZone("Europe/London"))
        let days = [4, 5, 18, 19, 20].map { Kites.slot($0).map { zone.day($0.start) } }
        #expect(
            days == [
                "Tuesday 3 November 2026", "Friday 6 November 2026", "Tuesday 22 December 2026",
                "Tuesday 29 December 2026", "Tuesday 5 January 2027",
            ]
        )
    }

    @Test func `keeps local time when the clocks go back`() throws {
        let zone = try #require(CivilZone("Europe/London"))
        let third = try #require(Kites.slot(2))
        #expect(zone.day(third.start) == "Tuesday 27 October 2026")
        #expect(zone.clock(third.start) == "16:00")
        #expect(third.start.timeSince(House.start) == .seconds(7 * 86_400 + 3_600))
    }
}
