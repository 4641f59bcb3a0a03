import CaseRecords
import Casework
import JSON
import Journal
import Sessions
import TestSupport
import Testing

@testable import Broker

@Suite struct `A draft that two write` {
    private let one = SeatID("s-marcus")
    private let other = SeatID("s-dawn0")
    private let now = House.start

    @Test func `takes what was written against its newest state, and sets the rest aside`() throws {
        let (one, other) = (try #require(one), try #require(other))
        var draft = SharedDraft()
        draft.take(draft.save([("strengths", "a")], base: [:], by: one), at: now)
        let late = draft.save([("strengths", "b"), ("themes", "c")], base: [:], by: other)
        draft.take(late, at: now)
        #expect(draft.texts == ["strengths": "a", "themes": "c"])
        #expect(draft.asides.map(\.text) == ["b"] && draft.asides.map(\.by) == [other])
        // Newer words of the same writer take the place of what they had set aside.
        draft.take(draft.save([("strengths", "bb")], base: [:], by: other), at: now)
        #expect(draft.asides.map(\.text) == ["bb"])
        // Chosen: theirs, with the version that they were told.
        let choice = draft.save([("strengths", "bb")], base: ["strengths": 1], by: other)
        draft.take(choice, at: now)
        #expect(draft.texts["strengths"] == "bb" && draft.asides.isEmpty)
        #expect(draft.fields["strengths"]?.version == 2)
    }

    @Test func `lets go of words that were set aside only when their writer says so`() throws {
        let (one, other) = (try #require(one), try #require(other))
        var draft = SharedDraft()
        draft.take(draft.save([("strengths", "a")], base: [:], by: one), at: now)
        draft.take(draft.save([("strengths", "b")], base: [:], by: other), at: now)
        draft.take(draft.save([("strengths", "aa")], base: ["strengths": 1], by: one), at: now)
        #expect(draft.asides.map(\.text) == ["b"])
        draft.take(draft.save([("strengths", "aa")], base: ["strengths": 2], by: other), at: now)
        #expect(draft.asides.isEmpty && draft.texts["strengths"] == "aa")
    }

    @Test func `reads itself out of the log`() throws {
        let one = try #require(one)
        var draft = SharedDraft()
        draft.take(draft.save([("a", "1")], base: [:], by: one), at: now)
        let save = draft.save([("a", "2"), ("b", "3 🪁")], base: [:], by: one)
        #expect(!save.asides.isEmpty && !save.fields.isEmpty)
        #expect(SharedDraft.Save(json: save.json) == save)
    }
}

/// Two devices over real TLS.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `Two people at one record` {
    @Test func `lose nothing: the second is told who changed what and when, and chooses`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let marcus = try await house.writeRecord()
        let seat = JSONValue.string(marcus.seat)
        let version = try await marcus.version(of: "strengths")
        #expect(version == 1)
        func save(_ text: String, _ base: Int64) async throws -> JSONValue {
            let body: JSONValue = [
                "seat": seat, "fields": ["strengths": .string(text)],
                "base": ["strengths": .integer(base)],
            ]
            return try await marcus.post("/api/record", body).json
        }
        let first = try await save("He wrote this on the laptop.", 1)
        #expect(first["conflicts"] == nil)
        let second = try await save("He wrote this on the phone.", 1)
        let conflict = try #require(second["conflicts"]?.array?.first)
        #expect(conflict["theirs"] == "He wrote this on the laptop.")
        #expect(conflict["yours"] == "He wrote this on the phone.")
        let sentence = try #require(conflict["sentence"]?.string)
        #expect(sentence.hasPrefix("You changed “") && sentence.contains(" at 16:"), "\(sentence)")
        // Nobody signs while words wait for a choice.
        let early = try await marcus.post("/api/record/sign", ["seat": seat])
        #expect(early.json["error"]?["code"] == "recordIncomplete")
        try house.service.stop()

        // A dead laptop loses none of it.
        let again = try await House.open(at: House.start, in: house.folder)
        let stored = try again.storedSession(house.session.id)
        #expect(stored?.draft.texts["strengths"] == "He wrote this on the laptop.")
        #expect(stored?.draft.asides.map(\.text) == ["He wrote this on the phone."])
        try again.service.stop()
    }

    @Test func `the choice ends it, and the record can be signed`() async throws {
        let house = try await House.open(at: House.start)
        let marcus = try await house.writeRecord()
        let seat = JSONValue.string(marcus.seat)
        for (text, base) in [("One.", 1), ("Other.", 1), ("One.\nOther.", 2)] as [(String, Int64)] {
            let body: JSONValue = [
                "seat": seat, "fields": ["strengths": .string(text)],
                "base": ["strengths": .integer(base)],
            ]
            #expect(try await marcus.post("/api/record", body).status == 200)
        }
        #expect(try await marcus.version(of: "strengths") == 3)
        let signed = try await marcus.post("/api/record/sign", ["seat": seat])
        #expect(signed.status == 200, "\(signed.json)")
        let filed = house.recordFile(house.folder + "/records/kites-mother-1.json")
        let text = filed.map { JSONWriter.text($0) } ?? ""
        #expect(text.contains("One.\\nOther."))
        try house.service.stop()
    }
}

extension Visitor {
    fileprivate func version(of key: String) async throws -> Int64? {
        let record = try await get("/api/record?seat=\(seat)")
        return record.json["sections"]?.array?.flatMap { $0["fields"]?.array ?? [] }
            .first { $0["key"]?.string == key }?["version"]?.integer
    }
}

extension House {
    func storedSession(_ id: SessionID) throws -> StoredSession? {
        var stored = StoredSessions()
        let directory = folder
        _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        return stored.sessions.first { $0.plan.session == id }
    }
}
