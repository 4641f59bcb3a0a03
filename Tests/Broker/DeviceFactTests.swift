import Broker
import CaseRecords
import HTTPWire
import JSON
import Sessions
import TestSupport
import Testing

/// What pages tell of their devices, over the wire and in the log.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A fact about a device` {
    @Test func `goes into the log, is bounded, and changes nothing`() async throws {
        let house = try await House.open(at: House.start)
        let nasrin = try house.visitor("Nasrin")
        #expect(try await nasrin.agree() == 200)
        try await nasrin.join()
        try await nasrin.wait(forPhase: "gathering")
        let before = nasrin.snapshot?["you"]?["place"]
        nasrin.tell("cameraEnded")
        nasrin.tell("cameraBack")
        for _ in 0..<50 { nasrin.tell("hidden") }
        _ = try await nasrin.ask(["type": "start"])
        #expect(nasrin.snapshot?["you"]?["place"] == before && !nasrin.hasEnded)
        try house.service.stop()
        let facts = try house.entries().compactMap { entry -> DeviceFact? in
            guard case .event(.deviceChanged(let seat, let fact)) = entry.entry,
                seat.text == nasrin.seat
            else { return nil }
            return fact
        }
        #expect(facts.prefix(3) == [.cameraEnded, .cameraBack, .hidden])
        #expect((12...14).contains(facts.count), "\(facts.count)")
    }

    @Test func `about a weak network reaches the words on the other pages`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let (nasrin, amina) = (try #require(people["Nasrin"]), try #require(people["Amina"]))
        for (fact, word) in [("pictureSmall", "small"), ("picturePaused", "paused")] {
            nasrin.tell(fact)
            _ = try await amina.wait("the word \(word)") {
                amina.person(nasrin.seat)?["picture"]?.string == word ? true : nil
            }
        }
        nasrin.tell("receivesPoorly")
        _ = try await amina.wait("smaller pictures") {
            amina.snapshot?["media"]?["isThin"] == true ? true : nil
        }
        nasrin.tell("receivesWell")
        nasrin.tell("pictureWhole")
        _ = try await amina.wait("whole pictures") {
            amina.person(nasrin.seat)?["picture"] == nil
                && amina.snapshot?["media"]?["isThin"] == nil ? true : nil
        }
        try house.service.stop()
    }

    @Test func `outside the closed set ends the connection`() async throws {
        let house = try await House.open(at: House.start)
        let nasrin = try house.visitor("Nasrin")
        #expect(try await nasrin.agree() == 200)
        try await nasrin.join()
        try await nasrin.wait(forPhase: "gathering")
        nasrin.tell("at home")
        _ = try await nasrin.wait("the end") { nasrin.hasEnded ? true : nil }
        #expect(nasrin.closeCode == .protocolError)
        try house.service.stop()
    }
}

extension Visitor {
    fileprivate func person(_ seat: String) -> JSONValue? {
        snapshot?["people"]?.array?.first { $0["seat"]?.string == seat }
    }

    fileprivate func tell(_ fact: String) { sendRaw(#"{"type":"deviceFact","fact":"\#(fact)"}"#) }
}
