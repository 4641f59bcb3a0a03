import Cedar
import JSON
import Testing

@Suite struct `Policies in JSON` {
    private func json(_ text: String) throws -> String {
        let policies = try PolicySet.parse(text, file: "p")
        return String(decoding: try policies.json(), as: UTF8.self)
    }

    private func body(_ condition: String) throws -> JSONValue? {
        let policies = try PolicySet.parse(
            "permit(principal, action, resource) when { \(condition) };",
            file: "p"
        )
        let policy = try policies.jsonValue()["staticPolicies"]?["policy0"]
        return policy?["conditions"]?.array?.first?["body"]
    }

    @Test func `a scope, annotations, conditions`() throws {
        #expect(
            try json(
                """
                @id("x") @bare forbid(principal is A::B in C::"c", action in [Action::"a", Action::"b"],
                  resource == D::"\\u{e9}") when { true } unless { principal == resource };
                """
            ) == """
                {"templates":{},"staticPolicies":{"policy0":{"effect":"forbid",\
                "principal":{"op":"is","entity_type":"A::B","in":{"entity":{"type":"C","id":"c"}}},\
                "action":{"op":"in","entities":[{"type":"Action","id":"a"},{"type":"Action","id":"b"}]},\
                "resource":{"op":"==","entity":{"type":"D","id":"é"}},\
                "conditions":[{"kind":"when","body":{"Value":true}},{"kind":"unless","body":\
                {"==":{"left":{"Var":"principal"},"right":{"Var":"resource"}}}}],\
                "annotations":{"bare":null,"id":"x"}}},"templateLinks":[]}
                """
        )
    }

    @Test func `templates, and what fills their slots`() throws {
        var set = try PolicySet.parse(
            "permit(principal == ?principal, action, resource in ?resource);",
            file: "p"
        )
        let (alice, album) = (EntityUID(type: "U", id: "a"), EntityUID(type: "A", id: "b"))
        try set.link(template: "policy0", as: "l", principal: alice, resource: album)
        let bytes = try set.json()
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                {"templates":{"policy0":{"effect":"permit","principal":{"op":"==","slot":"?principal"},\
                "action":{"op":"All"},"resource":{"op":"in","slot":"?resource"},"conditions":[]}},\
                "staticPolicies":{},"templateLinks":[{"templateId":"policy0","newId":"l","values":\
                {"?principal":{"type":"U","id":"a"},"?resource":{"type":"A","id":"b"}}}]}
                """
        )
        let again = try PolicySet.parse(json: bytes, file: "p.json")
        #expect(again.policies.map(\.id) == ["l"])
        #expect(again.templates.map(\.id) == ["policy0"])
        #expect(try again.json() == bytes)
    }

    @Test func `chains of operators are nested pairs, and literals stay as they were written`()
        throws
    {
        #expect(
            try body("1 - 2 + 3 * 4 == 5")?["=="]?["left"]
                == [
                    "+": [
                        "left": ["-": ["left": ["Value": 1], "right": ["Value": 2]]],
                        "right": ["*": ["left": ["Value": 3], "right": ["Value": 4]]],
                    ]
                ]
        )
        #expect(
            try body("[2, 1, 2].contains(ip(\"10.0.0.0/08\"))")?["contains"]
                == [
                    "left": ["Set": [["Value": 2], ["Value": 1], ["Value": 2]]],
                    "right": ["ip": [["Value": "10.0.0.0/08"]]],
                ]
        )
        #expect(
            try body("principal has a.b")
                == [
                    "&&": [
                        "left": ["has": ["left": ["Var": "principal"], "attr": "a"]],
                        "right": [
                            "has": [
                                "left": [".": ["left": ["Var": "principal"], "attr": "a"]],
                                "attr": "b",
                            ]
                        ],
                    ]
                ]
        )
        #expect(
            try body(#""x" like "a\**é""#)?["like"]?["pattern"]
                == [["Literal": "a"], ["Literal": "*"], "Wildcard", ["Literal": "é"]]
        )
    }

    @Test(arguments: [
        "principal.a[\"b c\"] == -1 && !(2 < 3) || -(-4) >= 5",
        "if principal is U in G::\"g\" then [].isEmpty() else {a: [1], \"b\": {}} != {}",
        "principal.getTag(\"x\").contains(1) && principal.hasTag(\"y\") && [1].containsAny([2])",
        "datetime(\"2026-01-01\").offset(duration(\"1h\")) <= context.now && resource in [principal]",
        "decimal(\"1.0\").lessThan(context.d) && ip(\"::1\").isLoopback() && resource is P",
        "1 + 2 - (3 - 4) * -5 * 6 > -9223372036854775808 && [1].containsAll([]) || context has a.b.c",
        "ip(\"no\") == decimal(1) && ip() == duration(\"1\", 2) && \"a\\u{0}b\" like \"**a\\*\"",
    ])
    func `what was written is read again as the same`(condition: String) throws {
        let text = "permit(principal, action, resource) when { \(condition) };"
        let bytes = try PolicySet.parse(text, file: "p").json()
        #expect(try PolicySet.parse(json: bytes, file: "p.json").json() == bytes)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"staticPolicies": {}}"#,
        #"{"templates": {}, "staticPolicies": {}, "templateLinks": [], "more": 1}"#,
        #"{"templates": {}, "staticPolicies": {"a": {}}, "templateLinks": []}"#,
        #"{"templates": {}, "staticPolicies": {}, "templateLinks": [{"templateId": "a", "newId": "b", "values": {}}]}"#,
    ])
    func `a text that is no policy set is refused`(text: String) {
        #expect(throws: CedarError.self) {
            try PolicySet.parse(json: Array(text.utf8), file: "p")
        }
    }

    @Test(arguments: [
        #"{"Value": null}"#, #"{"Value": 1.5}"#, #"{"Value": 9223372036854775808}"#,
        #"{"Var": "me"}"#,
        #"{"foo": [{"Value": 1}]}"#, #"{"Slot": "?principal"}"#, #"{"Unknown": {"name": "x"}}"#,
        #"{"&&": {"left": {"Value": true}}}"#, #"{"!": {"args": {"Value": true}}}"#,
        #"{"&&": {"left": {"Value": true}, "right": {"Value": true}, "x": 1}}"#,
        #"{"Var": "principal", "x": 1}"#, #"{"is": {"left": {"Value": 1}, "entity_type": "a b"}}"#,
        #"{"like": {"left": {"Value": 1}, "pattern": "a*"}}"#, #"{"ip": {"Value": "::1"}}"#, "1",
    ])
    func `an expression that the format does not know is refused`(body: String) {
        let text = """
            {"templates": {}, "templateLinks": [], "staticPolicies": {"p": {"effect": "permit",
              "principal": {"op": "All"}, "action": {"op": "All"}, "resource": {"op": "All"},
              "conditions": [{"kind": "when", "body": \(body)}]}}}
            """
        #expect(throws: CedarError.self) {
            try PolicySet.parse(json: Array(text.utf8), file: "p")
        }
    }

    @Test func `too deep is an error, never a crash`() throws {
        let deep = Array(repeating: "true", count: 5000).joined(separator: " && ")
        let chain = try PolicySet.parse(
            "permit(principal, action, resource) when { \(deep) };",
            file: "p"
        )
        #expect(throws: CedarError.self) { try chain.json() }
        let nested =
            String(repeating: #"{"!":{"arg":"#, count: 250) + #"{"Value":true}"#
            + String(repeating: "}}", count: 250)
        let text = """
            {"templates": {}, "templateLinks": [], "staticPolicies": {"p": {"effect": "permit",
              "principal": {"op": "All"}, "action": {"op": "All"}, "resource": {"op": "All"},
              "conditions": [{"kind": "when", "body": \(nested)}]}}}
            """
        #expect(throws: CedarError.self) {
            try PolicySet.parse(json: Array(text.utf8), file: "p")
        }
    }
}
