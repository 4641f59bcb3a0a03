import Broker
import CaseRecords
import Casework
import Foundation
import JSON
import Sessions
import TestSupport
import Testing

/// Supervisor, colleague and interpreter among themselves, over the wire.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `Staff in a session, over the wire` {
    private func live(
        _ house: House,
        with names: [String] = ["Dawn"]
    ) async throws -> [String: Visitor] {
        var people = try await house.gather()
        for name in names {
            let visitor = try house.visitor(name)
            try await visitor.join()
            try await visitor.wait(forPhase: "gathering")
            people[name] = visitor
        }
        return people
    }

    @Test func `supervision is handed over without an instant of none, and the first one goes`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await live(house)
        let (marcus, dawn) = (try #require(people["Marcus"]), try #require(people["Dawn"]))
        let (amina, nasrin) = (try #require(people["Amina"]), try #require(people["Nasrin"]))
        try await Beats.go(on: people.filter { $0.key != "Dawn" }) {
            try await marcus.startWhenReady()
            let early = try await dawn.ask(["type": "takeOver"])
            #expect(early["code"] == "notNow")
            let offer: JSONValue = ["type": "offerSupervision", "seat": .string(dawn.seat)]
            #expect(try await marcus.ask(offer)["type"] == "done")
            _ = try await dawn.wait("the offer") { dawn.handover == "offered" ? true : nil }
            #expect(try await dawn.ask(["type": "takeOver"])["type"] == "done")
            // She does not beat yet: her page has proved nothing.
            let blind = try await dawn.ask(["type": "acceptSupervision"])
            #expect(blind["message"]?.string?.contains("your own page") == true, "\(blind)")
        }
        try await Beats.go(on: people) {
            _ = try await dawn.wait("her own sight") { dawn.handover == "ready" ? true : nil }
            #expect(dawn.snapshot?["you"]?["role"] == "supervisor")
            #expect(dawn.snapshot?["media"]?["isOpen"] == true)
            #expect(try await dawn.ask(["type": "acceptSupervision"])["type"] == "done")
            _ = try await amina.wait("her name") { amina.sentence.contains("Dawn") ? true : nil }
            _ = try await nasrin.wait("her name") { nasrin.sentence.contains("Dawn") ? true : nil }
            marcus.sendRaw(#"{"id":999,"type":"leave"}"#)
            _ = try await marcus.wait("his goodbye") { marcus.hasEnded ? true : nil }
            // Longer than a lease, with Dawn alone.
            try await Task.sleep(for: .seconds(5))
            #expect(dawn.phase == "live")
            #expect(nasrin.snapshot?["media"]?["isOpen"] == true)
            #expect(try await dawn.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        let record = try await dawn.get("/api/record?seat=\(dawn.seat)")
        #expect("\(record.json)".contains("Together without a supervisor for 0"))
        try house.service.stop()
        let types = try house.eventNames()
        #expect(!types.contains("held"))
        let steps = ["supervisionOffered", "supervisionTaken", "supervisionAccepted", "removed"]
        #expect(types.filter(steps.contains) == steps)
    }

    @Test(arguments: [true, false])
    func `an unqualified colleague takes nothing over, and both are told why`(hasTies: Bool)
        async throws
    {
        let house = try await House.open(at: House.start) {
            hasTies ? $0.with(conflictOf: "dawn-pickering") : $0.with(supervisors: ["marcus-bell"])
        }
        let people = try await live(house)
        let (marcus, dawn) = (try #require(people["Marcus"]), try #require(people["Dawn"]))
        let why = hasTies ? "personal connection" : "not approved to supervise"
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            let offer: JSONValue = ["type": "offerSupervision", "seat": .string(dawn.seat)]
            let refusal = try await marcus.ask(offer)
            #expect(refusal["code"] == "notAllowed")
            #expect(refusal["message"]?.string?.contains(why) == true, "\(refusal)")
            #expect(try await marcus.ask(["type": "hold", "reason": "other"])["type"] == "done")
            try await dawn.wait(forPhase: "held")
            let taken = try await dawn.ask(["type": "takeOver"])
            #expect(taken["code"] == "notAllowed")
            #expect(taken["message"]?.string?.contains(why) == true, "\(taken)")
        }
        #expect(dawn.snapshot?["you"]?["role"] == "colleague")
        try house.service.stop()
    }

    @Test(arguments: [true, nil])
    func `an interpreter who knows the family, or does not say, is not let in`(knows: Bool?)
        async throws
    {
        let house = try await House.open(at: House.start)
        let (marcus, farida) = (try house.visitor("Marcus"), try house.visitor("Farida"))
        try await marcus.join()
        try await marcus.wait(forPhase: "gathering")
        #expect(
            try await marcus.ask(["type": "admit", "seat": .string(marcus.seat)])["type"] == "done"
        )
        if let knows { #expect(try await farida.declare(knows: knows) == 200) }
        try await farida.join()
        try await farida.wait(forPhase: "gathering")
        let seat = JSONValue.string(farida.seat)
        #expect(try await marcus.ask(["type": "confirmIdentity", "seat": seat])["type"] == "done")
        let admit = try await marcus.ask(["type": "admit", "seat": seat])
        #expect(admit["code"] == "notAllowed")
        let why = knows == nil ? "has not said yet" : "know somebody in this family"
        #expect(admit["message"]?.string?.contains(why) == true, "\(admit)")
        let waiting = marcus.snapshot?["waiting"]?.array?.first { $0["seat"] == seat }
        #expect(waiting?["declaration"] == (knows == nil ? "missing" : "knowsSomebody"))
        let missing = "\(marcus.snapshot?["missing"] ?? .null)"
        #expect(missing.contains("cannot interpret today") == (knows == true))
        #expect(try await farida.declare(knows: false) == 200)
        #expect(try await marcus.ask(["type": "admit", "seat": seat])["type"] == "done")
        try house.service.stop()
        let declared = try house.eventNames().filter { $0 == "tiesDeclared" }.count
        #expect(declared == (knows == nil ? 1 : 2))
    }

    @Test func `nobody but an interpreter has anything to declare`() async throws {
        let house = try await House.open(at: House.start)
        #expect(try await house.visitor("Nasrin").declare(knows: true) == 403)
        try house.service.stop()
    }

    @Test func `a private word reaches one adult, and changes nothing for anybody else`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await live(house)
        let (marcus, nasrin) = (try #require(people["Marcus"]), try #require(people["Nasrin"]))
        let (amina, farida) = (try #require(people["Amina"]), try #require(people["Farida"]))
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            for one in [nasrin, amina, farida] { try await one.wait(forPhase: "live") }
            let (before, others) = (nasrin.distinctStates, [amina, farida])
            let quiet = others.map(\.distinctStates)
            let text = "Please speak of the drawing."
            let word: JSONValue = [
                "type": "privateWord", "seat": .string(nasrin.seat), "text": .string(text),
            ]
            #expect(try await marcus.ask(word)["type"] == "done")
            _ = try await nasrin.wait("the word") { nasrin.raw.contains(text) ? true : nil }
            #expect(nasrin.distinctStates != before)
            #expect(
                try await nasrin.ask(["type": "readPrivateWord", "number": 1])["type"] == "done"
            )
            _ = try await marcus.wait("that it is read") {
                marcus.snapshot?["words"]?.array?.first?["isRead"] == true ? true : nil
            }
            let whisper: JSONValue = [
                "type": "privateWord", "seat": .string(marcus.seat),
                "text": "She asks where they live.",
            ]
            #expect(try await farida.ask(whisper)["type"] == "done")
            #expect(!nasrin.raw.contains("She asks where"))
            #expect(!amina.raw.contains("words") && !amina.raw.contains(text))
            #expect(amina.distinctStates == quiet[0])
            #expect(!farida.raw.contains(text))
            for (from, to) in [
                (marcus, amina), (farida, nasrin), (nasrin, marcus), (amina, marcus),
            ] {
                let wrong: JSONValue = [
                    "type": "privateWord", "seat": .string(to.seat), "text": "x",
                ]
                #expect(
                    try await from.ask(wrong)["code"] == "notAllowed",
                    "\(from.name) to \(to.name)"
                )
            }
            #expect(
                try await farida.ask(["type": "readPrivateWord", "number": 1])["code"]
                    == "notAllowed"
            )
            let long: JSONValue = [
                "type": "privateWord", "seat": .string(nasrin.seat),
                "text": .string(String(repeating: "x", count: 281)),
            ]
            #expect(try await marcus.ask(long)["code"] == "malformedMessage")
            // All at once: a slow machine would else let time pass between them.
            let flood = (0..<6).map { _ in marcus.send(word) }
            var codes: [String] = []
            for id in flood {
                codes.append(try await marcus.reply(to: id)["code"]?.string ?? "done")
            }
            #expect(codes.contains("tooMany"), "\(codes)")
        }
        try house.service.stop()
        let types = try house.eventNames()
        #expect(types.contains("privateWord") && types.contains("privateWordRead"))
    }

    @Test func `steps on the ladder are written down, and feed the record`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await live(house, with: [])
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            let step: JSONValue = [
                "type": "intervene", "rung": "prompt", "reason": "topic", "childTold": false,
            ]
            #expect(try await marcus.ask(step)["type"] == "done")
            #expect(try await people["Nasrin"]?.ask(step)["code"] == "notAllowed")
            #expect(try await marcus.ask(["type": "hold", "reason": "other"])["type"] == "done")
            let told: JSONValue = [
                "type": "intervene", "rung": "hold", "reason": "childUpset", "childTold": true,
            ]
            #expect(try await marcus.ask(told)["type"] == "done")
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        let record = "\(try await marcus.get("/api/record?seat=\(marcus.seat)").json)"
        #expect(record.contains("Marcus prompted quietly: a topic that is kept for elsewhere."))
        #expect(record.contains("the child was upset. The child was told why."))
        try house.service.stop()
    }

    @Test func `the staff talk it over when the family has gone, and nobody else reads it`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await live(house)
        let (marcus, farida) = (try #require(people["Marcus"]), try #require(people["Farida"]))
        let (dawn, nasrin) = (try #require(people["Dawn"]), try #require(people["Nasrin"]))
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            #expect(try await marcus.ask(["type": "openDebrief"])["code"] == "notNow")
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        _ = try await nasrin.wait("the goodbye") { nasrin.hasEnded ? true : nil }
        #expect(try await farida.ask(["type": "openDebrief"])["code"] == "notAllowed")
        #expect(try await marcus.ask(["type": "openDebrief"])["type"] == "done")
        #expect(
            try await farida.ask(["type": "discuss", "text": "It went well."])["type"] == "done"
        )
        #expect(
            try await dawn.ask(["type": "discuss", "text": "Next time earlier."])["type"] == "done"
        )
        for person in [marcus, farida, dawn] {
            _ = try await person.wait("both words") {
                person.snapshot?["debrief"]?["words"]?.array?.count == 2 ? true : nil
            }
            #expect(person.snapshot?["media"]?["isOpen"] == false)
            #expect(person.snapshot?["talk"] == nil)
        }
        farida.vanish()
        try await farida.connect()
        _ = try await farida.wait("the talk") { farida.snapshot?["debrief"].map { _ in true } }
        _ = try? await nasrin.connect()
        _ = try await nasrin.wait("to be turned away") { nasrin.hasEnded ? true : nil }
        #expect(!nasrin.raw.contains("debrief"))
        #expect(!nasrin.raw.contains("It went well."))
        try house.service.stop()
    }
}

extension Visitor {
    fileprivate var handover: String? { snapshot?["handover"]?["step"]?.string }
    fileprivate var sentence: String { snapshot?["sentence"]?.string ?? "" }

    /// What it was shown, one after another, without what counts and tells the time.
    fileprivate var distinctStates: [String] {
        var states: [String] = []
        for text in raw.split(separator: "\n") where text.contains("\"type\":\"state\"") {
            let bare = text.replacing(/"(sequence|civil)":\d+/, with: "")
            if states.last.map({ $0 == bare }) != true { states.append(String(bare)) }
        }
        return states
    }
}

extension House {
    /// After the service has stopped.
    fileprivate func eventNames() throws -> [String] {
        try entries().compactMap { logged in
            if case .event(let event) = logged.entry { event.name } else { nil }
        }
    }
}

extension Caseload {
    fileprivate func with(conflictOf person: String) -> Caseload {
        let old = careCase
        let changed = CareCase(
            id: old.id,
            child: old.child,
            legalStatus: old.legalStatus,
            allocated: old.allocated,
            parentalResponsibility: old.parentalResponsibility,
            conflictOfInterest: [PersonID(person)],
            orderValidUntil: old.orderValidUntil,
            restrictions: old.restrictions
        )
        return Caseload(
            people: Array(people.values),
            careCase: changed,
            plan: plan,
            agreements: Array(agreements.values),
            help: help
        )
    }

    fileprivate func with(supervisors: [String]) -> Caseload {
        let changed = ContactPlan(
            version: plan.version,
            kind: plan.kind,
            purpose: plan.purpose,
            goals: plan.goals,
            whyRemote: plan.whyRemote,
            participants: plan.participants,
            supervisors: supervisors.map { PersonID($0) },
            onCall: plan.onCall,
            requiresInterpreter: plan.requiresInterpreter,
            requiresSecondStaff: plan.requiresSecondStaff,
            requiresRelay: plan.requiresRelay,
            maxPeople: plan.maxPeople,
            groundRules: plan.groundRules,
            title: plan.title
        )
        return Caseload(
            people: Array(people.values),
            careCase: careCase,
            plan: changed,
            agreements: Array(agreements.values),
            help: help
        )
    }
}
