import Cedar

extension FuzzTarget {
    /// Policies in Cedar: what is read is written as JSON and read again as the same.
    static let policies = FuzzTarget(name: "policies") { bytes in
        guard let text = String(validating: bytes, as: UTF8.self),
            let policies = try? PolicySet.parse(text, file: "fuzz")
        else { return }
        roundTrip(policies)
        _ = Validator(schema: world.schema).validate(policies)
        for request in world.requests {
            _ = Authorizer.authorize(request, policies: policies, entities: world.entities)
        }
    }

    /// Policies in Cedar's JSON policy format.
    static let policyJSON = FuzzTarget(name: "policyJSON") { bytes in
        guard let policies = try? PolicySet.parse(json: bytes, file: "fuzz") else { return }
        roundTrip(policies)
        for request in world.requests {
            _ = Authorizer.authorize(request, policies: policies, entities: world.entities)
        }
    }

    /// A schema, and the conformance of a world that was made for another.
    static let schema = FuzzTarget(name: "schema") { bytes in
        guard let text = String(validating: bytes, as: UTF8.self),
            let schema = try? Schema.parse(text, file: "fuzz")
        else { return }
        let conformance = Conformance(schema: schema)
        try? conformance.check(world.entities)
        for request in world.requests { try? conformance.check(request) }
        _ = Validator(schema: schema).validate(world.policies)
        _ = try? Entities.parse(Array("[]".utf8), schema: schema)
    }

    /// Entities in JSON, with and without a schema: what is read without one is in a closed hierarchy.
    static let entities = FuzzTarget(name: "entities") { bytes in
        if let entities = try? Entities.parse(bytes, schema: world.schema) {
            try? Conformance(schema: world.schema).check(entities)
        }
        if let request = try? Request.parse(bytes, schema: world.schema) {
            try? Conformance(schema: world.schema).check(request)
            _ = Authorizer.authorize(request, policies: world.policies, entities: world.entities)
        }
        guard let entities = try? Entities.parse(bytes) else { return }
        for uid in entities.uids {
            let ancestors = entities.ancestors(of: uid)
            demand(!ancestors.contains(uid), "An entity is a member of itself.")
            demand(
                ancestors.allSatisfy { ancestors.isSuperset(of: entities.ancestors(of: $0)) },
                "A group of a group is missing."
            )
        }
        for request in world.requests {
            _ = Authorizer.authorize(request, policies: world.policies, entities: entities)
            _ = ClosedWorld.missing(from: entities, for: request)
        }
    }

    /// A condition, evaluated against a world in which every type of value is to be had.
    static let condition = FuzzTarget(name: "condition") { bytes in
        guard let text = String(validating: bytes, as: UTF8.self),
            let policies = try? PolicySet.parse(
                "permit(principal, action, resource) when { \(text)\n};",
                file: "fuzz"
            )
        else { return }
        for request in world.requests {
            let once = Authorizer.authorize(request, policies: policies, entities: world.entities)
            let again = Authorizer.authorize(request, policies: policies, entities: world.entities)
            demand(once.decision == again.decision, "Two answers to one question.")
            demand(once.errors.isEmpty || once.decision == .deny, "Allowed by a policy that erred.")
        }
    }

    private static func roundTrip(_ policies: PolicySet) {
        guard let json = try? policies.json() else { return }
        guard let again = try? PolicySet.parse(json: json, file: "again") else {
            return demand(false, "What was written cannot be read.")
        }
        demand((try? again.json()) == json, "What was read is written otherwise.")
        demand(again.policies.count == policies.policies.count, "A policy was lost.")
    }

    private struct World: Sendable {
        let schema: Schema
        let policies: PolicySet
        let entities: Entities
        let requests: [Request]

        init?() {
            guard let schema = try? Schema.parse(Self.schemaText, file: "schema"),
                let policies = try? PolicySet.parse(Self.policyText, file: "policies"),
                let entities = try? Entities.parse(Array(Self.entityText.utf8), schema: schema)
            else { return nil }
            self.schema = schema
            self.policies = policies
            self.entities = entities
            let alice = EntityUID(type: "User", id: "alice")
            let context: Value.Record = [
                "a": 1, "b": [1, 2, -3], "c": ["d": ["e": true]], "s": "e\u{301}",
                "u": .entity(alice), "n": .datetime(Value.Datetime(milliseconds: -1)),
            ]
            requests = [
                Request(
                    principal: alice,
                    action: EntityUID(type: "Action", id: "view"),
                    resource: EntityUID(type: "Photo", id: "p"),
                    context: context
                ),
                Request(
                    principal: EntityUID(type: "Nobody", id: ""),
                    action: EntityUID(type: "Action", id: "edit"),
                    resource: alice
                ),
            ]
        }

        private static let schemaText = """
            entity User in [Group] { name: String, age?: Long, at?: datetime } tags Set<String>;
            entity Group; entity Photo { owner: User, ip?: ipaddr, d?: decimal, t?: duration };
            action all; action view in [all] appliesTo { principal: User, resource: Photo, context: { a: Long } };
            """

        private static let policyText = """
            permit(principal is User, action in Action::"all", resource) when { principal.name like "A*" };
            forbid(principal, action, resource is Photo) unless { resource.owner == principal };
            """

        private static let entityText = """
            [{"uid":{"type":"User","id":"alice"},"attrs":{"name":"Alice","age":9,"at":"2026-10-20"},
              "parents":[{"type":"Group","id":"g"}],"tags":{"t":["x"]}},
             {"uid":{"type":"Group","id":"g"},"attrs":{},"parents":[]},
             {"uid":{"type":"Photo","id":"p"},"parents":[],
              "attrs":{"owner":{"type":"User","id":"alice"},"ip":"::1","d":"1.5","t":"1h"}}]
            """
    }

    /// Nothing is tried without it.
    private static let world: World = {
        guard let world = World() else { preconditionFailure("The fuzzers' own world is wrong.") }
        return world
    }()
}
