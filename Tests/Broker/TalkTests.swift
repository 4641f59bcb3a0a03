import Broker
import CaseRecords
import Casework
import Foundation
import JSON
import Media
import Sessions
import TestSupport
import Testing

/// Sound and picture for a few alone, over the wire.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A talk of a few over the wire` {
    private func live(_ house: House) async throws -> [String: Visitor] {
        var people = try await house.gather()
        let dawn = try house.visitor("Dawn")
        try await dawn.join()
        people["Dawn"] = dawn
        let everybody = people
        try await Beats.go(on: everybody) {
            try await #require(everybody["Marcus"]).startWhenReady()
        }
        return everybody
    }

    @Test func `in the break child and supervisor talk, and the others learn and receive nothing`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await live(house)
        let (marcus, amina) = (try #require(people["Marcus"]), try #require(people["Amina"]))
        let (nasrin, farida) = (try #require(people["Nasrin"]), try #require(people["Farida"]))
        try await Beats.go(on: people) {
            let other: JSONValue = ["type": "talk", "seat": .string(marcus.seat)]
            if marcus.phase == "held" { try await marcus.resumeWhenReady() }
            #expect(try await amina.ask(other)["code"] == "notNow")
            #expect(try await amina.ask(["type": "break"])["type"] == "done")
            try await nasrin.wait(forPhase: "held")
            try await amina.wait(forPhase: "held")
            #expect(amina.talk?["with"]?.array?.first?["shownName"] == "Marcus")
            #expect(try await nasrin.ask(other)["code"] == "notAllowed")
            #expect(try await amina.ask(other)["type"] == "done")
            for person in [amina, marcus] {
                _ = try await person.wait("sound and picture") {
                    person.snapshot?["media"]?["isOpen"] == true ? true : nil
                }
                #expect(person.talk?["people"]?.array?.count == 2)
                #expect(person.phase == "held")
            }
            #expect(
                amina.snapshot?["sentence"]
                    == "Marcus can see and hear you now. Nobody else can. Denise is with you."
            )
            #expect(try await marcus.ask(["type": "resume"])["code"] == "notNow")
            for person in [nasrin, farida] {
                #expect(person.snapshot?["media"]?["isOpen"] == false)
                #expect(person.snapshot?["media"]?["canPublish"] == false)
                #expect(!person.raw.contains("\"talk\""))
            }
            #expect(try await amina.ask(["type": "endTalk"])["type"] == "done")
            // Everybody connects anew: pressed in the middle of that, it is refused, and pressed again.
            while try await marcus.ask(["type": "resume"])["type"] != "done" {}
            try await nasrin.wait(forPhase: "live")
            _ = try await nasrin.wait("sound and picture") {
                nasrin.snapshot?["media"]?["isOpen"] == true ? true : nil
            }
        }
        try house.service.stop()
        let names = try house.entries().compactMap { logged -> String? in
            if case .event(let event) = logged.entry { event.name } else { nil }
        }
        #expect(names.contains("breakTalkBegan") && names.contains("talkEnded"))
    }

    @Test
    func `in the break of a child who signs the interpreter is with them, and the mother is not`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let names = ["Helen", "Daniel", "Jo", "Leo"]
        let people = try await house.gather(names, in: "signals-mother")
        let (helen, daniel) = (try #require(people["Helen"]), try #require(people["Daniel"]))
        let (jo, leo) = (try #require(people["Jo"]), try #require(people["Leo"]))
        try await Beats.go(on: people) {
            try await helen.startWhenReady()
            #expect(try await leo.ask(["type": "break"])["type"] == "done")
            try await leo.wait(forPhase: "held")
            let talk: JSONValue = ["type": "talk", "seat": .string(helen.seat)]
            #expect(try await leo.ask(talk)["type"] == "done")
            for person in [leo, helen, daniel] {
                _ = try await person.wait("sound and picture") {
                    person.snapshot?["media"]?["isOpen"] == true ? true : nil
                }
                #expect(person.talk?["people"]?.array?.count == 3)
            }
            #expect(
                leo.snapshot?["sentence"]
                    == "Helen and Daniel can see and hear you now. Nobody else can. Bea is with you."
            )
            #expect(
                daniel.snapshot?["sentence"]?.string?.hasPrefix("You interpret for") == true
            )
            #expect(jo.snapshot?["media"]?["isOpen"] == false && !jo.raw.contains("\"talk\""))
            #expect(try await leo.ask(["type": "endTalk"])["type"] == "done")
        }
        try house.service.stop()
        let began = try house.entries(of: "signals-mother").contains { logged in
            guard case .event(.breakTalkBegan(_, _, _, let interpreter)) = logged.entry else {
                return false
            }
            return interpreter?.text == daniel.seat
        }
        #expect(began)
    }

    @Test func `after the end the staff talk with sound and picture until the record is signed`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await live(house)
        let (marcus, farida) = (try #require(people["Marcus"]), try #require(people["Farida"]))
        let (dawn, nasrin) = (try #require(people["Dawn"]), try #require(people["Nasrin"]))
        try await Beats.go(on: people) {
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
            _ = try await nasrin.wait("the goodbye") { nasrin.hasEnded ? true : nil }
            #expect(try await marcus.ask(["type": "joinDebrief"])["code"] == "notNow")
            #expect(try await marcus.ask(["type": "openDebrief"])["type"] == "done")
            #expect(try await farida.ask(["type": "joinDebrief"])["code"] == "notNow")
            // Their media server is gone a moment after the last page is closed.
            _ = try await marcus.wait("the talk") { () -> Bool? in
                marcus.snapshot?["may"]?.array?.contains("joinDebrief") == true ? true : nil
            }
            while try await marcus.ask(["type": "joinDebrief"])["type"] != "done" {}
            farida.vanish()
            try await farida.connect()
            _ = try await farida.wait("the talk") { farida.talk?["kind"] == "debrief" ? true : nil }
            for person in [farida, dawn] {
                #expect(try await person.ask(["type": "joinDebrief"])["type"] == "done")
            }
            for person in [marcus, farida, dawn] {
                _ = try await person.wait("sound and picture") {
                    person.snapshot?["media"]?["isOpen"] == true
                        && person.talk?["people"]?.array?.count == 3 ? true : nil
                }
                _ = try await person.wait("what the others send") {
                    person.messages.contains { $0["type"] == "downlinkOffer" } ? true : nil
                }
            }
            #expect(try await dawn.ask(["type": "leaveTalk"])["type"] == "done")
            #expect(try await farida.ask(["type": "endTalk"])["code"] == "notAllowed")
            #expect(try await marcus.ask(["type": "endTalk"])["type"] == "done")
            _ = try await farida.wait("its end") { farida.talk == nil ? true : nil }
            #expect(farida.snapshot?["media"]?["isOpen"] == false)
        }
        #expect(!nasrin.raw.contains("debrief"))
        try house.service.stop()
    }
}

extension Visitor {
    fileprivate var talk: JSONValue? { snapshot?["talk"] }
}
