import Broker
import CaseRecords
import HTTPWire
import JSON
import Sessions
import TestSupport
import Testing

/// The picture by which the supervisor knows who waits, over the wire.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A portrait from the waiting room` {
    private func gathered() async throws -> (House, [String: Visitor]) {
        let house = try await House.open(at: House.start)
        var people: [String: Visitor] = [:]
        for name in ["Marcus", "Farida", "Nasrin", "Amina"] {
            let visitor = try house.visitor(name)
            people[name] = visitor
            if name == "Nasrin" { #expect(try await visitor.agree() == 200) }
            if name == "Farida" { #expect(try await visitor.declare(knows: false) == 200) }
            try await visitor.join()
            try await visitor.wait(forPhase: "gathering")
        }
        return (house, people)
    }

    @Test func `reaches the supervisor once he is in the room, and nobody else ever`() async throws
    {
        let (house, people) = try await gathered()
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        let amina = try #require(people["Amina"])
        let farida = try #require(people["Farida"])
        nasrin.sendPortrait("/9j/AAAA")
        try await nasrin.fence()
        try await marcus.fence()
        #expect(marcus.portraits(of: nasrin) == [])

        let own: JSONValue = ["type": "admit", "seat": .string(marcus.seat)]
        #expect(try await marcus.ask(own)["type"] == "done")
        _ = try await marcus.wait("Nasrin's picture") {
            marcus.portraits(of: nasrin).isEmpty ? nil : true
        }
        #expect(marcus.portraits(of: nasrin) == ["/9j/AAAA"])

        do {
            let seat = JSONValue.string(farida.seat)
            _ = try await marcus.ask(["type": "confirmIdentity", "seat": seat])
            #expect(try await marcus.ask(["type": "admit", "seat": seat])["type"] == "done")
        }
        do {
            let seat = JSONValue.string(nasrin.seat)
            _ = try await marcus.ask(["type": "confirmIdentity", "seat": seat])
        }
        farida.sendPortrait("/9j/BBBB")
        amina.sendPortrait("/9j/CCCC")
        amina.sendPortrait("/9j/DDDD")
        for visitor in [farida, amina, nasrin, marcus] { try await visitor.fence() }
        #expect(marcus.portraits(of: farida) == [], "she is in the room")
        #expect(marcus.portraits(of: amina) == ["/9j/CCCC"], "one a second")
        for visitor in [farida, amina, nasrin] { #expect(!visitor.raw.contains("portrait")) }
        try house.service.stop()
        let unseen = try house.entries().compactMap { entry -> String? in
            guard case .event(.mediaFact(let text)) = entry.entry, text.hasPrefix("No picture of ")
            else { return nil }
            return text
        }
        #expect(unseen == ["No picture of Farida had come when they were confirmed."])
    }

    @Test func `is shown again to a supervisor who comes back, unless the person has gone`()
        async throws
    {
        let (house, people) = try await gathered()
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        let amina = try #require(people["Amina"])
        _ = try await marcus.ask(["type": "admit", "seat": .string(marcus.seat)])
        nasrin.sendPortrait("/9j/AAAA")
        amina.sendPortrait("/9j/CCCC")
        for visitor in [nasrin, amina] { try await visitor.fence() }
        nasrin.vanish()
        _ = try await marcus.wait("that Nasrin is lost") {
            let row = marcus.snapshot?["waiting"]?.array?.first {
                $0["seat"]?.string == nasrin.seat
            }
            return row?["isConnected"] == false ? true : nil
        }
        let secret = try #require(marcus.snapshot?["you"]?["resumeSecret"]?.string)
        try await marcus.connect(resume: secret)
        _ = try await marcus.wait("Amina's picture again") {
            marcus.portraits(of: amina).count == 2 ? true : nil
        }
        #expect(marcus.portraits(of: nasrin) == ["/9j/AAAA"])
        try house.service.stop()
    }

    @Test func `that is none ends the connection, and with an id is refused`() async throws {
        let (house, people) = try await gathered()
        let nasrin = try #require(people["Nasrin"])
        let refused = try await nasrin.ask(["type": "portrait", "jpeg": "iVBORw0K"])
        #expect(refused["code"] == "malformedMessage")
        nasrin.sendPortrait("iVBORw0K")
        _ = try await nasrin.wait("the end") { nasrin.hasEnded ? true : nil }
        #expect(nasrin.closeCode == .protocolError)
        try await #require(people["Marcus"]).fence()
        try house.service.stop()
    }

    @Test func `of whoever comes back in a pause reaches the supervisor, who lets them in`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            _ = try await marcus.ask(["type": "hold", "reason": "other"])
            try await nasrin.wait(forPhase: "held")
            #expect(nasrin.snapshot?["word"] == "Paused")
            // Her page is closed, and her link opened again: she waits to be known once more.
            nasrin.vanish()
            _ = try await marcus.wait("that Nasrin is lost") {
                let rows = (marcus.snapshot?["people"]?.array ?? []).filter {
                    $0["seat"]?.string == nasrin.seat
                }
                return rows.allSatisfy { $0["isConnected"] == false } ? true : nil
            }
            let back = try house.visitor("Nasrin")
            try await back.join()
            _ = try await back.wait("her place at the door") {
                back.snapshot?["you"]?["place"] == "waiting" ? true : nil
            }
            #expect(back.snapshot?["word"] == "Waiting")
            #expect(back.snapshot?["sentence"]?.string?.contains("Marcus") == true)
            back.sendPortrait("/9j/AAAA")
            _ = try await marcus.wait("her picture") {
                marcus.portraits(of: back).isEmpty ? nil : true
            }
            let seat = JSONValue.string(back.seat)
            _ = try await marcus.ask(["type": "confirmIdentity", "seat": seat])
            #expect(try await marcus.ask(["type": "admit", "seat": seat])["type"] == "done")
        }
        try house.service.stop()
    }

    @Test func `is of nobody who no longer agrees: the staff read it, the others do not`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            people["Nasrin"]?.send(["type": "withdraw"])
            let sentence = try await marcus.wait("the advice") {
                marcus.snapshot?["advice"]?.array?.first?.string
            }
            #expect(sentence.hasPrefix("Nasrin no longer agrees to take part, and has left."))
            for name in ["Amina", "Farida"] {
                let visitor = try #require(people[name])
                try await visitor.fence()
                #expect(!visitor.raw.contains("no longer agrees"))
            }
        }
        try house.service.stop()
    }
}

extension Visitor {
    fileprivate func sendPortrait(_ jpeg: String) {
        sendRaw(#"{"type":"portrait","jpeg":"\#(jpeg)"}"#)
    }

    /// All that was sent before has been read, and answered if it has an answer.
    fileprivate func fence() async throws { _ = try await ask(["type": "start"]) }

    fileprivate func portraits(of visitor: Visitor) -> [String] {
        messages.filter { $0["type"] == "portrait" && $0["seat"]?.string == visitor.seat }
            .compactMap { $0["jpeg"]?.string }
    }
}
