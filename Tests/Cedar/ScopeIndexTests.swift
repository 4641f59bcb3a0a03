import Cedar
import Testing

@Suite struct `A large set of policies` {
    private let alice = EntityUID(type: "User", id: "alice")
    private let staff = EntityUID(type: "Group", id: "staff")
    private let flower = EntityUID(type: "Photo", id: "flower")
    private let album = EntityUID(type: "Album", id: "holidays")
    private let view = EntityUID(type: "Action", id: "view")
    private let reading = EntityUID(type: "Action", id: "reading")

    private func entities() throws(CedarError) -> Entities {
        try Entities([
            Entity(uid: alice, parents: [staff]), Entity(uid: staff),
            Entity(uid: flower, parents: [album]), Entity(uid: album),
            Entity(uid: view, parents: [reading]), Entity(uid: reading),
        ])
    }

    private func reasons(_ policies: PolicySet) throws(CedarError) -> [String] {
        Authorizer.authorize(
            Request(principal: alice, action: view, resource: flower),
            policies: policies,
            entities: try entities()
        ).reasons
    }

    @Test func `finds a policy under whatever its scope names`() throws {
        let principals = [
            "principal", "principal == User::\"alice\"", "principal in Group::\"staff\"",
            "principal in User::\"alice\"", "principal is User",
            "principal is User in Group::\"staff\"",
        ]
        let actions = [
            "action", "action == Action::\"view\"", "action in Action::\"reading\"",
            "action in [Action::\"edit\", Action::\"view\", Action::\"reading\"]",
        ]
        let resources = [
            "resource", "resource == Photo::\"flower\"", "resource in Album::\"holidays\"",
            "resource is Photo", "resource is Photo in Album::\"holidays\"",
        ]
        for principal in principals {
            for action in actions {
                for resource in resources {
                    let text = "permit(\(principal), \(action), \(resource));"
                    let set = try PolicySet.parse(text, file: "p")
                    #expect(try reasons(set) == ["policy0"], Comment(rawValue: text))
                }
            }
        }
    }

    @Test func `leaves out a policy whose scope names something else`() throws {
        let scopes = [
            "principal == User::\"bob\", action, resource",
            "principal in Group::\"guests\", action, resource",
            "principal == User::\"alice\", action == Action::\"edit\", resource",
            "principal == User::\"alice\", action, resource == Photo::\"tree\"",
            "principal, action in [], resource in Album::\"holidays\"",
            "principal is Group, action, resource == Photo::\"flower\"",
            "principal, action == Action::\"reading\", resource",
        ]
        for scope in scopes {
            let set = try PolicySet.parse("permit(\(scope));", file: "p")
            #expect(try reasons(set).isEmpty, Comment(rawValue: scope))
        }
    }

    @Test func `tells of its policies in the order they were written, each once`() throws {
        let set = try PolicySet.parse(
            """
            permit(principal, action, resource in Album::"holidays");
            permit(principal, action in [Action::"view", Action::"reading"], resource);
            permit(principal == User::"alice", action, resource);
            forbid(principal == User::"bob", action, resource);
            permit(principal in Group::"staff", action, resource) when { 1 };
            permit(principal, action, resource);
            """,
            file: "p"
        )
        #expect(try reasons(set) == ["policy0", "policy1", "policy2", "policy5"])
    }

    @Test func `finds the links of a template under what fills its slots`() throws {
        var set = try PolicySet.parse(
            "permit(principal == ?principal, action, resource in ?resource);",
            file: "p"
        )
        for number in 0..<1000 {
            try set.link(
                template: "policy0",
                as: "link\(number)",
                principal: number == 700 ? alice : EntityUID(type: "User", id: "u\(number)"),
                resource: album
            )
        }
        #expect(try reasons(set) == ["link700"])
    }
}
