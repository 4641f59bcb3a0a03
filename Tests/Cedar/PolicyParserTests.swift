import Cedar
import Testing

@Suite struct `Parsing policies` {
    /// A text, the place of its first error, and a part of the sentence.
    struct Mistake: Sendable {
        let text: String
        let position: Position
        let sentence: String

        init(_ text: String, _ line: Int, _ column: Int, _ sentence: String) {
            self.text = text
            position = Position(line: line, column: column)
            self.sentence = sentence
        }
    }

    @Test(arguments: [
        Mistake("permit", 1, 7, "Expected `(` after the effect, found the end of the text."),
        Mistake("allow(principal, action, resource);", 1, 1, "`permit` or `forbid`"),
        Mistake("permit(principal, action);", 1, 25, "Expected `,` after the action"),
        Mistake("permit(action, principal, resource);", 1, 8, "Expected `principal`"),
        Mistake("permit(principal, action, resource)", 1, 36, "`;` at the end of the policy"),
        Mistake("permit(principal, action, resource) when {};", 1, 43, "Expected an expression"),
        Mistake("permit(principal, action, resource) if { true };", 1, 37, "Expected `;`"),
        Mistake("permit(principal = User::\"a\", action, resource);", 1, 18, "found `=`"),
        Mistake("permit(principal < 1, action, resource);", 1, 18, "Expected `,`"),
        Mistake("permit(principal == ?resource, action, resource);", 1, 21, "slot `?principal`"),
        Mistake("permit(principal == ? principal, action, resource);", 1, 21, "slot"),
        Mistake("permit(principal, action in [User::\"a\"], resource);", 1, 30, "an action"),
        Mistake("permit(principal, action is Action, resource);", 1, 26, "Expected `,`"),
        Mistake("permit(principal, action, resource) when { ?principal };", 1, 44, "scope only"),
        Mistake("permit(principal, action, resource) when { a };", 1, 44, "no variable `a`"),
        Mistake("permit(principal, action, resource) when { a(1) };", 1, 44, "no function `a`"),
        Mistake("permit(principal, action, resource) when { contains(1) };", 1, 44, "no function"),
        Mistake("permit(principal, action, resource) when { a::b(1) };", 1, 48, "Expected `::`"),
        Mistake(
            "permit(principal, action, resource) when { [].size() };",
            1,
            51,
            "no method `size`"
        ),
        Mistake("permit(principal, action, resource) when { [].ip() };", 1, 49, "no method `ip`"),
        Mistake(
            "permit(principal, action, resource) when { [].contains() };",
            1,
            55,
            "one argument"
        ),
        Mistake(
            "permit(principal, action, resource) when { [].isEmpty(1) };",
            1,
            54,
            "no argument"
        ),
        Mistake("permit(principal, action, resource) when { (1)(2) };", 1, 47, "is no function"),
        Mistake("permit(principal, action, resource) when { 1 < 2 < 3 };", 1, 50, "be chained"),
        Mistake("permit(principal, action, resource) when { 1 == 2 has a };", 1, 51, "be chained"),
        Mistake(
            "permit(principal, action, resource) when { context has \"e\" * true };",
            1,
            60,
            "needs parentheses"
        ),
        Mistake(
            "permit(principal, action, resource) when { context has e + 1 };",
            1,
            58,
            "needs parentheses"
        ),
        Mistake(
            "permit(principal, action, resource) when { principal is User * 2 };",
            1,
            62,
            "needs parentheses"
        ),
        Mistake(
            "permit(principal, action, resource) when { \"a\" like \"b\" - 2 };",
            1,
            57,
            "needs parentheses"
        ),
        Mistake("permit(principal, action, resource) when { 1 / 2 };", 1, 46, "no division"),
        Mistake("permit(principal, action, resource) when { 1 % 2 };", 1, 46, "no remainder"),
        Mistake("permit(principal, action, resource) when { !!!!!true };", 1, 44, "four times"),
        Mistake("permit(principal, action, resource) when { -----1 };", 1, 44, "four times"),
        Mistake("permit(principal, action, resource) when { !-1 };", 1, 45, "Expected an expr"),
        Mistake(
            "permit(principal, action, resource) when { 1 + if true then 1 else 2 };",
            1,
            48,
            "if"
        ),
        Mistake("permit(principal, action, resource) when { if true then 1 };", 1, 59, "`else`"),
        Mistake("permit(principal, action, resource) when { {a: 1, a: 2} };", 1, 51, "given twice"),
        Mistake("permit(principal, action, resource) when { {1: 2} };", 1, 45, "attribute's name"),
        Mistake("permit(principal, action, resource) when { {if: 2} };", 1, 45, "reserved word"),
        Mistake("permit(principal, action, resource) when { context.in };", 1, 52, "reserved word"),
        Mistake("permit(principal, action, resource) when { context[1] };", 1, 52, "a string"),
        Mistake("permit(principal, action, resource) when { 1 like 1 };", 1, 51, "a pattern"),
        Mistake(
            "permit(principal, action, resource) when { context has 1 };",
            1,
            56,
            "after `has`"
        ),
        Mistake(
            "permit(principal, action, resource) when { principal is 1 };",
            1,
            57,
            "after `is`"
        ),
        Mistake(
            "permit(principal, action, resource) when { 9223372036854775808 };",
            1,
            44,
            "64 bits"
        ),
        Mistake(
            "permit(principal, action, resource) when { -9223372036854775809 };",
            1,
            45,
            "64 bits"
        ),
        Mistake("permit(principal, action, resource) when { \"\\q\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"\\*\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"\\x80\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"\\u{D800}\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"\\u{}\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"\\u{1234567}\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"\\u{_1}\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"a\rb\" };", 1, 44, "escape"),
        Mistake("permit(principal, action, resource) when { \"open };", 1, 44, "closing quotation"),
        Mistake("permit(principal, action, resource) when { true | false };", 1, 49, "no meaning"),
        Mistake("// a comment\n  \u{e9}", 2, 3, "This character has no meaning here."),
        Mistake("\n\r\n\t\"\u{1F600}\" x", 3, 2, "`permit` or `forbid`"),
        Mistake("/* \u{1F600} */ permit", 1, 4, "no meaning"),
        Mistake("/ permit", 1, 1, "found `/`"),
        Mistake(
            "@a(\"1\") @a(\"2\") permit(principal, action, resource);",
            1,
            9,
            "@a is given twice"
        ),
        Mistake("@a(1) permit(principal, action, resource);", 1, 4, "value, a string"),
        Mistake("permit(principal == __cedar::A::\"a\", action, resource);", 1, 21, "reserved"),
        Mistake("\u{feff}permit(principal, action, resource);", 1, 1, "no meaning"),
    ])
    func `tells file, line, column and a sentence`(_ mistake: Mistake) {
        do throws(CedarError) {
            _ = try PolicySet.parse(mistake.text, file: "some.cedar")
            Issue.record("Expected an error.")
        } catch {
            guard case .policyMalformed("some.cedar", let position, let sentence) = error else {
                Issue.record("Unexpected \(error)")
                return
            }
            #expect(position == mistake.position)
            #expect(sentence.contains(mistake.sentence), "\(sentence)")
            #expect(error.description == "some.cedar:\(position): \(sentence)")
        }
    }

    @Test(arguments: [
        "", " \n// nothing\n", "permit(principal,action,resource,);",
        "permit(principal == (User::\"a\"), action == ((Action::\"b\")), resource);",
        "permit(principal is A::B in C::\"d\", action in [], resource is E);",
        "permit(principal, action in [N::Action::\"a\", Action::\"b\",], resource);",
        "permit(principal, action, resource) when { [1, 2,] == [1,] } unless { {a: 1,} == {} };",
        "@if @true(\"x\") @anything permit(principal, action, resource);",
        "permit(principal, action, resource)//comment\u{2028}\rwhen { true };",
        "permit\u{a0}(principal, action, resource) when {\u{3000}true };",
        "permit(principal, action, resource) when { principal::\"a\" == action::context::\"b\" };",
        "permit(principal, action, resource) when { context.permit.when.principal == 1 };",
        "permit(principal, action, resource) when { {permit: 1, \"if\": 2, when: 3} has permit };",
        "permit(principal, action, resource) when { \"\\n\\r\\t\\\\\\0\\'\\\"\\x7f\\u{1_F600}\" == \"\" };",
        "permit(principal, action, resource) when { \"two\nlines\" == \"\" };",
    ])
    func `takes what Cedar takes`(_ text: String) {
        #expect(throws: Never.self) { try PolicySet.parse(text, file: "good.cedar") }
    }

    @Test func `any beginning of a policy is refused or a policy, never a trap`() throws {
        let text = """
            @id("caf\u{e9}") permit(principal is A::B in C::"d", action in [Action::"e"], resource)
            when { if context has a.b && "x" like "*\\*" then [1, -2].contains(3) else {a: ip("::1")}.a
            .isInRange(ip("::/0")) } unless { resource.c["d"] >= 5 || false };
            """
        let whole = Array(text.utf8)
        #expect(try PolicySet.parse(text, file: "whole").policies.count == 1)
        for length in 1..<whole.count {
            let start = String(decoding: whole[..<length], as: UTF8.self)
            #expect(throws: CedarError.self) { try PolicySet.parse(start, file: "part") }
        }
    }

    // MARK: Ids and annotations

    @Test func `ids are places, templates counted, across files`() throws {
        let set = try PolicySet.parse([
            PolicySet.File(
                name: "a",
                text: """
                    permit(principal, action, resource);
                    permit(principal == ?principal, action, resource);
                    """
            ), PolicySet.File(name: "b", text: "forbid(principal, action, resource);"),
        ])
        #expect(set.policies.map(\.id) == ["policy0", "policy2"])
        #expect(set.templates.map(\.id) == ["policy1"])
        #expect(set["policy2"]?.effect == .forbid)
        #expect(set["policy2"]?.file == "b")
        #expect(set["policy3"] == nil)
    }

    @Test func `ids are the annotations, if asked for`() throws {
        let text = """
            @id("one") @reason("Because\\nso") @flag
            permit(principal, action, resource);
            """
        let set = try PolicySet.parse(text, file: "a", idsFromAnnotations: true)
        #expect(set["one"]?.annotations == ["id": "one", "reason": "Because\nso", "flag": ""])
        #expect(set["one"]?.position == Position(line: 1, column: 1))
        #expect(throws: CedarError.self) {
            try PolicySet.parse(
                "permit(principal, action, resource);",
                file: "a",
                idsFromAnnotations: true
            )
        }
    }

    @Test func `an id given twice is an error with both places`() throws {
        let text = """
            @id("one") permit(principal, action, resource);
              @id("one") forbid(principal, action, resource);
            """
        let error = CedarError.policyIDDoubled(
            id: "one",
            file: "a",
            position: Position(line: 2, column: 3),
            first: Position(line: 1, column: 1)
        )
        #expect(throws: error) { try PolicySet.parse(text, file: "a", idsFromAnnotations: true) }
        let set = try PolicySet.parse("permit(principal, action, resource);", file: "b")
        #expect(throws: CedarError.self) { try set.merging(set) }
    }

    @Test func `sets with different ids merge`() throws {
        func set(_ id: String) throws -> PolicySet {
            let text = "@id(\"\(id)\") permit(principal, action, resource);"
            return try PolicySet.parse(text, file: id, idsFromAnnotations: true)
        }
        let merged = try set("a").merging(set("b"))
        #expect(merged.policies.map(\.id) == ["a", "b"])
    }
}
