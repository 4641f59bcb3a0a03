import Broker
import CaseRecords
import Casework
import JSON
import Sessions
import Testing

@Suite struct `A page that is switched to English` {
    @Test func `has the rules in both languages, and the log says which were read`() async throws {
        let house = try await House.open(at: House.start)
        let nasrin = try house.visitor("Nasrin")
        let texts = try await nasrin.look().json["agreement"]?["texts"]?.array ?? []
        #expect(texts.compactMap { $0["language"]?.string } == ["en", "bn"])
        #expect(texts.allSatisfy { $0["rules"]?.array?.count == 5 })
        #expect(try await nasrin.agree(in: "en") == 200)
        try house.service.stop()
        let given = try house.entries().compactMap { logged -> Language? in
            if case .event(.agreementGiven(_, let language)) = logged.entry {
                language
            } else {
                nil
            }
        }
        #expect(given == [.english])
    }

    @Test func `an agreement is in no language that there is no text in`() async throws {
        let house = try await House.open(at: House.start)
        let nasrin = try house.visitor("Nasrin")
        #expect(try await nasrin.agree(in: "cy") == 200)
        try house.service.stop()
        let given = try house.entries().compactMap { logged -> Language? in
            if case .event(.agreementGiven(_, let language)) = logged.entry {
                language
            } else {
                nil
            }
        }
        #expect(given == [.english])
    }

    @Test(arguments: [
        (nil as String?, "আপনি ঠিক জায়গায় এসেছেন।", "আপনি বেরিয়ে গেছেন।"),
        ("en", "You are in the right place.", "You have left."),
        ("bn", "আপনি ঠিক জায়গায় এসেছেন।", "আপনি বেরিয়ে গেছেন।"),
        ("xx", "আপনি ঠিক জায়গায় এসেছেন।", "আপনি বেরিয়ে গেছেন।"),
    ])
    func `reads every sentence of the server in it`(
        language: String?,
        waiting: String,
        goodbye: String
    ) async throws {
        let house = try await House.open(at: House.start)
        let nasrin = try house.visitor("Nasrin")
        _ = try await nasrin.agree()
        try await nasrin.join(in: language)
        try await nasrin.wait(forPhase: "gathering")
        #expect(nasrin.snapshot?["sentence"]?.string?.hasPrefix(waiting) == true)
        nasrin.send(["type": "leave"])
        _ = try await nasrin.wait("the goodbye") { nasrin.hasEnded ? true : nil }
        let bye = try #require(nasrin.messages.last { $0["type"] == "bye" })
        #expect(bye["message"]?.string?.hasPrefix(goodbye) == true)
        try house.service.stop()
    }

    @Test func `changes in the middle of it, for this page and no other`() async throws {
        let house = try await House.open(at: House.start)
        let nasrin = try house.visitor("Nasrin")
        _ = try await nasrin.agree()
        try await nasrin.join()
        try await nasrin.wait(forPhase: "gathering")
        let farida = try house.visitor("Farida")
        try await farida.join()
        try await farida.wait(forPhase: "gathering")
        let before = farida.messages.count
        for (language, words) in [("en", "You are in the right place."), ("bn", "আপনি ঠিক জায়গায়")] {
            nasrin.sendRaw(#"{"type":"language","language":"\#(language)"}"#)
            _ = try await nasrin.wait("its sentences in \(language)") {
                nasrin.snapshot?["sentence"]?.string?.hasPrefix(words) == true ? true : nil
            }
        }
        #expect(farida.messages.count <= before + 1)
        try house.service.stop()
    }

    @Test(arguments: [
        ("Ruthie", "lantern-respite", "আপনি ঠিক জায়গায় এসেছেন।"),
        ("Ruthie", "lantern-supervision", "আপনি ঠিক জায়গায় এসেছেন।"),
    ])
    func `is spoken to carers too`(name: String, plan: String, words: String) async throws {
        let house = try await House.open(at: House.start)
        let carer = try house.visitor(name, in: plan)
        _ = try await carer.agree()
        if plan == "lantern-respite" { _ = try await carer.cover("school") }
        try await carer.join(in: "bn")
        try await carer.wait(forPhase: "gathering")
        #expect(carer.snapshot?["sentence"]?.string?.hasPrefix(words) == true)
        try house.service.stop()
    }
}
