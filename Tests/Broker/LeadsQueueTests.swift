import Broker
import CaseRecords
import Casework
import JSON
import Safeguards
import Sessions
import TestSupport
import Testing

/// The lead's queue over real TLS, from the journal's own bytes.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `The lead's queue over the wire` {
    @Test func `has a session with its reasons until somebody with a name has looked`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            let concern: JSONValue = [
                "type": "concern", "text": "Nasrin asked for the school.",
            ]
            #expect(try await marcus.ask(concern)["type"] == "done")
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        let seats = house.session.initial.plan.seats
        let seat = try #require(seats.first { $0.value.role == .lead }?.key.text)
        let joanna = try house.visitor("Joanna")
        #expect(try await joanna.joinStatus() == 200)

        let queue = try await joanna.get("/api/queue?seat=\(seat)")
        #expect(queue.status == 200, "\(queue.json)")
        #expect(queue.json["reader"] == "Joanna Sable")
        let row = try #require(queue.json["rows"]?.array?.first)
        #expect(row["seat"] == .string(seat))
        #expect(row["isOpen"] == true)
        let found = row["findings"]?.array?.compactMap { $0["rule"]?.string } ?? []
        #expect(found.contains("missedSession") && found.contains("concern"))

        let rules = try await joanna.get("/api/policies?seat=\(seat)")
        #expect(rules.status == 200)
        #expect(
            rules.json["policySet"]?.string == house.service.services.policies.book.fingerprint
        )
        #expect(rules.json["examples"]?["failed"]?.array == [])
        #expect(rules.json["offered"] == .null)
        #expect(try await marcus.get("/api/policies?seat=\(marcus.seat)").status == 403)

        let own = try await marcus.get("/api/queue?seat=\(marcus.seat)")
        #expect(own.status == 403)
        let his = try await marcus.post("/api/review", ["seat": .string(marcus.seat)])
        #expect(his.status == 403)

        let wrong: JSONValue = ["seat": .string(seat), "grade": "splendid"]
        #expect(try await joanna.post("/api/review", wrong).status == 400)
        let look: JSONValue = ["seat": .string(seat), "grade": "good", "words": "Kind."]
        let seen = try await joanna.post("/api/review", look)
        #expect(seen.status == 200, "\(seen.json)")
        let again = try await joanna.get("/api/queue?seat=\(seat)")
        let after = try #require(again.json["rows"]?.array?.first)
        #expect(after["isOpen"] == false)
        #expect(after["looks"]?.array?.first?["name"] == "Joanna Sable")
        #expect(after["looks"]?.array?.first?["grade"] == "Good")

        try house.service.stop()
        // Each reading is in the log, with its policies.
        let reads = try house.entries().filter { logged in
            guard case .decision(let decision) = logged.entry else { return false }
            return decision.action == "viewLog" && decision.isAllowed
                && decision.by?.text == seat || decision.subject?.text == seat
        }
        #expect(reads.count >= 3)
    }
}
