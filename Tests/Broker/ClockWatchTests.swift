import CaseRecords
import Casework
import JSON
import Journal
import Sessions
import TestSupport
import Testing

@testable import Broker

/// Clocks of the review in a running broker: what the log says that people were told.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `Clocks that run` {
    @Test func `are told once when they are set and once when they run out, after a restart too`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            let concern: JSONValue = ["type": "concern", "text": "She had a bruise."]
            #expect(try await marcus.ask(concern)["type"] == "done")
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        await house.looksAtClocks()
        await house.looksAtClocks()
        let set = try house.told()
        #expect(set.contains { $0.hasPrefix("concern-1-set") })
        #expect(set.contains { $0.hasPrefix("missedSession-1-set") })
        #expect(!set.contains { $0.contains("ranOut") })
        #expect(Set(set).count == set.count, "\(set)")
        let joanna = try house.visitor("Joanna")
        #expect(try await joanna.joinStatus() == 200)
        let lead = try #require(
            house.session.initial.plan.seats.first { $0.value.role == .lead }?.key.text
        )
        let row = try await joanna.get("/api/queue?seat=\(lead)").json["rows"]?.array?.first
        let words = row?["told"]?.array?.compactMap(\.string) ?? []
        #expect(
            words.contains(
                "A clock was set: the safeguarding lead is to act by the end of Tuesday 20 October 2026."
            ),
            "\(words)"
        )
        try house.service.stop()
        let first = house.session.id

        // Two days later, with a clock that was set back for a moment in between.
        let later = House.start.advanced(by: .seconds(2 * 86_400))
        let earlier = try await House.open(
            at: House.start.advanced(by: .seconds(-3600)),
            in: house.folder
        )
        await earlier.looksAtClocks()
        #expect(try earlier.told(of: first) == set)
        try earlier.service.stop()
        let again = try await House.open(at: later, in: house.folder)
        await again.looksAtClocks()
        await again.looksAtClocks()
        let all = try again.told(of: first)
        #expect(Array(all.prefix(set.count)) == set)
        let news = Set(all.dropFirst(set.count))
        #expect(news.contains("concern-1-ranOut") && news.contains("missedSession-1-ranOut"))
        #expect(Set(all).count == all.count, "\(all)")
        let notices = try again.noticesDue().filter { $0.hasPrefix("clock") }
        #expect(notices.count >= all.count && Set(notices).count == notices.count)
        try again.service.stop()
    }
}

extension House {
    /// What follows from the clock as it stands now is in the log when this returns.
    fileprivate func looksAtClocks() async {
        let watch = ClockWatch(service.services)
        await withCheckedContinuation { done in watch.lookOnce { done.resume() } }
    }

    /// The clocks of a session, else of the mother's first, that people were told of, in the log's order.
    fileprivate func told(of id: SessionID? = nil) throws -> [String] {
        let id = id ?? session.id
        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: folder) { stored.take($0) }
        return stored.sessions.first { $0.plan.session == id }?.clocks.map(\.name) ?? []
    }
}
