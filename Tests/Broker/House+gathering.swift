import Casework
import JSON
import Testing

extension House {
    /// Tuesday 20 October 2026, 16:00 in London.
    static let start = Timestamp(milliseconds: 1_792_508_400_000)

    /// Supervisor, interpreter, mother and child in the room, one step before going live.
    func gather(
        _ names: [String] = ["Marcus", "Farida", "Nasrin", "Amina"],
        in plan: String? = nil
    ) async throws -> [String: Visitor] {
        var people: [String: Visitor] = [:]
        for (number, name) in names.enumerated() {
            let visitor = try visitor(name, in: plan)
            people[name] = visitor
            if number == 2 { #expect(try await visitor.agree() == 200) }
            if number == 1 { #expect(try await visitor.declare(knows: false) == 200) }
            try await visitor.join()
            try await visitor.wait(forPhase: "gathering")
        }
        let supervisor = names[0]
        let marcus = try #require(people[supervisor])
        for check in ["restrictionsRead", "backgroundSeen", "alone", "sober", "groundRules"] {
            let reply = try await marcus.ask(["type": "check", "check": .string(check)])
            #expect(reply["type"] == "done")
        }
        for name in names {
            let visitor = try #require(people[name])
            if name != supervisor {
                let confirm: JSONValue = ["type": "confirmIdentity", "seat": .string(visitor.seat)]
                #expect(try await marcus.ask(confirm)["type"] == "done")
            }
            let admit = try await marcus.ask(["type": "admit", "seat": .string(visitor.seat)])
            #expect(admit["type"] == "done", "\(name): \(admit)")
        }
        return people
    }
}

extension Visitor {
    /// Presses Start as soon as nothing is missing any more.
    func startWhenReady() async throws { try await press("start", until: "live") }

    func resumeWhenReady() async throws { try await press("resume", until: "live") }

    /// Presses as a person does, again whenever the page has news and says that nothing is missing: on a machine that
    /// stands still for seconds a beat is late between the page's word and the press, which is rightly refused.
    private func press(_ type: String, until phase: String) async throws {
        var (seen, refusals): (Int64, [JSONValue]) = (-1, [])
        while refusals.count < 5 {
            let id = try await wait("a \(type) that is allowed, \(refusals)") { () -> Int64? in
                guard let snapshot, snapshot["missing"]?.array?.isEmpty == true,
                    let sequence = snapshot["sequence"]?.integer, sequence > seen
                else { return nil }
                seen = sequence
                return send(["type": .string(type)])
            }
            let reply = try await reply(to: id)
            if reply["type"] == "done" { return try await wait(forPhase: phase) }
            refusals.append(reply)
        }
        Issue.record("\(type) is never allowed: \(refusals)")
    }
}
