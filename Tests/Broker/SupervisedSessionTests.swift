import Broker
import Casework
import Foundation
import JSON
import Journal
import Sessions
import TestSupport
import Testing
import Transport

/// The whole path without pictures: scripted pages over real TLS and WebSockets.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A family time session over the wire` {
    @Test func `gathers, goes live, is held when the supervisor vanishes, resumes and ends`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        #expect(nasrin.snapshot?["media"]?["isOpen"] == false)
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            try await nasrin.wait(forPhase: "live")
            #expect(nasrin.snapshot?["media"]?["isOpen"] == true)
            marcus.vanish()
            try await nasrin.wait(forPhase: "held")
            #expect(nasrin.snapshot?["media"]?["isOpen"] == false)
            try await marcus.connect()
            try await marcus.wait(forPhase: "held")
            #expect(nasrin.phase == "held")
            try await marcus.resumeWhenReady()
            try await nasrin.wait(forPhase: "live")
            let note: JSONValue = ["type": "note", "text": "Amina showed her kite."]
            #expect(try await marcus.ask(note)["type"] == "done")
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        try await marcus.wait(forPhase: "ended")
        _ = try await nasrin.wait("the goodbye") { nasrin.hasEnded ? true : nil }
        let bye = try #require(nasrin.messages.last { $0["type"] == "bye" })
        #expect(bye["code"] == "sessionFinished")
        try house.service.stop()
    }

    @Test func `becomes a signed record, filed once, whose log verifies`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            let note: JSONValue = ["type": "note", "text": "Amina showed her kite."]
            #expect(try await marcus.ask(note)["type"] == "done")
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        let path = "/api/record?seat=\(marcus.seat)"
        let record = try await marcus.get(path)
        #expect(record.status == 200)
        let seat = JSONValue.string(marcus.seat)
        let early = try await marcus.post("/api/record/sign", ["seat": seat])
        #expect(early.json["error"]?["code"] == "recordIncomplete")
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
        let saved = try await marcus.post("/api/record", ["seat": seat, "fields": .object(fields)])
        #expect(saved.json["problems"]?.array == [])
        let signed = try await marcus.post("/api/record/sign", ["seat": seat])
        #expect(signed.status == 200, "\(signed.json)")
        let again = try await marcus.post("/api/record/sign", ["seat": seat])
        #expect(again.json == signed.json)
        let files = try FileManager.default.contentsOfDirectory(atPath: house.folder + "/records")
        #expect(
            files.sorted() == [
                "kites-mother-1.fhir.json", "kites-mother-1.html", "kites-mother-1.json",
            ]
        )
        let bundle = try await marcus.get("/records/fhir?seat=\(marcus.seat)")
        #expect(bundle.status == 200 && bundle.json["resourceType"] == "Bundle")
        let nasrin = try #require(people["Nasrin"])
        #expect(try await nasrin.get("/records/fhir?seat=\(nasrin.seat)").status == 409)
        let joanna = try house.visitor("Joanna")
        #expect(try await joanna.joinStatus() == 200)
        let timeline = try await joanna.get("/api/timeline?seat=\(try joannasSeat(house))")
        #expect(timeline.status == 200)
        #expect(timeline.json["verdicts"]?["integrity"]?["holds"] == true)
        #expect(timeline.json["verdicts"]?["completeness"]?["holds"] == .null)
        let types = timeline.json["entries"]?.array?.compactMap { $0["type"]?.string } ?? []
        #expect(types.firstIndex(of: "ended") ?? 0 < types.lastIndex(of: "connectionLost") ?? 0)
        for type in ["arrived", "admitted", "wentLive", "note", "ended", "recordSigned"] {
            #expect(types.contains(type), "no \(type) in the timeline")
        }
        try house.service.stop()
        let verification = try LogVerification(
            ofLogIn: house.folder,
            key: house.journal.verifierKey
        )
        guard case .holds = verification.integrity else {
            Issue.record("\(verification.integrity)")
            return
        }
    }

    private func joannasSeat(_ house: House) throws -> String {
        let seats = house.session.initial.plan.seats
        return try #require(seats.first { $0.value.role == .lead }?.key.text)
    }

    @Test func `tells nobody who waits, and the family nothing about anybody's affairs`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let nasrin = try house.visitor("Nasrin")
        let marcus = try house.visitor("Marcus")
        _ = try await nasrin.agree()
        try await marcus.join()
        try await nasrin.join()
        try await nasrin.wait(forPhase: "gathering")
        #expect(nasrin.snapshot?["people"]?.array == [])
        #expect(nasrin.snapshot?["waiting"] == nil)
        for secret in [
            "Denise Okafor", "Sultana", "Kamal", "Okafor", "127.0.0.1", "nasrin-sultana",
        ] {
            #expect(!nasrin.raw.contains(secret), "\(secret) reached Nasrin")
        }
        try house.service.stop()
    }

    @Test func `refuses Kamal's browser at Nasrin's link, and nothing he gets names her`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let kamal = try house.visitor("Kamal")
        _ = try await kamal.look()
        #expect(try await kamal.joinStatus() == 200)
        let intruder = try house.visitor("Nasrin")
        intruder.borrowCookies(from: kamal)
        let look = try await intruder.look()
        #expect(look.status == 403)
        #expect(look.json["error"]?["code"] == "linkNotUsable")
        #expect(try await intruder.joinStatus() == 403)
        for name in ["Nasrin", "Amina", "Farida", "Marcus", "mother"] {
            #expect(!intruder.raw.contains(name), "\(name) reached Kamal")
        }
        try house.service.stop()
    }

    @Test func `does not tell Kamal's browser that Nasrin is here`() async throws {
        let house = try await House.open(at: House.start)
        _ = try await house.gather()
        let kamal = try house.visitor("Kamal")
        #expect(try await kamal.joinStatus() == 200)
        let intruder = try house.visitor("Nasrin")
        intruder.borrowCookies(from: kamal)
        #expect(try await intruder.joinStatus() == 403)
        #expect(!intruder.raw.contains("secondDevice"))
        let stranger = try house.visitor("Nasrin")
        #expect(try await stranger.joinStatus() == 409)
        try house.service.stop()
    }

    @Test func `ends at once for everybody when the child presses stop`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let amina = try #require(people["Amina"])
        let nasrin = try #require(people["Nasrin"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            amina.send(["type": "stop"])
            try await marcus.wait(forPhase: "ended")
        }
        _ = try await nasrin.wait("the goodbye") { nasrin.hasEnded ? true : nil }
        let bye = try #require(nasrin.messages.last { $0["type"] == "bye" })
        #expect(bye["message"] == "আজকের মতো সময় শেষ। আসার জন্য ধন্যবাদ।")
        #expect(!nasrin.raw.contains("stop"))
        try house.service.stop()
    }

    @Test func `comes back held after a restart, with everything that was`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) { try await marcus.startWhenReady() }
        try house.service.stop()
        let again = try await House.open(
            at: House.start.advanced(by: .seconds(60)),
            in: house.folder
        )
        let back = try again.visitor("Marcus")
        try await back.join()
        try await back.wait(forPhase: "held")
        #expect(back.snapshot?["sentence"]?.string?.hasPrefix("Paused") == true)
        try again.service.stop()
    }
}
