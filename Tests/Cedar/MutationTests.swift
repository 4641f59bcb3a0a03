import Cedar
import Testing

/// Whatever bytes come: an error or an answer, never a trap.
@Suite struct `Mutated texts` {
    @Test func `20,000 mutants of policies are refused or decided`() throws {
        var mutator = Mutator(seed: 20_261_020)
        let entities = try world()
        var parsed = 0
        for round in 0..<20_000 {
            let text = mutator.mutant(of: Specimen.policies[round % Specimen.policies.count])
            guard let policies = try? PolicySet.parse(text, file: "mutant") else { continue }
            parsed += 1
            for policy in policies.policies { _ = policy.paths }
            _ = Authorizer.authorize(anyRequest, policies: policies, entities: entities)
        }
        // Some live and some die, or the loop tests nothing.
        #expect(parsed > 200)
        #expect(parsed < 19_800)
    }

    @Test func `5,000 mutants of a schema are refused or read`() throws {
        var mutator = Mutator(seed: 7)
        var parsed = 0
        for _ in 0..<5000 {
            let text = mutator.mutant(of: Specimen.schema)
            guard let schema = try? Schema.parse(text, file: "mutant") else { continue }
            parsed += 1
            _ = try? Entities.parse(Array(Specimen.entities.utf8), schema: schema)
        }
        #expect(parsed > 50)
    }

    @Test func `5,000 mutants of entities are refused or read`() throws {
        var mutator = Mutator(seed: 11)
        let schema = try Schema.parse(Specimen.schema, file: "schema")
        var parsed = 0
        for _ in 0..<5000 {
            let text = mutator.mutant(of: Specimen.entities)
            if (try? Entities.parse(Array(text.utf8), schema: schema)) != nil { parsed += 1 }
        }
        #expect(parsed > 50)
    }
}

/// Makes small changes to texts: bytes altered, removed, doubled, tokens moved from elsewhere.
private struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func mutant(of text: String) -> String {
        var bytes = Array(text.utf8)
        for _ in 0...random(below: 3) where !bytes.isEmpty {
            let place = random(below: bytes.count)
            let length = min(1 + random(below: 12), bytes.count - place)
            switch random(below: 6) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random(below: 256))
            case 1: bytes.removeSubrange(place..<(place + length))
            case 2: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
            case 3: bytes.removeSubrange(place...)
            case 4:
                let source = random(below: bytes.count - length + 1)
                bytes.replaceSubrange(
                    place..<(place + length),
                    with: Array(bytes[source..<(source + length)])
                )
            case _:
                let token = Specimen.tokens[random(below: Specimen.tokens.count)]
                bytes.insert(contentsOf: token.utf8, at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// SplitMix64.
    private mutating func random(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}

private enum Specimen {
    static let policies = [
        """
        @id("child-never-alone") @reason("A child is in the room and nobody is with them.")
        forbid (principal, action in [Action::"view", Action::"edit"], resource)
        when { !context.room.childrenPresent.isEmpty() && context.room.staffPresent.isEmpty() };
        """,
        """
        permit (principal is User in Group::"friends", action == Action::"view", resource is Photo)
        when { principal has address.city && principal.address["city"] like "L*s" }
        unless { if principal.age < 18 then true else resource.owner != principal };
        """,
        """
        permit (principal, action, resource)
        when { -1 + 2 * 3 - principal.age <= 9223372036854775807 || [1, "a", {b: [2]}].contains(1) }
        when { datetime("2026-10-20T15:50:00Z").offset(duration("-15m")).toTime() > duration("1h") }
        when { ip("10.20.0.0/16").isInRange(ip("::1")) || decimal("1.5").lessThan(decimal("2.0")) }
        unless { principal.hasTag("team") && principal.getTag("team") == "red\\u{1F600}\\x41\\n" };
        """,
        "permit(principal == ?principal, action in [], resource in ?resource); // a template",
    ]

    static let schema = """
        namespace N { type Room = { present: Set<User>, count?: Long }; entity Z; }
        entity User in [Group] { name: String, "born": datetime, room?: N::Room } tags decimal;
        entity Group; entity Kind enum ["a", "b"];
        action view, "edit it" in [all] appliesTo { principal: User, resource: [Group, Kind],
            context: { at: __cedar::datetime, from: ipaddr } };
        action all;
        """

    static let entities = """
        [{"uid": {"type": "User", "id": "alice"}, "parents": [{"type": "Group", "id": "g"}],
          "attrs": {"name": "A", "born": "2001-02-03", "room": {"present": [
            {"__entity": {"type": "User", "id": "bob"}}], "count": 3}},
          "tags": {"t": {"__extn": {"fn": "decimal", "arg": "1.5"}}}},
         {"uid": {"type": "Group", "id": "g"}, "attrs": {}, "parents": []}]
        """

    static let tokens = [
        "(", ")", "[", "]", "{", "}", "!", "-", "==", "&&", "||", "::", ".", ",", ";", "@", "?",
        "\"", "\\", "//", "if ", " then ", " else ", " in ", " has ", " is ", " like ", "principal",
        "9223372036854775808", "\u{0}", "\u{e9}", "\u{1F600}", "\r\n", "ip(\"\")", "Set<",
        "__cedar",
    ]
}
