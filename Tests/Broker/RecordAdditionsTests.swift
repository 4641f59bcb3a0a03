import Broker
import CaseRecords
import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import TestSupport
import Testing

/// After signing, over the wire: what is added, by whom, and a manager's check.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `Additions to a signed record` {
    @Test func `leave the record as it is, and stand beside it everywhere`() async throws {
        let house = try await House.open(at: House.start)
        let marcus = try await house.writeRecord()
        let mine = JSONValue.string(marcus.seat)
        let early: JSONValue = [
            "seat": mine, "reason": "r", "text": "t", "after": "0",
        ]
        #expect(try await marcus.post("/api/record/addendum", early).status == 409)
        #expect(try await marcus.post("/api/record/sign", ["seat": mine]).status == 200)
        let path = house.folder + "/records/kites-mother-1.json"
        let before = try #require(house.recordFile(path))

        let joanna = try house.visitor("Joanna")
        #expect(try await joanna.joinStatus() == 200)
        let lead = try joannasSeat(house)
        let seen = try await joanna.get("/api/additions?seat=\(lead)")
        #expect(seen.json["addsAs"] == "Joanna Sable, safeguarding lead", "\(seen.json)")
        #expect(seen.json["checksAs"] == "Joanna Sable, safeguarding lead")
        let last = try #require(seen.json["last"])
        #expect(last == before["hash"])
        let own = try await marcus.get("/api/additions?seat=\(marcus.seat)")
        #expect(own.json["addsAs"] == "Marcus Bell, contact supervisor")
        #expect(own.json["checksAs"] == nil)
        // Four eyes: who wrote it does not check it.
        let self_: JSONValue = ["seat": mine, "verdict": "agrees", "after": last]
        #expect(try await marcus.post("/api/record/check", self_).status >= 400)

        let asks: JSONValue = [
            "seat": .string(lead), "verdict": "asksForAddendum", "reason": "How did it end?",
            "after": last,
        ]
        let asked = try await joanna.post("/api/record/check", asks)
        #expect(asked.status == 200, "\(asked.json)")
        #expect(asked.json["checks"]?.array?.first?["isOpen"] == true)
        let words: JSONValue = [
            "seat": mine, "reason": "Joanna asked.", "text": "Amina waved at the end.",
            "after": last,
        ]
        let added = try await marcus.post("/api/record/addendum", words)
        #expect(added.status == 200, "\(added.json)")
        // The same again, from a page that was not read again: a second addendum would not know of the first.
        #expect(try await marcus.post("/api/record/addendum", words).status == 409)

        let after = try #require(house.recordFile(path))
        #expect(after["record"] == before["record"] && after["hash"] == before["hash"])
        let addendum = try #require(after["addenda"]?.array?.first)
        let text = JSONWriter.bytes(try #require(addendum["addendum"]), sorted: true)
        #expect(addendum["hash"]?.string == SHA256.hash(text).description)
        #expect(addendum["addendum"]?["previous"] == before["hash"])
        #expect(after["checks"]?.array?.first?["verdict"] == "asksForAddendum")
        let page = try String(
            contentsOfFile: path.replacing(".json", with: ".html"),
            encoding: .utf8
        )
        #expect(page.contains("Amina waved at the end.") && page.contains("How did it end?"))
        let bundle = try await marcus.get("/records/fhir?seat=\(marcus.seat)")
        let appended = bundle.json["entry"]?.array?.compactMap { $0["resource"] }
            .first { $0["relatesTo"] != nil }
        #expect(appended?["relatesTo"]?.array?.first?["code"] == "appends")

        // The lead agrees; then she adds herself, and may not check her own words.
        let newest = try #require(added.json["last"])
        let agrees: JSONValue = ["seat": .string(lead), "verdict": "agrees", "after": newest]
        let agreed = try await joanna.post("/api/record/check", agrees)
        #expect(agreed.status == 200, "\(agreed.json)")
        let hers: JSONValue = [
            "seat": .string(lead), "reason": "From the school.",
            "text": "She was glad on Wednesday.",
            "after": newest,
        ]
        let second = try await joanna.post("/api/record/addendum", hers)
        #expect(second.status == 200, "\(second.json)")
        #expect(second.json["checksAs"] == nil && second.json["whyNoCheck"] != nil)
        let again: JSONValue = [
            "seat": .string(lead), "verdict": "agrees", "after": try #require(second.json["last"]),
        ]
        #expect(try await joanna.post("/api/record/check", again).status == 403)
        try house.service.stop()
        let reopened = try await House.open(at: House.start, in: house.folder)
        let notices = try reopened.noticesDue()
        #expect(notices.count == 3 && Set(notices).count == 3, "\(notices)")
        try reopened.service.stop()
    }

    @Test func `takes no postcode into a note, nor into an addendum`() async throws {
        let house = try await House.open(at: House.start)
        let marcus = try await house.writeRecord()
        let mine = JSONValue.string(marcus.seat)
        for type in ["note", "concern"] {
            let said = try await marcus.ask([
                "type": .string(type), "text": "She said AB1 2CD, aloud.",
            ])
            #expect(said["type"] == "refused")
            #expect(said["message"]?.string?.contains("postcode") == true, "\(said)")
        }
        let fine: JSONValue = ["type": "note", "text": "She said where she lives, aloud."]
        #expect(try await marcus.ask(fine)["type"] == "done")
        #expect(try await marcus.post("/api/record/sign", ["seat": mine]).status == 200)
        let last = try await marcus.get("/api/additions?seat=\(marcus.seat)").json["last"] ?? .null
        let added: JSONValue = [
            "seat": mine, "reason": "r", "text": "It was ab12cd.", "after": last,
        ]
        #expect(try await marcus.post("/api/record/addendum", added).status == 403)
        try house.service.stop()
        #expect(!marcus.raw.contains("AB1 2CD"))
    }

    private func joannasSeat(_ house: House) throws -> String {
        let seats = house.session.initial.plan.seats
        return try #require(seats.first { $0.value.role == .lead }?.key.text)
    }
}

extension House {
    /// What the case system is to be told of the first session, as the log has it.
    func noticesDue() throws -> [String] {
        var stored = StoredSessions()
        let directory = folder
        _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        return stored.sessions.flatMap(\.deliveries).map(\.notice.id)
    }
}
