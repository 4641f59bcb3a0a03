import Cedar
import Testing

@Suite struct `Schemas` {
    @Test(arguments: [
        ("entity", 1, 7, "the entity type's name"),
        ("entity A", 1, 9, "`;` at the end"),
        ("entity A; entity A;", 1, 18, "declared twice"),
        ("entity A in B;", 1, 13, "no entity type `B`"),
        ("entity A { b: B };", 1, 15, "no type `B`"),
        ("entity A { b: Long, b: Long };", 1, 21, "declared twice"),
        ("entity A { b: Set<> };", 1, 19, "a type"),
        ("entity A enum [];", 1, 17, "needs an id"),
        ("entity A enum [\"a\",];", 1, 20, "an entity's id"),
        ("entity if;", 1, 8, "reserved word"),
        ("entity __cedar;", 1, 8, "reserved word"),
        ("type A = B; type B = A;", 1, 6, "contains itself"),
        ("type A = {a: Set<A>};", 1, 6, "contains itself"),
        ("type Long = String;", 1, 6, "built-in"),
        ("type A = String; type A = Long;", 1, 23, "declared twice"),
        ("type A = __cedar::B;", 1, 10, "no type"),
        ("action a; action a;", 1, 18, "declared twice"),
        ("action a in b;", 1, 13, "no action"),
        ("action a in b; action b in a;", 1, 8, "in a circle"),
        ("action a in a;", 1, 8, "in a circle"),
        ("action a appliesTo { principal: A, resource: A };", 1, 33, "no entity type `A`"),
        ("action a appliesTo { context: {} };", 1, 8, "a principal and to a resource"),
        (
            "entity A; action a appliesTo { principal: [], resource: A };", 1, 18,
            "a principal and to a resource"
        ),
        (
            "entity A; action a appliesTo { principal: A, resource: A, context: Long };", 1, 18,
            "must be a record"
        ),
        ("action a in [];", 1, 15, "needs a group"),
        ("entity Action;", 1, 8, "that of actions"),
        ("namespace N { entity A; } type A = Long;", 1, 22, "outside any namespace"),
        ("namespace N { action a; } action a;", 1, 22, "outside any namespace"),
        ("namespace __cedar::x {}", 1, 11, "reserved word"),
        ("action a appliesTo { other: Long };", 1, 22, "no meaning"),
        ("action a appliesTo { context: {}, context: {} };", 1, 35, "given twice"),
        ("action a appliesTo {};", 1, 21, "`principal`, `resource` or `context`"),
        ("namespace A {} namespace A {}", 1, 26, "declared twice"),
        ("namespace A { entity B;", 1, 24, "`entity`, `action`, `type`"),
        ("@a @a entity A;", 1, 4, "given twice"),
        ("entity A {\n  b: \"x\"\n};", 2, 6, "a type"),
    ])
    func `tell file, line, column and a sentence`(
        _ text: String,
        _ line: Int,
        _ column: Int,
        _ part: String
    ) {
        do throws(CedarError) {
            _ = try Schema.parse(text, file: "s")
            Issue.record("Expected an error.")
        } catch {
            guard case .schemaMalformed("s", let position, let sentence) = error else {
                Issue.record("Unexpected \(error)")
                return
            }
            #expect(position == Position(line: line, column: column), "\(sentence)")
            #expect(sentence.contains(part), "\(sentence)")
        }
    }

    @Test func `take all that the grammar has`() throws {
        let schema = try Schema.parse(
            """
            // Declarations may come in any order.
            @doc("x") @flag
            namespace N::M {
                entity A, B in [C, Other] = { @a("b") x: Long, "with space"?: Set<T>, } tags String;
                entity C in A { self: A, in_: __cedar::Bool };
                type T = { a: U, b: Outer };
                type U = ipaddr;
                action "one two", three in [four, "five", N::M::Action::"six"] appliesTo {
                    principal: A, resource: [A, B, Other], context: T,
                } attributes {};
                action four, five in outermost;
                action six in Action::"four" appliesTo { principal: Other, resource: [Other] };
            }
            entity Other;
            entity Fixed enum ["a", "b"];
            type Outer = decimal;
            action outside in N::M::Action::"four" appliesTo {
                principal: Other, resource: Other, context: { when: datetime, what: Action }
            };
            action outermost;
            """,
            file: "s"
        )
        let names = Set(schema.entityTypeNames.map(\.description))
        #expect(names == ["N::M::A", "N::M::B", "N::M::C", "Other", "Fixed"])
        #expect(schema.ids(of: "Fixed") == ["a", "b"])
        #expect(schema.ids(of: "Other") == nil)
        let actions = try Entities([], schema: schema)
        let three = EntityUID(type: "N::M::Action", id: "three")
        let groups = Set(["four", "five", "six"].map { EntityUID(type: "N::M::Action", id: $0) })
        let outermost = EntityUID(type: "Action", id: "outermost")
        #expect(actions.ancestors(of: three) == groups.union([outermost]))
        #expect(schema.actionEntities.count == 7)
    }

    @Test func `a name means its own namespace first, then none, then a built-in type`() throws {
        let schema = try Schema.parse(
            """
            namespace N {
                type Date = datetime;
                entity E { a: Date, b: Both, c: decimal };
                type decimal = ipaddr;
            }
            type Other = String;
            entity Both;
            """,
            file: "s"
        )
        let json = """
            [{"uid": {"type": "N::E", "id": "e"}, "parents": [],
              "attrs": {"a": "2024-01-01", "b": {"type": "Both", "id": "x"}, "c": "::1"}}]
            """
        let entities = try Entities.parse(Array(json.utf8), schema: schema)
        let entity = try #require(entities[EntityUID(type: "N::E", id: "e")])
        #expect(entity.attributes["a"] == Value.Datetime("2024-01-01").map(Value.datetime))
        #expect(entity.attributes["b"] == .entity(EntityUID(type: "Both", id: "x")))
        #expect(entity.attributes["c"] == Value.IPAddress("::1").map(Value.ipAddress))
    }

    @Test func `types nested without end are refused in a sentence`() throws {
        let sets = String(repeating: "Set<", count: 20_000)
        #expect(throws: CedarError.self) { try Schema.parse("type A = \(sets)", file: "s") }
        let records = String(repeating: "{a: ", count: 20_000)
        #expect(throws: CedarError.self) { try Schema.parse("type A = \(records)", file: "s") }
        for order in [Array(1...3000), Array((1...3000).reversed())] {
            let chain = order.map { "type T\($0) = {a: Set<T\($0 - 1)>};" }.joined()
            #expect(throws: CedarError.self) {
                try Schema.parse("type T0 = Long; \(chain)", file: "s")
            }
        }
    }
}
