import Cedar
import Testing

@Suite struct `Entities and requests in JSON` {
    private func entities(_ json: String, schema: String? = nil) throws(CedarError) -> Entities {
        let schema = try schema.map { text throws(CedarError) in
            try Schema.parse(text, file: "s")
        }
        return try Entities.parse(Array(json.utf8), schema: schema)
    }

    private let alice = EntityUID(type: "User", id: "alice")

    @Test func `values of every type, written out`() throws {
        let read = try entities(
            """
            [{"uid": {"__entity": {"type": "User", "id": "alice"}}, "parents": [],
              "attrs": {"bool": true, "long": -9223372036854775808, "string": "s",
                "entity": {"__entity": {"type": "A::B", "id": ""}}, "set": [1, "1", [1], 1],
                "record": {"a": {"b": 1}, "type": "A", "id": "B"},
                "decimal": {"__extn": {"fn": "decimal", "arg": "1.5"}},
                "ip": {"__extn": {"fn": "ip", "arg": "::1"}},
                "datetime": {"__extn": {"fn": "datetime", "arg": "1970-01-02"}},
                "offset": {"__extn": {"fn": "offset", "args": [
                  {"__extn": {"fn": "datetime", "arg": "1970-01-01"}},
                  {"__extn": {"fn": "duration", "arg": "1d"}}]}},
                "duration": {"__extn": {"fn": "duration", "arg": "1s"}}},
              "tags": {"t": [2]}, "extra": null}]
            """
        )
        let entity = try #require(read[alice])
        #expect(
            entity.attributes == [
                "bool": true, "long": .long(.min), "string": "s",
                "entity": .entity(EntityUID(type: "A::B", id: "")), "set": [1, "1", [1]],
                "record": ["a": ["b": 1], "type": "A", "id": "B"],
                "decimal": .decimal(Value.Decimal(tenThousandths: 15_000)),
                "ip": .ipAddress(try #require(Value.IPAddress("::1"))),
                "datetime": .datetime(Value.Datetime(milliseconds: 86_400_000)),
                "offset": .datetime(Value.Datetime(milliseconds: 86_400_000)),
                "duration": .duration(Value.Duration(milliseconds: 1000)),
            ]
        )
        #expect(entity.tags == ["t": [2]])
    }

    @Test func `what a schema tells may be left out`() throws {
        let read = try entities(
            """
            [{"uid": {"type": "User", "id": "alice"}, "parents": [{"type": "User", "id": "bob"}],
              "attrs": {"friend": {"type": "User", "id": "bob"}, "text": "2024-01-01",
                "friends": [{"type": "User", "id": "bob"}, {"__entity": {"type": "X", "id": "y"}}],
                "inner": {"at": "1970-01-01", "for": {"fn": "duration", "arg": "1s"},
                          "of": {"type": "User", "id": "bob"}}},
              "tags": {"t": "1.5"}}]
            """,
            schema: """
                entity User in User { friend: User, text: String, friends: Set<User>,
                    inner: { at: datetime, for?: duration, of: { type: String, id: String } } }
                tags decimal;
                """
        )
        let bob = EntityUID(type: "User", id: "bob")
        let entity = try #require(read[alice])
        #expect(
            entity.attributes == [
                "friend": .entity(bob), "text": "2024-01-01",
                "friends": .entities([bob, EntityUID(type: "X", id: "y")]),
                "inner": [
                    "at": .datetime(Value.Datetime(milliseconds: 0)),
                    "for": .duration(Value.Duration(milliseconds: 1000)),
                    "of": ["type": "User", "id": "bob"],
                ],
            ]
        )
        #expect(entity.tags["t"] == .decimal(Value.Decimal(tenThousandths: 15_000)))
        #expect(entity.parents == [bob])
    }

    @Test(arguments: [
        ("{", "not JSON"), ("{}", "array of entities"), ("[1]", "the entity at index 0"),
        ("[{}]", "no uid"), (#"[{"uid": "User::\"a\"", "attrs": {}, "parents": []}]"#, "an entity"),
        (#"[{"uid": {"type": "U", "id": "a"}, "parents": []}]"#, "U::\"a\": Expected `attrs`"),
        (#"[{"uid": {"type": "U", "id": "a"}, "attrs": {}}]"#, "`parents`"),
        (#"[{"uid": {"type": "U ", "id": "a"}, "attrs": {}, "parents": []}]"#, "no name"),
        (#"[{"uid": {"type": "U::", "id": "a"}, "attrs": {}, "parents": []}]"#, "no name"),
        (#"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": null}, "parents": []}]"#, "`x`: Ce"),
        (#"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": 1.0}, "parents": []}]"#, "whole"),
        (#"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": 1e3}, "parents": []}]"#, "whole"),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": 9223372036854775808}, "parents": []}]"#,
            "64 bits"
        ),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": {"y": [{"z": null}]}}, "parents": []}]"#,
            "`x`, `y`, `z`: Cedar has no null."
        ),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": {"__expr": "1"}}, "parents": []}]"#,
            "__expr"
        ),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": {"__entity": 1}}, "parents": []}]"#,
            "an entity"
        ),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": {"__extn": {"fn": "ip"}}}, "parents": []}]"#,
            "a function"
        ),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": {"__extn": {"fn": "i", "arg": ""}}}, "parents": []}]"#,
            "a function"
        ),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": {"__extn": {"fn": "ip", "arg": ""}}}, "parents": []}]"#,
            "cannot read"
        ),
        (#"[{"uid": {"type": "U", "id": "a"}, "attrs": {}, "parents": [1]}]"#, "an entity"),
        (#"[{"uid": {"type": "U", "id": "a"}, "attrs": {}, "parents": [], "tags": 1}]"#, "`tags`"),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {}, "parents": [{"type": "U", "id": "a"}]}]"#,
            "a member of itself"
        ),
        (
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {}, "parents": []}, {"uid": {"type": "U", "id": "a"}, "attrs": {}, "parents": []}]"#,
            "given twice"
        ),
    ])
    func `errors name the entity and the attribute`(_ json: String, _ part: String) {
        do throws(CedarError) {
            _ = try entities(json)
            Issue.record("Expected an error.")
        } catch {
            guard case .entitiesMalformed(let sentence) = error else {
                Issue.record("Unexpected \(error)")
                return
            }
            #expect(sentence.contains(part), "\(sentence)")
        }
    }

    // MARK: The hierarchy

    @Test func `ancestors are found through any number of parents, absent ones too`() throws {
        func uid(_ number: Int) -> EntityUID { EntityUID(type: "N", id: "\(number)") }
        let chain = (0..<500).map { Entity(uid: uid($0), parents: [uid($0 + 1)]) }
        let entities = try Entities(chain.shuffled())
        #expect(entities.ancestors(of: uid(0)) == Set((1...500).map(uid)))
        #expect(entities.ancestors(of: uid(499)) == [uid(500)])
        #expect(entities.ancestors(of: uid(500)) == [])
        #expect(throws: CedarError.self) {
            try Entities(chain + [Entity(uid: uid(500), parents: [uid(250)])])
        }
    }

    @Test func `an attribute may be called __expr if it holds no text`() throws {
        let json =
            #"[{"uid": {"type": "U", "id": "a"}, "attrs": {"x": {"__expr": 1}}, "parents": []}]"#
        let entities = try Entities.parse(Array(json.utf8))
        let entity = try #require(entities[EntityUID(type: "U", id: "a")])
        #expect(entity.attributes["x"] == ["__expr": 1])
    }

    @Test func `diamonds are no circles`() throws {
        func uid(_ id: String) -> EntityUID { EntityUID(type: "N", id: id) }
        let entities = try Entities([
            Entity(uid: uid("a"), parents: [uid("b"), uid("c")]),
            Entity(uid: uid("b"), parents: [uid("d")]), Entity(uid: uid("c"), parents: [uid("d")]),
            Entity(uid: uid("d")),
        ])
        #expect(entities.ancestors(of: uid("a")) == [uid("b"), uid("c"), uid("d")])
    }

    @Test func `attributes can be replaced, of an entity that is there`() throws {
        var entities = try world()
        let uid = anyRequest.principal
        let ancestors = entities.ancestors(of: uid)
        let isThere = entities.setAttributes(["name": "A"], of: uid)
        #expect(isThere)
        #expect(entities[uid]?.attributes == ["name": "A"])
        #expect(entities.ancestors(of: uid) == ancestors)
        let isNobody = entities.setAttributes([:], of: EntityUID(type: "User", id: "nobody"))
        #expect(!isNobody)
    }

    // MARK: Requests

    @Test func `a request is read as its action says`() throws {
        let schema = try Schema.parse(
            """
            entity U;
            action a appliesTo { principal: U, resource: U, context: { at: datetime, by: U } };
            action b;
            """,
            file: "s"
        )
        func request(_ action: String) throws(CedarError) -> Request {
            let json = """
                {"principal": {"type": "U", "id": "p"}, "action": {"type": "Action", "id": "\(action)"},
                 "resource": {"__entity": {"type": "U", "id": "r"}}, "other": 1,
                 "context": {"at": "1970-01-01", "by": {"type": "U", "id": "p"}}}
                """
            return try Request.parse(Array(json.utf8), schema: schema)
        }
        #expect(
            try request("a").context == [
                "at": .datetime(Value.Datetime(milliseconds: 0)),
                "by": .entity(EntityUID(type: "U", id: "p")),
            ]
        )
        #expect(
            try request("b").context == ["at": "1970-01-01", "by": ["type": "U", "id": "p"]]
        )
    }

    @Test(arguments: [
        ("[]", "`principal`"), ("{", "not JSON"),
        (#"{"principal": {"type": "U", "id": "p"}}"#, "`action`"),
        (
            #"{"principal": {"type": "U", "id": "p"}, "action": {"type": "U", "id": "p"}, "resource": {"type": "U", "id": "p"}, "context": 1}"#,
            "to be an object"
        ),
        (
            #"{"principal": {"type": "U", "id": "p"}, "action": {"type": "U", "id": "p"}, "resource": {"type": "U", "id": "p"}, "context": {"a": null}}"#,
            "`context`, `a`"
        ),
        (
            #"{"principal": {"type": "U", "id": "p"}, "action": {"type": "U", "id": "p"}, "resource": {"type": "U", "id": "p"}, "context": {"__entity": {"type": "U", "id": "p"}}}"#,
            "to be an object"
        ),
        (
            #"{"principal": {"type": "U", "id": "p"}, "action": {"type": "U", "id": "p"}, "resource": {"type": "U", "id": "p"}, "context": {"__expr": "1"}}"#,
            "`__expr`"
        ),
    ])
    func `errors name the part of the request`(_ json: String, _ part: String) {
        do throws(CedarError) {
            _ = try Request.parse(Array(json.utf8))
            Issue.record("Expected an error.")
        } catch {
            guard case .requestMalformed(let sentence) = error else {
                Issue.record("Unexpected \(error)")
                return
            }
            #expect(sentence.contains(part), "\(sentence)")
        }
    }
}
