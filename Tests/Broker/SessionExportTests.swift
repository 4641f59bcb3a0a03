import Casework
import Foundation
import JSON
import Journal
import Sessions
import TestSupport
import Testing

@testable import Broker

/// A session's dossier from the lead's page, over the wire.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A dossier from the lead's page` {
    @Test func `is given only by the rules, and is in the log before it leaves`() async throws {
        let house = try await House.open(at: House.start)
        let marcus = try await house.writeRecord()
        let mine = JSONValue.string(marcus.seat)
        #expect(try await marcus.post("/api/record/sign", ["seat": mine]).status == 200)
        let joanna = try house.visitor("Joanna")
        #expect(try await joanna.joinStatus() == 200)
        let seats = house.session.initial.plan.seats
        let lead = try #require(seats.first { $0.value.role == .lead }?.key.text)

        let asks: JSONValue = ["seat": .string(lead), "reason": "The court asked for it."]
        let early = try await joanna.post("/api/export", asks)
        #expect(early.status == 403)
        #expect(early.json["error"]?["message"]?.string?.contains("signed off") == true)
        let last = try await joanna.get("/api/additions?seat=\(lead)").json["last"] ?? .null
        let agrees: JSONValue = ["seat": .string(lead), "verdict": "agrees", "after": last]
        #expect(try await joanna.post("/api/record/check", agrees).status == 200)
        #expect(try await marcus.post("/api/export", ["seat": mine, "reason": "r"]).status == 403)
        let blank: JSONValue = ["seat": .string(lead), "reason": ""]
        let mustSay = try await joanna.post("/api/export", blank)
        #expect(mustSay.status == 403, "\(mustSay.json)")
        #expect(try exports(in: house).isEmpty)

        #expect(try await joanna.post("/api/export", asks).status == 200)
        let told = try exports(in: house)
        #expect(
            told.map(\.by) == ["Joanna Sable"] && told.map(\.reason) == ["The court asked for it."]
        )
        // The archive is text but for its zeros, so that nothing was lost on the way into a String.
        let archive = Array(try #require(joanna.rawTexts.last).utf8)
        let folder = try unpack(archive, in: house.folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["checkpoint", "dossier.json", "entries.json", "session.html"])
        let verification = try DossierVerification(in: folder, key: house.journal.verifierKey)
        #expect(verification.isPositive, "\(verification.lines)")
        try house.service.stop()
    }

    @Test func `stands beside numbers of the lead's sessions, as a page`() async throws {
        let house = try await House.open(at: House.start)
        let joanna = try house.visitor("Joanna")
        #expect(try await joanna.joinStatus() == 200)
        let seats = house.session.initial.plan.seats
        let lead = try #require(seats.first { $0.value.role == .lead }?.key.text)
        #expect(try await joanna.get("/api/statistics?seat=\(lead)").status == 200)
        #expect(joanna.rawTexts.last?.contains("Family time in numbers") == true)
        try house.service.stop()
    }

    private func exports(in house: House) throws -> [Export] {
        var found: [Export] = []
        _ = try StoredJournal.read(directory: house.folder) { entry in
            if let export = Export(entry) { found.append(export) }
        }
        return found
    }

    /// By the system's own program.
    private func unpack(_ archive: [UInt8], in folder: String) throws -> String {
        let (file, target) = (folder + "/session.tar", folder + "/unpacked")
        try Data(archive).write(to: URL(fileURLWithPath: file))
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
        process.arguments = ["-xf", file, "-C", target]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return target
    }
}
