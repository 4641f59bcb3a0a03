import Broker
import Casework
import JSON
import Testing

@Suite struct `While an expected adult is absent` {
    @Test func `Marcus is told whom Amina waits for, and is not offered to let her in`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let (marcus, _) = try await house.gatherWithout("Nasrin")
        let amina = try #require(marcus.waiting("Amina"))
        #expect(amina["obstacle"]?["waitsFor"] == ["Nasrin"])
        let reasons = amina["obstacle"]?["reasons"]?.array ?? []
        #expect(reasons.first?.string?.hasPrefix("The child comes in last.") == true)
        #expect(
            marcus.snapshot?["advice"] == [
                "Nasrin is late. Ring Nasrin. It may begin until 16:15; it still ends at 16:30."
            ]
        )
        try house.service.stop()
    }

    @Test func `he is offered it as soon as she is in`() async throws {
        let house = try await House.open(at: House.start)
        let (marcus, _) = try await house.gatherWithout("Nasrin")
        let nasrin = try house.visitor("Nasrin")
        #expect(try await nasrin.agree() == 200)
        try await nasrin.join()
        try await nasrin.wait(forPhase: "gathering")
        try await marcus.letIn(nasrin)
        _ = try await marcus.wait("no obstacle for Amina") {
            marcus.waiting("Amina")?["obstacle"] == nil ? true : nil
        }
        #expect(marcus.waiting("Amina") != nil)
        #expect(marcus.snapshot?["advice"] == nil)
        try house.service.stop()
    }

    @Test func `after a quarter of an hour he is told to tell Amina first, and to end it`()
        async throws
    {
        let house = try await House.open(at: House.start.advanced(by: .seconds(16 * 60)))
        let (marcus, _) = try await house.gatherWithout("Nasrin")
        #expect(
            marcus.snapshot?["advice"] == [
                "Nasrin has not come by 16:15. Tell Amina first, kindly, with Denise. Then press End: it is not held."
            ]
        )
        #expect(try await marcus.ask(["type": "end", "reason": "other"])["type"] == "done")
        try await marcus.wait(forPhase: "notHeld")
        try house.service.stop()
    }

    @Test func `who has taken the agreement back is not waited for`() async throws {
        let house = try await House.open(at: House.start)
        let (marcus, _) = try await house.gatherWithout("Nasrin")
        let nasrin = try house.visitor("Nasrin")
        #expect(try await nasrin.agree() == 200)
        try await nasrin.join()
        try await nasrin.wait(forPhase: "gathering")
        nasrin.send(["type": "withdraw"])
        _ = try await marcus.wait("the advice") {
            marcus.snapshot?["advice"]?.array?.first?.string?.hasPrefix(
                "Nasrin does not take part today."
            )
                == true ? true : nil
        }
        try house.service.stop()
    }

    @Test func `without the interpreter Nasrin waits, and nobody in her family is the cause`()
        async throws
    {
        let house = try await House.open(at: House.start.advanced(by: .seconds(11 * 60)))
        let (marcus, _) = try await house.gatherWithout("Farida")
        #expect(marcus.waiting("Nasrin")?["obstacle"]?["waitsFor"] == ["Farida"])
        #expect(marcus.waiting("Amina")?["obstacle"]?["waitsFor"] == ["Farida", "Nasrin"])
        let advice = marcus.snapshot?["advice"]?.array ?? []
        #expect(advice.count == 1)
        #expect(advice.first?.string?.contains("Ask for another interpreter.") == true)
        try house.service.stop()
    }
}

extension House {
    /// Marcus in the room, everybody else known and ready, and let in as far as that is possible.
    fileprivate func gatherWithout(_ absent: String) async throws -> (Visitor, [String: Visitor]) {
        let marcus = try visitor("Marcus")
        try await marcus.join()
        try await marcus.wait(forPhase: "gathering")
        let admit: JSONValue = ["type": "admit", "seat": .string(marcus.seat)]
        #expect(try await marcus.ask(admit)["type"] == "done")
        var people: [String: Visitor] = [:]
        for name in ["Farida", "Nasrin", "Amina"] where name != absent {
            let visitor = try visitor(name)
            people[name] = visitor
            if name == "Nasrin" { #expect(try await visitor.agree() == 200) }
            if name == "Farida" { #expect(try await visitor.declare(knows: false) == 200) }
            try await visitor.join()
            try await visitor.wait(forPhase: "gathering")
            let confirm: JSONValue = ["type": "confirmIdentity", "seat": .string(visitor.seat)]
            #expect(try await marcus.ask(confirm)["type"] == "done")
            if name == "Farida" { try await marcus.letIn(visitor, isKnown: true) }
        }
        _ = try await marcus.wait("Amina's face confirmed") {
            marcus.waiting("Amina")?["isIdentityConfirmed"] == true ? true : nil
        }
        return (marcus, people)
    }
}

extension Visitor {
    fileprivate func waiting(_ name: String) -> JSONValue? {
        snapshot?["waiting"]?.array?.first { $0["shownName"]?.string == name }
    }

    fileprivate func letIn(_ other: Visitor, isKnown: Bool = false) async throws {
        let seat = JSONValue.string(other.seat)
        if !isKnown {
            #expect(try await ask(["type": "confirmIdentity", "seat": seat])["type"] == "done")
        }
        #expect(try await ask(["type": "admit", "seat": seat])["type"] == "done")
    }
}
