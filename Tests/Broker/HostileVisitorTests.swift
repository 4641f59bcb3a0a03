import Broker
import Casework
import Foundation
import HTTPWire
import JSON
import TestSupport
import Testing

/// Bad input over the wire: a stable code and a sentence, and everybody else goes on.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A hostile or clumsy visitor` {
    private func withMarcus(_ body: (House, Visitor) async throws -> Void) async throws {
        let house = try await House.open(at: House.start)
        let marcus = try house.visitor("Marcus")
        try await marcus.join()
        try await marcus.wait(forPhase: "gathering")
        try await body(house, marcus)
        #expect(try await marcus.ask(["type": "check", "check": "sober"])["type"] == "done")
        try house.service.stop()
    }

    @Test(arguments: [
        (#"{"id":90,"type":"fly"}"#, "unknownType"),
        (#"{"id":91,"type":"admit"}"#, "malformedMessage"),
        (#"{"id":92,"type":"admit","seat":"../../etc"}"#, "malformedMessage"),
        (#"{"id":93,"type":"hold","reason":"journalFailed"}"#, "malformedMessage"),
        (#"{"id":94,"type":"hold","reason":"other"}"#, "notNow"),
        (#"{"id":95,"type":"stop"}"#, "notAllowed"),
        (#"{"id":96,"type":"start"}"#, "notNow"),
    ])
    func `is answered with a stable code`(text: String, code: String) async throws {
        try await withMarcus { _, marcus in
            marcus.sendRaw(text)
            let id = try #require(JSONParser.parse(Array(text.utf8))["id"]?.integer)
            let reply = try await marcus.reply(to: id)
            #expect(reply["type"] == "refused")
            #expect(reply["code"]?.string == code)
            #expect(reply["message"]?.string?.hasSuffix(".") == true)
        }
    }

    @Test(arguments: [
        "not json", "[1]", #"{"type":"admit","type":"admit"}"#, #"{"id":1,"type":"\ud800"}"#,
        String(repeating: "[", count: 40_000),
    ])
    func `whose message cannot be read is disconnected, and nobody else is`(text: String)
        async throws
    {
        try await withMarcus { house, marcus in
            let farida = try house.visitor("Farida")
            try await farida.join()
            try await farida.wait(forPhase: "gathering")
            farida.sendRaw(text)
            _ = try await farida.wait("the end") { farida.hasEnded ? true : nil }
        }
    }

    @Test func `from another origin gets nothing`() async throws {
        try await withMarcus { house, _ in
            let farida = try house.visitor("Farida")
            for origin in [
                "https://evil.example", "null", "http://localhost", "https://localhost.evil",
            ] {
                let answer = try await farida.post("/api/look", ["secret": "x"], origin: origin)
                #expect(answer.status == 403)
            }
        }
    }

    @Test func `with a wrong, a used or somebody else's secret gets one and the same answer`()
        async throws
    {
        try await withMarcus { house, marcus in
            let wrong = try await marcus.post("/api/look", ["secret": "AAAA"])
            #expect(wrong.status == 403)
            let ticket = try await marcus.post("/api/ticket", ["seat": "s-00000000"])
            #expect(ticket.json["error"]?["code"] == "seatNotKnown")
            let stranger = try house.visitor("Farida")
            let stolen = try await stranger.post("/api/ticket", ["seat": .string(marcus.seat)])
            #expect(stolen.json["error"]?["code"] == "seatNotKnown")
            #expect(try await marcus.joinStatus() == 409)
        }
    }

    @Test func `on a second device is refused, and the first goes on`() async throws {
        try await withMarcus { _, marcus in
            let first = marcus.snapshot
            await #expect(throws: Never.self) { try await marcus.connect(asSecond: true) }
            _ = try await marcus.wait("the refusal") {
                marcus.messages.contains { $0["type"] == "bye" && $0["code"] == "seatTaken" }
                    ? true : nil
            }
            #expect(first != nil)
        }
    }

    @Test func `who comes back with the resume secret has the seat again`() async throws {
        try await withMarcus { _, marcus in
            let secret = try #require(marcus.snapshot?["you"]?["resumeSecret"]?.string)
            try await marcus.connect(resume: secret)
            _ = try await marcus.wait("a new secret") {
                let fresh = marcus.snapshot?["you"]?["resumeSecret"]?.string
                return fresh != nil && fresh != secret ? true : nil
            }
        }
    }
}
