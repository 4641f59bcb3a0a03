import Broker
import Casework
import Foundation
import JSON
import Journal
import Sessions
import TestSupport
import Testing

/// Supervision of a carer and respite, whole: the same path as family time, over real TLS and WebSockets.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `Sessions for carers over the wire` {
    @Test func `a supervision becomes a record that both sign, on the carer's file`() async throws {
        let house = try await House.open(at: House.start.advanced(by: .seconds(-300)))
        let (grace, ruth) = try await house.gatherSupervision()
        let people = ["Grace": grace, "Ruthie": ruth]
        #expect(grace.snapshot?["lease"] == nil)
        #expect(ruth.snapshot?["kind"] == "carerSupervision")
        try await Beats.go(on: people) {
            let item: JSONValue = ["type": "agendaItem", "text": "A weekend’s break"]
            #expect(try await ruth.ask(item)["type"] == "done")
            try await grace.startWhenReady()
            for person in [ruth, grace] {
                #expect(try await person.ask(["type": "agreeAgenda"])["type"] == "done")
            }
            let action: JSONValue = [
                "type": "action", "text": "Asks about a weekend.", "owner": .string(grace.seat),
                "due": "2026-11-03",
            ]
            #expect(try await ruth.ask(action)["type"] == "done")
            _ = try await grace.wait("the shared list") {
                grace.snapshot?["list"]?["actions"]?.array?.first?["due"] == "3 November 2026"
                    ? true : nil
            }
            #expect(grace.snapshot?["list"]?["isAgreed"] == true)
            // A new line asks for the agreement again.
            let late: JSONValue = ["type": "agendaItem", "text": "Sleep"]
            #expect(try await grace.ask(late)["type"] == "done")
            _ = try await ruth.wait("the question again") {
                ruth.snapshot?["list"]?["isAgreed"] == false ? true : nil
            }
            #expect(try await grace.ask(["type": "end", "reason": "planned"])["type"] == "done")
            try await grace.wait(forPhase: "ended")
        }
        let own = "/api/own-record?seat=\(ruth.seat)"
        #expect(try await ruth.get(own).json["state"] == "writing")
        try await grace.writeRecord()
        let first = try await grace.post("/api/record/sign", ["seat": .string(grace.seat)])
        #expect(first.json["awaits"] == "Ruthie", "\(first.json)")
        let records = house.folder + "/records"
        #expect(!FileManager.default.fileExists(atPath: records))
        let ready = try await ruth.get(own)
        #expect(ready.json["state"] == "ready")
        #expect(JSONWriter.text(ready.json).contains("Calm and thoughtful."))
        let view: JSONValue = [
            "seat": .string(ruth.seat), "view": "disagrees", "words": "The nights are harder.",
        ]
        let second = try await ruth.post("/api/own-record/sign", view)
        #expect(second.status == 200, "\(second.json)")
        #expect(try await ruth.post("/api/own-record/sign", view).status == 409)
        #expect(try await ruth.get(own).json["words"] == "The nights are harder.")
        let name = "lantern-supervision-1"
        let file = try Data(contentsOf: URL(filePath: "\(records)/\(name).json"))
        let filed = try JSONParser.parse(Array(file), limits: .file)
        #expect(filed["record"]?["filedTo"]?["reference"] == "FC-0417")
        #expect(filed["countersignature"]?["view"] == "disagrees")
        #expect(filed["countersignature"]?["record"] == filed["hash"])
        let text = String(decoding: file, as: UTF8.self)
        #expect(text.contains("\"unannouncedVisit\":false"))
        #expect(!text.contains("Adeyemi"))
        let page = try String(contentsOfFile: "\(records)/\(name).html", encoding: .utf8)
        #expect(page.contains("The nights are harder."))
        #expect(page.contains("Foster carer’s file FC-0417. Not a child’s record."))
        try house.service.stop()
        try house.expectWholeLog()
    }

    @Test func `a supervision shows the carer nothing of the desk, and nobody's legal name`()
        async throws
    {
        let house = try await House.open(at: House.start.advanced(by: .seconds(-300)))
        let (grace, ruth) = try await house.gatherSupervision()
        try await Beats.go(on: ["Grace": grace, "Ruthie": ruth]) {
            try await grace.startWhenReady()
            let note: JSONValue = ["type": "note", "text": "Tired, and still kind."]
            #expect(try await grace.ask(note)["type"] == "done")
            #expect(try await ruth.ask(note)["type"] == "refused")
        }
        for secret in ["Adeyemi", "Villiers", "Tired", "restrictionsRead", "ruth-adeyemi"] {
            #expect(!ruth.raw.contains(secret), "\(secret) reached Ruthie")
            guard secret.hasSuffix("i") || secret.hasSuffix("s") else { continue }
            #expect(!grace.raw.contains(secret), "\(secret) reached Grace's page")
        }
        let early = try await ruth.post(
            "/api/own-record/sign",
            ["seat": .string(ruth.seat), "view": "agrees", "words": ""]
        )
        #expect(early.status != 200)
        try house.service.stop()
    }

    @Test
    func `respite asks who is with the child, is held without its facilitator, keeps no word`()
        async throws
    {
        let house = try await House.open(at: House.start.advanced(by: .seconds(-300)))
        let plan = "lantern-respite"
        let tom = try house.visitor("Tom", in: plan)
        try await tom.join()
        try await tom.wait(forPhase: "gathering")
        try await tom.prepare(["namesAgreed", "nothingKept"])
        var people = ["Tom": tom]
        for name in ["Ruthie", "Maz", "Joe", "Wen"] {
            let carer = try house.visitor(name, in: plan)
            #expect(try await carer.look().json["cover"]?["isGiven"] == false)
            #expect(try await carer.agree() == 200)
            if name != "Wen" { #expect(try await carer.cover("otherAdult") == 200) }
            try await carer.join()
            try await carer.wait(forPhase: "gathering")
            let confirm: JSONValue = ["type": "confirmIdentity", "seat": .string(carer.seat)]
            #expect(try await tom.ask(confirm)["type"] == "done")
            let admit = try await tom.ask(["type": "admit", "seat": .string(carer.seat)])
            #expect(admit["type"] == (name == "Wen" ? "refused" : "done"), "\(name): \(admit)")
            if name == "Wen" {
                #expect(admit["message"]?.string?.contains("who is with the child") == true)
            }
            people[name] = carer
        }
        let ruth = try #require(people["Ruthie"])
        let wen = try #require(people["Wen"])
        #expect(try await wen.cover("school") == 200)
        let seat = JSONValue.string(wen.seat)
        #expect(try await tom.ask(["type": "admit", "seat": seat])["type"] == "done")
        try await Beats.go(on: people) {
            try await tom.startWhenReady()
            let note: JSONValue = ["type": "note", "text": "Ruthie cried."]
            #expect(try await tom.ask(note)["type"] == "refused")
            let item: JSONValue = ["type": "agendaItem", "text": "Sleep"]
            #expect(try await ruth.ask(item)["type"] == "refused")
            tom.vanish()
            try await ruth.wait(forPhase: "held")
            try await tom.connect()
            try await tom.wait(forPhase: "held")
            try await tom.resumeWhenReady()
            try await ruth.wait(forPhase: "live")
            #expect(try await tom.ask(["type": "end", "reason": "planned"])["type"] == "done")
            try await tom.wait(forPhase: "ended")
        }
        let record = try await tom.get("/api/record?seat=\(tom.seat)")
        let sources = (record.json["sections"]?.array ?? [])
            .flatMap { $0["fields"]?.array ?? [] }.compactMap { $0["source"]?.string }
        #expect(!sources.isEmpty && !sources.contains("human"))
        let signed = try await tom.post("/api/record/sign", ["seat": .string(tom.seat)])
        #expect(signed.status == 200, "\(signed.json)")
        let page = try String(
            contentsOfFile: house.folder + "/records/lantern-respite-1.html",
            encoding: .utf8
        )
        for name in ["Ruthie", "Maz", "Joe", "Wen"] { #expect(page.contains(name)) }
        for secret in ["Adeyemi", "Cole", "cried", "Sleep", "school"] {
            #expect(!page.contains(secret), "\(secret) is in the attendance record")
        }
        try house.service.stop()
        try house.expectWholeLog()
    }

    @Test
    func `"I'm struggling" reaches her own worker and nobody else, and is in no session's log`()
        async throws
    {
        let house = try await House.open(at: House.start.advanced(by: .seconds(-300)))
        let (grace, _) = try await house.gatherSupervision()
        let tom = try house.visitor("Tom", in: "lantern-respite")
        try await tom.join()
        try await tom.wait(forPhase: "gathering")
        let ruth = try house.visitor("Ruthie", in: "lantern-respite")
        #expect(try await ruth.agree() == 200)
        try await ruth.join()
        try await ruth.wait(forPhase: "gathering")
        let ask: JSONValue = ["seat": .string(ruth.seat)]
        #expect(try await ruth.post("/api/support", ask).status == 200)
        #expect(try await ruth.post("/api/support", ask).status == 200)
        let entry = try await grace.wait("Ruthie's wish on Grace's desk") {
            grace.snapshot?["support"]?.array?.first?["entry"]?.integer
        }
        #expect(grace.snapshot?["support"]?.array?.count == 1)
        #expect(!tom.raw.contains("support"))
        #expect(try await tom.post("/api/support", ["seat": .string(tom.seat)]).status == 403)
        let done: JSONValue = ["type": "supportDone", "entry": .integer(entry)]
        #expect(try await tom.ask(done)["type"] == "refused")
        #expect(try await grace.ask(done)["type"] == "done")
        _ = try await grace.wait("an empty desk") { grace.snapshot?["support"] == nil ? true : nil }
        #expect(try await ruth.post("/api/support", ask).status == 200)
        _ = try await grace.wait("the second time, with a word for the manager") {
            grace.snapshot?["support"]?.array?.first?["isRepeated"] == true ? true : nil
        }
        try house.service.stop()
        let again = try await House.open(at: House.start, in: house.folder)
        let back = try again.visitor("Grace", in: "lantern-supervision")
        try await back.join()
        _ = try await back.wait("the wish after a restart") {
            back.snapshot?["support"]?.array?.count == 1 ? true : nil
        }
        try again.service.stop()
    }
}

extension House {
    /// Grace and Ruthie in the room, one step before going live.
    func gatherSupervision() async throws -> (grace: Visitor, ruth: Visitor) {
        let plan = "lantern-supervision"
        let grace = try visitor("Grace", in: plan)
        try await grace.join()
        try await grace.wait(forPhase: "gathering")
        try await grace.prepare(["actionsRead", "privacyAsked"])
        let ruth = try visitor("Ruthie", in: plan)
        #expect(try await ruth.agree() == 200)
        try await ruth.join()
        try await ruth.wait(forPhase: "gathering")
        for type in ["confirmIdentity", "admit"] {
            let request: JSONValue = ["type": .string(type), "seat": .string(ruth.seat)]
            let answer = try await grace.ask(request)
            #expect(answer["type"] == "done", "\(answer)")
        }
        _ = try await ruth.wait("the room") {
            ruth.snapshot?["you"]?["place"] == "room" ? true : nil
        }
        return (grace, ruth)
    }

    func expectWholeLog() throws {
        let verification = try LogVerification(ofLogIn: folder, key: journal.verifierKey)
        guard case .holds = verification.integrity else {
            Issue.record("\(verification.integrity)")
            return
        }
    }
}

extension Visitor {
    /// Ticks, and goes in first.
    func prepare(_ checks: [String]) async throws {
        for check in checks {
            #expect(try await ask(["type": "check", "check": .string(check)])["type"] == "done")
        }
        let admit = try await ask(["type": "admit", "seat": .string(seat)])
        #expect(admit["type"] == "done", "\(admit)")
    }

    /// Fills what a person has to write.
    func writeRecord() async throws {
        let record = try await get("/api/record?seat=\(seat)")
        var fields = JSONObject()
        for section in record.json["sections"]?.array ?? [] {
            for field in section["fields"]?.array ?? [] where field["source"] == "human" {
                guard field["isRequired"] == true, let key = field["key"]?.string else { continue }
                let isNone = ["incidents", "allegations", "copyToChild"].contains(key)
                fields.insert(isNone ? "none" : "Calm and thoughtful.", at: key)
            }
        }
        let saved = try await post(
            "/api/record",
            ["seat": .string(seat), "fields": .object(fields)]
        )
        #expect(saved.json["problems"]?.array == [])
    }
}
