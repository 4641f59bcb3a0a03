import Cedar
import Testing

@Suite struct `Operators` {
    @Test(arguments: [
        // Equality, across types too.
        "1 == 1", "1 != 2", "\"a\" == \"a\"", "1 != \"1\"", "true != 1",
        "principal == User::\"alice\"", "principal != Group::\"alice\"",
        "[1, 2, 2] == [2, 1]", "[1] != [1, 2]", "[] == []", "[[1], [2]] == [[2], [1]]",
        "{a: 1, \"b\": [2]} == {b: [2], a: 1}", "{a: 1} != {a: 1, b: 2}", "{} != []",
        "decimal(\"1.5\") == decimal(\"1.50\")", "ip(\"1.2.3.4\") == ip(\"1.2.3.4/32\")",
        "datetime(\"2024-01-01\") == datetime(\"2024-01-01T01:00:00+0100\")",
        "duration(\"1m\") == duration(\"60s\")", "duration(\"0ms\") != 0",
        // Equal to the eye only: one scalar against two.
        "\"\\u{e9}\" != \"e\\u{301}\"", "User::\"\\u{e9}\" != User::\"e\\u{301}\"",
        "![\"\\u{e9}\"].contains(\"e\\u{301}\")",
        // Comparisons.
        "1 < 2", "!(2 < 2)", "2 <= 2", "3 > 2", "!(2 > 2)", "2 >= 2", "-1 < 0",
        "datetime(\"2024-01-01\") < datetime(\"2024-01-02\")",
        "duration(\"1h\") >= duration(\"60m\")",
        // Logic.
        "true && true", "!(true && false)", "false || true", "!(false || false)", "!!true",
        "false || false || true", "true && true && true",
        // What is decided is not looked at.
        "!(false && 1)", "true || 1", "!(false && principal.nothing)",
        "if true then true else 1", "if false then principal.nothing else true",
        "true || 9223372036854775807 + 1 == 0",
        // Arithmetic.
        "1 + 2 == 3", "1 - 2 == -1", "2 * 3 == 6", "-(3) == -3", "--3 == 3", "1 - 2 - 3 == -4",
        "2 + 3 * 4 == 14", "(2 + 3) * 4 == 20", "-9223372036854775808 < 0",
        "9223372036854775807 - 1 == 9223372036854775806",
        // Sets.
        "[1, 2].contains(1)", "![1, 2].contains(3)", "![1].contains(\"1\")",
        "[[1]].contains([1])", "[1, 2, 3].containsAll([3, 1])", "![1].containsAll([1, 2])",
        "[1].containsAll([])", "[1, 2].containsAny([2, 3])", "![1].containsAny([2])",
        "![].containsAny([])", "[].isEmpty()", "![1].isEmpty()",
        // Attributes and tags.
        "principal.name == \"Alice\"", "principal[\"name\"] == \"Alice\"",
        "principal.manager.name == \"Bob\"", "principal.address.city == \"Leeds\"",
        "{a: {b: 1}}.a.b == 1", "{\"with space\": 1}[\"with space\"] == 1",
        "principal has name", "!(principal has \"no name\")", "principal has address.city",
        "!(principal has address.street)", "!(principal has nothing.at.all)",
        "principal has manager.name", "!(principal has ghost.name)", "{a: 1} has a",
        "!({a: 1} has b)", "!(User::\"ghost\" has name)",
        "principal.hasTag(\"team\")", "!principal.hasTag(\"name\")",
        "principal.getTag(\"team\") == \"red\"", "!User::\"ghost\".hasTag(\"team\")",
        // The hierarchy.
        "principal in principal", "principal in Group::\"friends\"",
        "principal in Group::\"people\"", "!(principal in Group::\"enemies\")",
        "principal in [Group::\"enemies\", Group::\"people\"]", "!(principal in [])",
        "User::\"ghost\" in User::\"ghost\"", "!(User::\"ghost\" in Group::\"people\")",
        "!(Group::\"people\" in Group::\"friends\")",
        // Types.
        "principal is User", "!(principal is Group)", "User::\"ghost\" is User",
        "principal is User in Group::\"friends\"", "!(principal is Group in 1)",
        "!(principal is User in Group::\"enemies\")", "A::B::\"x\" is A::B",
        // Patterns.
        "\"\" like \"\"", "\"abc\" like \"abc\"", "\"abc\" like \"a*c\"", "\"ac\" like \"a*c\"",
        "!(\"ab\" like \"a\")", "\"abc\" like \"*\"", "\"\" like \"*\"", "\"abc\" like \"*b*\"",
        "\"aXbXc\" like \"a*X*c\"", "!(\"abc\" like \"*b\")", "\"a*c\" like \"a\\*c\"",
        "!(\"abc\" like \"a\\*c\")", "\"h\u{e9}llo\" like \"h*llo\"", "\"\u{1F600}\" like \"*\"",
        "\"aaaab\" like \"*a*b\"", "!(\"\u{e9}\" like \"e*\")", "\"line\\nbreak\" like \"line*\"",
    ])
    func `give what Cedar gives`(_ condition: String) throws {
        #expect(try decision(of: condition) == .allow)
    }

    @Test(arguments: [
        "1 < \"2\"", "\"1\" < \"2\"", "true < false", "1 < datetime(\"2024-01-01\")",
        "datetime(\"2024-01-01\") < duration(\"1d\")", "decimal(\"1.0\") < decimal(\"2.0\")",
        "ip(\"1.1.1.1\") <= ip(\"1.1.1.2\")", "principal > resource", "[1] >= [1]",
        "1 && true", "true && 1", "false || 1", "\"\" || true", "!1", "!principal", "-true",
        "-\"1\" == 1", "1 + true == 2", "\"a\" + \"b\" == \"ab\"", "[1] - 1 == 0",
        "true * 2 == 2", "if 1 then true else true", "1", "\"true\"", "principal", "[]", "{}",
        "1.contains(1)", "\"abc\".contains(\"a\")", "[1].containsAll(1)", "1.containsAny([1])",
        "[1].containsAny(1)", "\"\".isEmpty()", "principal.isEmpty()", "1 in principal",
        "principal in 1", "principal in \"alice\"", "principal in [principal, 1]",
        "principal in {}", "1 is User", "\"User\" is User", "principal is User in 1",
        "1 like \"1\"", "principal like \"*\"", "1.name == 1", "\"a\"[\"b\"] == 1",
        "[1].length == 1", "1 has name", "[] has a", "principal has name.first",
        "principal.hasTag(1)", "\"a\".hasTag(\"b\")", "principal.getTag(1) == 1",
        "{}.getTag(\"a\") == 1",
    ])
    func `refuse operands of other types`(_ condition: String) throws {
        guard case .typeMismatch = try #require(try failure(of: condition)) else {
            Issue.record("Expected a mismatch of types.")
            return
        }
        #expect(try decision(of: condition) == .deny)
    }

    @Test(arguments: [
        "9223372036854775807 + 1 == 0", "-9223372036854775808 - 1 == 0",
        "9223372036854775807 * 2 == 0", "-(-9223372036854775808) == 0",
        "--9223372036854775808 == 0", "1 - -9223372036854775807 - 2 == 0",
        "0 - -9223372036854775808 == 0", "3037000500 * 3037000500 == 0",
    ])
    func `refuse results beyond 64 bits`(_ condition: String) throws {
        #expect(try failure(of: condition) == .overflow)
    }

    @Test func `refuse what is missing, and say what`() throws {
        let alice = anyRequest.principal
        let ghost = EntityUID(type: "User", id: "ghost")
        let missing: [(String, EvaluationError.Reason)] = [
            ("principal.nothing == 1", .missingAttribute("nothing", of: "User::\"alice\"")),
            ("context.nothing == 1", .missingAttribute("nothing", of: "a record")),
            ("{a: 1}.b == 1", .missingAttribute("b", of: "a record")),
            ("principal.ghost.name == 1", .missingEntity(ghost)),
            ("User::\"ghost\".getTag(\"team\") == 1", .missingEntity(ghost)),
            ("principal.getTag(\"name\") == 1", .missingTag("name", of: alice)),
        ]
        for (condition, reason) in missing {
            #expect(try failure(of: condition) == reason, Comment(rawValue: condition))
        }
    }

    @Test func `errors know the place of the expression`() throws {
        let policies = try PolicySet.parse(
            "permit(principal, action, resource)\nwhen {\n  true && 1 + true == 2\n};",
            file: "place"
        )
        let response = Authorizer.authorize(anyRequest, policies: policies, entities: Entities())
        let error = try #require(response.errors.first?.error)
        #expect(error.position == Position(line: 3, column: 11))
        #expect(error.description == "3:11: Expected a long, found a bool.")
    }
}
