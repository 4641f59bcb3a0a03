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

/// Signed once, and the same for ever: whatever the service goes through between signature and file.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A signed record` {
    @Test func `that could not be filed is filed at the next start, as it was signed`()
        async throws
    {
        let first = try await House.open(at: House.start, writtenEarlier: .milliseconds(1_500))
        let marcus = try await first.writeRecord()
        // Nothing can be filed where there should be a folder.
        let records = first.folder + "/records"
        #expect(FileManager.default.createFile(atPath: records, contents: nil))
        let signed = try await marcus.post("/api/record/sign", ["seat": .string(marcus.seat)])
        #expect(signed.status == 503, "\(signed.json)")
        let again = try await marcus.post("/api/record/sign", ["seat": .string(marcus.seat)])
        #expect(again.json["error"]?["message"]?.string?.contains("Nothing is lost") == true)
        try first.service.stop()
        try FileManager.default.removeItem(atPath: records)

        let second = try await House.open(at: House.start, in: first.folder)
        let file = records + "/kites-mother-1.json"
        let filed = try await marcus.wait("the record's file") { second.recordFile(file) }
        #expect(filed["hash"]?.string == Self.hash(of: filed["record"]))
        try second.service.stop()
        let signature = try #require(
            try first.entries().first { logged in
                if case .event(.recordSigned) = logged.entry { true } else { false }
            }
        )
        guard case .event(.recordSigned(let hash, _)) = signature.entry else { return }
        #expect(filed["hash"]?.string == hash)
        #expect(filed["proof"]?["entry"] == .integer(Int64(signature.sequence)))
    }

    @Test func `is signed once, however often two devices ask for it at the same time`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let marcus = try await house.writeRecord()
        let seat = JSONValue.string(marcus.seat)
        async let one = marcus.post("/api/record/sign", ["seat": seat])
        async let other = marcus.post("/api/record/sign", ["seat": seat])
        let statuses = [try await one.status, try await other.status].sorted()
        #expect(statuses.first == 200 && [200, 409].contains(statuses.last ?? 0))
        let filed = try #require(house.recordFile(house.folder + "/records/kites-mother-1.json"))
        #expect(filed["hash"]?.string == Self.hash(of: filed["record"]))
        try house.service.stop()
        #expect(try house.count(ofType: 5) == 1)
        #expect(try house.count(ofType: 7) == 1)
    }

    @Test func `is never signed over what came in after it was read`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await house.writeUp()
        let marcus = try #require(people["Marcus"])
        let (seat, path) = (JSONValue.string(marcus.seat), "/api/record?seat=\(marcus.seat)")
        let read = try #require(try await marcus.get(path).json["facts"])
        let nasrin = try #require(people["Nasrin"])
        let words: JSONValue = ["seat": .string(nasrin.seat), "text": "She looked well."]
        #expect(try await nasrin.post("/api/afterword", words).status == 200)
        let refused = try await marcus.post("/api/record/sign", ["seat": seat, "facts": read])
        #expect(refused.status == 409)
        #expect(refused.json["error"]?["message"]?.string?.contains("Read it again") == true)
        let now = try #require(try await marcus.get(path).json["facts"])
        let signed = try await marcus.post("/api/record/sign", ["seat": seat, "facts": now])
        #expect(signed.status == 200, "\(signed.json)")
        try house.service.stop()
    }

    private static func hash(of record: JSONValue?) -> String? {
        record.map { SHA256.hash(JSONWriter.bytes($0, sorted: true)).description }
    }
}

extension House {
    /// A session held, ended and written up: all but the signature.
    func writeRecord() async throws -> Visitor { try #require(await writeUp()["Marcus"]) }

    /// The same; whoever was there.
    func writeUp() async throws -> [String: Visitor] {
        let people = try await gather()
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            let note: JSONValue = ["type": "note", "text": "Amina showed her kite."]
            #expect(try await marcus.ask(note)["type"] == "done")
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        let saved = try await marcus.fillRecord()
        #expect(saved["problems"]?.array == [])
        return people
    }

    /// What was filed; nil until it is there as a whole.
    func recordFile(_ path: String) -> JSONValue? {
        FileManager.default.contents(atPath: path).flatMap {
            try? JSONParser.parse(Array($0), limits: .file)
        }
    }

    /// How many entries of that type the log has, once the service has stopped.
    func count(ofType type: UInt16) throws -> Int {
        var count = 0
        let options = JournalOptions(now: { 0 }, random: .system)
        _ = try Journal.open(directory: folder, options: options) {
            if $0.type == type { count += 1 }
        }
        return count
    }
}

extension Visitor {
    /// Writes a word into every field that must have one; what the broker answers.
    func fillRecord() async throws -> JSONValue {
        let record = try await get("/api/record?seat=\(seat)")
        var fields = JSONObject()
        for section in record.json["sections"]?.array ?? [] {
            for field in section["fields"]?.array ?? [] where field["source"] == "human" {
                guard field["isRequired"] == true, field["value"] == "",
                    let key = field["key"]?.string
                else { continue }
                let isNone = ["concerns", "recordingSeen", "disclosure", "significantHarm"]
                    .contains(key)
                fields.insert(isNone ? "none" : "She was calm and smiled.", at: key)
            }
        }
        fields.insert("She laughed and showed her kite.", at: "strengths")
        return try await post("/api/record", ["seat": .string(seat), "fields": .object(fields)])
            .json
    }
}
