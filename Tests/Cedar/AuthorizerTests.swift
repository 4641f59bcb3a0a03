import Cedar
import Testing

@Suite struct `Deciding` {
    private func response(_ text: String) throws(CedarError) -> Response {
        Authorizer.authorize(
            anyRequest,
            policies: try PolicySet.parse(text, file: "test"),
            entities: try world()
        )
    }

    @Test func `nothing is allowed by nothing`() throws {
        let response = try response("")
        #expect(response == Response.denied)
    }

    @Test func `all satisfied permits are the reasons`() throws {
        let response = try response(
            """
            permit(principal, action, resource);
            permit(principal, action, resource) when { false };
            permit(principal, action, resource) unless { false };
            """
        )
        #expect(response.decision == .allow)
        #expect(response.reasons == ["policy0", "policy2"])
    }

    @Test func `a forbid wins, and only forbids are the reasons`() throws {
        let response = try response(
            """
            permit(principal, action, resource);
            forbid(principal, action, resource);
            forbid(principal, action, resource) when { true } unless { true };
            """
        )
        #expect(response.decision == .deny)
        #expect(response.reasons == ["policy1"])
    }

    @Test func `a policy that errs is skipped and named`() throws {
        let response = try response(
            """
            forbid(principal, action, resource) when { context.missing };
            permit(principal, action, resource) when { true };
            permit(principal, action, resource) when { 1 };
            """
        )
        #expect(response.decision == .allow)
        #expect(response.reasons == ["policy1"])
        #expect(response.errors.map(\.policyID) == ["policy0", "policy2"])
    }

    @Test func `clauses are looked at in order, until one fails`() throws {
        let text = "permit(principal, action, resource) when { false } when { 1 };"
        #expect(try response(text) == Response.denied)
        let other = "permit(principal, action, resource) unless { true } unless { 1 };"
        #expect(try response(other) == Response.denied)
        let third = "permit(principal, action, resource) when { true } unless { 1 };"
        #expect(try response(third).errors.count == 1)
    }

    @Test(arguments: [
        ("principal, action, resource", true),
        ("principal == User::\"alice\", action, resource", true),
        ("principal == User::\"bob\", action, resource", false),
        ("principal in User::\"alice\", action, resource", true),
        ("principal in Group::\"people\", action, resource", true),
        ("principal in Group::\"enemies\", action, resource", false),
        ("principal is User, action, resource", true),
        ("principal is Photo, action, resource", false),
        ("principal is User in Group::\"friends\", action, resource", true),
        ("principal is Photo in Group::\"friends\", action, resource", false),
        ("principal is User in Group::\"enemies\", action, resource", false),
        ("principal, action == Action::\"view\", resource", true),
        ("principal, action == Action::\"edit\", resource", false),
        ("principal, action == N::Action::\"view\", resource", false),
        ("principal, action in Action::\"view\", resource", true),
        ("principal, action in [Action::\"edit\", Action::\"view\"], resource", true),
        ("principal, action in [Action::\"edit\"], resource", false),
        ("principal, action in [], resource", false),
        ("principal, action, resource == Photo::\"flower\"", true),
        ("principal, action, resource in Photo::\"other\"", false),
        ("principal, action, resource is Photo", true),
        ("principal, action, resource is User", false),
    ])
    func `scopes hold when they should`(_ scope: String, _ holds: Bool) throws {
        #expect(try response("permit(\(scope));").decision == (holds ? .allow : .deny))
    }

    @Test func `a scope that fails keeps its policy from erring`() throws {
        let text = "permit(principal is Photo, action, resource) when { 1 };"
        #expect(try response(text) == Response.denied)
    }

    @Test func `groups of actions come from entities and from the schema`() throws {
        let policies = try PolicySet.parse(
            """
            permit(principal, action in Action::"reading", resource);
            permit(principal, action in [Action::"all", Action::"reading"], resource);
            permit(principal, action == Action::"reading", resource);
            """,
            file: "test"
        )
        let schema = try Schema.parse(
            """
            action view in reading; action reading in all; action all;
            """,
            file: "schema"
        )
        let entities = try Entities([], schema: schema)
        let reasons = Authorizer.authorize(anyRequest, policies: policies, entities: entities)
            .reasons
        #expect(reasons == ["policy0", "policy1"])
        let without = Authorizer.authorize(anyRequest, policies: policies, entities: Entities())
        #expect(without == Response.denied)
    }

    // MARK: Templates

    @Test func `a template decides only where it is linked`() throws {
        var policies = try PolicySet.parse(
            """
            @reason("r")
            permit(principal == ?principal, action, resource is Photo in ?resource);
            """,
            file: "test"
        )
        func decision() throws(CedarError) -> [String] {
            Authorizer.authorize(anyRequest, policies: policies, entities: try world()).reasons
        }
        #expect(try decision() == [])
        try policies.link(
            template: "policy0",
            as: "for alice",
            principal: anyRequest.principal,
            resource: anyRequest.resource
        )
        #expect(try decision() == ["for alice"])
        #expect(policies["for alice"]?.annotations == ["reason": "r"])
        #expect(throws: CedarError.self) {
            try policies.link(template: "policy0", as: "half", principal: anyRequest.principal)
        }
        #expect(throws: CedarError.self) { try policies.link(template: "for alice", as: "x") }
        var others = try PolicySet.parse(
            "permit(principal == ?principal, action, resource);",
            file: "test"
        )
        #expect(throws: CedarError.self) {
            try others.link(
                template: "policy0",
                as: "more than it has",
                principal: anyRequest.principal,
                resource: anyRequest.resource
            )
        }
        #expect(throws: CedarError.self) {
            try policies.link(
                template: "policy0",
                as: "for alice",
                principal: anyRequest.principal,
                resource: anyRequest.resource
            )
        }
        #expect(try decision() == ["for alice"])
    }

    // MARK: What a policy reads

    @Test func `paths are all that a policy looks at`() throws {
        let policies = try PolicySet.parse(
            """
            permit(principal in Group::"g", action == Action::"a", resource)
            when { context.room.present.contains(principal.person) && context has consent.given }
            when { if resource["with space"] like "*" then [resource.state] == [] else false }
            unless { {a: context.clock.now}.a < datetime("2024-01-01").offset(context.grace) };
            permit(principal, action, resource);
            permit(principal, action, resource) when { principal is User in resource.group };
            """,
            file: "test"
        )
        let first = try #require(policies["policy0"])
        #expect(
            first.paths.map(\.description).sorted() == [
                "action", "context.clock.now", "context.consent.given", "context.grace",
                "context.room.present", "principal", "principal.person", "resource.state",
                "resource.with space",
            ]
        )
        #expect(policies["policy1"]?.paths == [])
        let group = AttributePath(.resource, ["group"])
        #expect(policies["policy2"]?.paths == [AttributePath(.principal), group])
    }
}

extension Response {
    fileprivate static let denied = Authorizer.authorize(
        anyRequest,
        policies: PolicySet(),
        entities: Entities()
    )
}
