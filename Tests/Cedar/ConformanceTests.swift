import Cedar
import Testing

@Suite struct `Conformance to a schema` {
    private static let schema = """
        entity User in [Group] { name: String, age?: Long, home: { city: String, street?: String } }
            tags Set<String>;
        entity Group in [Org];
        entity Org;
        entity Colour enum ["red", "green"];
        entity Photo { owner: User, colours: Set<Colour>, taken: datetime };
        action reading;
        action view in [reading] appliesTo {
            principal: [User, Colour], resource: [Photo], context: { at: datetime, from?: ipaddr } };
        """

    private func why(entities json: String) throws -> String? {
        let schema = try Schema.parse(Self.schema, file: "s")
        let entities = try Entities.parse(Array(json.utf8), schema: schema)
        let conformance = Conformance(schema: schema)
        do throws(Conformance.Failure) {
            try conformance.check(entities)
            return nil
        } catch {
            return error.description
        }
    }

    private func why(_ request: Request) throws -> String? {
        let conformance = Conformance(schema: try Schema.parse(Self.schema, file: "s"))
        do throws(Conformance.Failure) {
            try conformance.check(request)
            return nil
        } catch {
            return error.description
        }
    }

    private func user(_ attributes: String, _ rest: String = "") -> String {
        """
        [{"uid": {"type": "User", "id": "a"}, "parents": [], "attrs": \(attributes)\(rest)}]
        """
    }

    private let good = #"{"name": "A", "home": {"city": "Leeds"}}"#

    @Test func `an entity has every attribute of its type and none besides`() throws {
        #expect(try why(entities: user(good)) == nil)
        #expect(
            try why(entities: user(#"{"home": {"city": "Leeds"}}"#))
                == #"In User::"a", `name`: It is missing."#
        )
        #expect(
            try why(entities: user(#"{"name": "A", "home": {"city": "L", "room": 1}}"#))
                == #"In User::"a", `home`, `room`: The schema has no such attribute."#
        )
        #expect(
            try why(entities: user(#"{"name": "A", "age": "1", "home": {"city": "L"}}"#))
                == #"In User::"a", `age`: Expected Long, found a string."#
        )
    }

    @Test func `its parents are of types that may hold it`() throws {
        func parents(_ list: String) throws -> String? {
            try why(
                entities:
                    #"[{"uid": {"type": "User", "id": "a"}, "attrs": \#(good), "parents": [\#(list)]}]"#
            )
        }
        #expect(try parents(#"{"type": "Group", "id": "g"}"#) == nil)
        #expect(try parents(#"{"type": "Org", "id": "o"}"#) == nil)
        #expect(
            try parents(#"{"type": "Photo", "id": "p"}"#)
                == #"In User::"a", `parents`: `User` is in no `Photo`."#
        )
    }

    @Test func `tags are as declared, where any are`() throws {
        #expect(try why(entities: user(good, #", "tags": {"t": ["x"]}"#)) == nil)
        #expect(
            try why(entities: user(good, #", "tags": {"t": [1]}"#))
                == #"In User::"a", `tags`, `t`: Expected String, found a long."#
        )
        let group =
            #"[{"uid": {"type": "Group", "id": "g"}, "attrs": {}, "parents": [], "tags": {"t": 1}}]"#
        #expect(
            try why(entities: group) == #"In Group::"g", `tags`, `t`: `Group` has no tags."#
        )
    }

    @Test func `an enumerated type has no entities but its own`() throws {
        func colour(_ id: String) -> String {
            #"[{"uid": {"type": "Colour", "id": "\#(id)"}, "attrs": {}, "parents": []}]"#
        }
        #expect(try why(entities: colour("red")) == nil)
        #expect(
            try why(entities: colour("blue"))
                == #"In Colour::"blue": Colour::"blue" is none of the entities that `Colour` lists."#
        )
        let photo = """
            [{"uid": {"type": "Photo", "id": "p"}, "parents": [], "attrs": {
              "owner": {"type": "User", "id": "a"}, "taken": "2026-10-20",
              "colours": [{"type": "Colour", "id": "blue"}]}}]
            """
        #expect(
            try why(entities: photo)
                == #"In Photo::"p", `colours`: Colour::"blue" is none of the entities that `Colour` lists."#
        )
    }

    @Test func `a type that is not declared, and an action that is not`() throws {
        #expect(
            try why(entities: #"[{"uid": {"type": "Car", "id": "c"}, "attrs": {}, "parents": []}]"#)
                == #"In Car::"c": The schema has no entity type `Car`."#
        )
        #expect(
            try why(
                entities:
                    #"[{"uid": {"type": "Action", "id": "edit"}, "attrs": {}, "parents": []}]"#
            ) == #"In Action::"edit": The schema has no such action."#
        )
        #expect(
            try why(
                entities: """
                    [{"uid": {"type": "Action", "id": "reading"}, "attrs": {"a": 1}, "parents": []}]
                    """
            ) == #"In Action::"reading": The schema says otherwise of this action."#
        )
    }

    @Test func `a request is for a declared action, by and on what it is declared for`() throws {
        let good = Request(
            principal: EntityUID(type: "User", id: "a"),
            action: EntityUID(type: "Action", id: "view"),
            resource: EntityUID(type: "Photo", id: "p"),
            context: ["at": .datetime(Value.Datetime(milliseconds: 0))]
        )
        #expect(try why(good) == nil)
        var request = good
        request.action = EntityUID(type: "Action", id: "edit")
        #expect(
            try why(request) == #"In the request: The schema has no action Action::"edit"."#
        )
        request.action = EntityUID(type: "Action", id: "reading")
        #expect(
            try why(request)
                == #"In the request, `principal`: Action::"reading" is for no `User`."#
        )
        request = good
        request.resource = EntityUID(type: "User", id: "a")
        #expect(
            try why(request)
                == #"In the request, `resource`: Action::"view" is for no `User`."#
        )
        request = good
        request.principal = EntityUID(type: "Colour", id: "blue")
        #expect(
            try why(request)?.hasSuffix(
                #"Colour::"blue" is none of the entities that `Colour` lists."#
            ) == true
        )
    }

    @Test func `a context has every attribute of its action and none besides`() throws {
        func context(_ context: Value.Record) throws -> String? {
            try why(
                Request(
                    principal: EntityUID(type: "User", id: "a"),
                    action: EntityUID(type: "Action", id: "view"),
                    resource: EntityUID(type: "Photo", id: "p"),
                    context: context
                )
            )
        }
        let now = Value.datetime(Value.Datetime(milliseconds: 0))
        #expect(try context([:]) == "In the request, `context`, `at`: It is missing.")
        #expect(
            try context(["at": now, "more": 1])
                == "In the request, `context`, `more`: The schema has no such attribute."
        )
        #expect(
            try context(["at": now, "from": "::1"])
                == "In the request, `context`, `from`: Expected ipaddr, found a string."
        )
    }

    @Test func `a closed world names the entity that is spoken of and not there`() throws {
        let alice = EntityUID(type: "User", id: "a")
        let bob = EntityUID(type: "User", id: "b")
        let action = EntityUID(type: "Action", id: "view")
        var request = Request(principal: alice, action: action, resource: alice)
        let whole = try Entities([Entity(uid: alice), Entity(uid: action)])
        #expect(ClosedWorld.missing(from: whole, for: request).isEmpty)
        request.context = ["who": ["them": [.entity(alice), .entity(bob)]]]
        #expect(ClosedWorld.missing(from: whole, for: request) == [bob])
        request.context = [:]
        let open = [
            Entity(uid: alice, attributes: ["friend": .entity(bob)]),
            Entity(uid: alice, parents: [bob]),
            Entity(uid: alice, tags: ["t": [.entity(bob)]]),
        ]
        for entity in open {
            let entities = try Entities([entity, Entity(uid: action)])
            #expect(ClosedWorld.missing(from: entities, for: request) == [bob])
        }
        request.principal = bob
        #expect(ClosedWorld.missing(from: whole, for: request) == [bob])
    }
}
