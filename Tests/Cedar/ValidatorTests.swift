import Cedar
import Testing

/// One fixture a rule of strict validation: what passes, and what is said of what does not.
@Suite struct `Strict validation` {
    @Test(arguments: [
        // Logic
        "true && false || !true",
        "if context.on then context.count == 1 else principal.age == 2",
        "if true then context.on else 1 == \"never looked at\"",
        "if false then 1 else context.on",
        "false && 1",
        "true || 1",
        "(if context.on then 1 else 2) == 3",
        "if principal has nick then principal.nick == \"x\" else false",
        // Numbers
        "1 + 2 - 3 * context.count < -principal.age",
        "context.count <= 1 && context.count > 1 && context.count >= 1",
        "context.at < datetime(\"2026-01-01\") && context.span >= duration(\"1h\")",
        // Equality
        "principal == User::\"a\"",
        "principal.age != 3",
        "1 == \"literals are compared at once\"",
        "principal == resource",
        "[true] == [false]",
        "{a: 1, b: true} == {b: false, a: 2}",
        "action == Action::\"view\" && 1 == 1",
        // Attributes
        "principal.name like \"a*\"",
        "principal has nick && principal.nick == \"x\"",
        "principal has nick && (context.on && principal.nick == \"x\")",
        "context has room.floor && context.room.floor == 1",
        "principal has nothing && principal.nothing == 1",
        "principal has \"nick\" && principal[\"nick\"] == \"x\"",
        "(principal has nick || principal has nick) && principal.nick == \"x\"",
        "(principal has nick || false) && principal.nick == \"x\"",
        "(false || principal has nick) && principal.nick == \"x\"",
        "{a: 1} has a && {a: 1}.a == 1",
        "principal.home.city == \"Leeds\"",
        "action has anything || true",
        "context.room has floor && context.room.floor == 1",
        // Tags
        "principal.hasTag(\"t\") && principal.getTag(\"t\") == \"x\"",
        "principal.hasTag(principal.name) && principal.getTag(principal.name) == \"x\"",
        "resource.hasTag(\"t\") && resource.getTag(\"t\") == \"x\"",
        "principal.hasTag(\"t\") && principal.hasTag(\"t\") && principal.getTag(\"t\") == \"x\"",
        "principal.hasTag(if context.count != 1 then \"a\" else \"b\") && "
            + "principal.getTag(if !(context.count == 1) then \"a\" else \"b\") == \"x\"",
        // Hierarchy
        "principal in Group::\"g\"",
        "principal in [Group::\"g\", Group::\"h\"]",
        "principal in resource || true",
        "principal is User && principal.age == 1",
        "principal is Group && principal.nothing == 1",
        "principal is User in Group::\"g\"",
        "action in [Action::\"reading\", Action::\"view\"]",
        "action in Action::\"reading\" || 1",
        "principal in context.groups",
        // Sets
        "[1, 2].contains(context.count)",
        "context.names.containsAll([\"a\"]) || context.names.containsAny([\"b\"])",
        "context.names.isEmpty()",
        "[[1], [2, 3]].contains([4])",
        "[{a: 1}, {a: 2}].contains({a: 3})",
        // Extensions
        "ip(\"10.0.0.1\").isInRange(context.from) && context.from.isLoopback()",
        "decimal(\"1.5\").lessThan(decimal(\"2.0\"))",
        "context.at.offset(context.span).toDate() == datetime(\"2026-01-01\")",
        "context.at.durationSince(context.at).toDays() == 1",
        // Enumerations
        "context.kind == Kind::\"one\"",
    ])
    func `passes`(_ condition: String) throws {
        #expect(try errors(in: condition) == [])
    }

    @Test(arguments: [
        ("1", "Expected Bool, found Long."),
        ("!1", "Expected Bool, found Long."),
        ("true && 1", "Expected Bool, found Long."),
        ("context.on && 1", "Expected Bool, found Long."),
        ("context.on || 1", "Expected Bool, found Long."),
        ("false || 1", "Expected Bool, found Long."),
        ("if 1 then true else true", "Expected Bool, found Long."),
        (
            "(if context.on then 1 else \"a\") == 1",
            "These have no type in common: Long and String."
        ),
        ("if true then 1 else true", "Expected Bool, found Long."),
        ("if false then true else 1", "Expected Bool, found Long."),
        ("-\"a\" == 1", "Expected Long, found String."),
        ("1 + \"a\" == 1", "Expected Long, found String."),
        ("1 - true == 1", "Expected Long, found true."),
        ("2 * context == 1", "Expected Long, found {"),
        ("context.count < \"a\"", "Expected Long, found String."),
        ("\"a\" < context.count", "Expected Long, found String."),
        ("\"a\" < \"b\"", "Expected Long, datetime or duration, found String."),
        ("context.at < context.span", "Expected datetime, found duration."),
        ("decimal(\"1.0\") < decimal(\"2.0\")", "Expected Long, datetime or duration"),
        ("context.count == \"a\"", "These have no type in common: Long and String."),
        ("context.count != \"a\"", "These have no type in common: Long and String."),
        ("context.names == [1]", "These have no type in common: Set<String> and Set<Long>."),
        ("{a: 1} == {a: 1, b: 2}", "These have no type in common"),
        ("context.room == {floor: 1}", "These have no type in common"),
        ("principal == 1", "These have no type in common: User and Long."),
        ("principal.nothing == 1", "There is no attribute `nothing` in User."),
        ("action.nothing == 1", "There is no attribute `nothing` in Action."),
        ("context.nothing == 1", "There is no attribute `nothing` in {"),
        ("1.a == 1", "Expected an entity or a record, found Long."),
        ("\"a\" has b", "Expected an entity or a record, found String."),
        ("principal.nick == \"x\"", "The attribute `nick` of User is optional"),
        ("principal has nick || principal.nick == \"x\"", "is optional"),
        ("!(principal has nick) && principal.nick == \"x\"", "is optional"),
        ("(principal has nick || context.on) && principal.nick == \"x\"", "is optional"),
        ("principal has age && principal.nick == \"x\"", "is optional"),
        ("principal has nick && User::\"a\".nick == \"x\"", "is optional"),
        (
            "(if principal has nick then true else true) && principal.nick == \"x\"",
            "is optional"
        ),
        ("context.room.floor == 1", "The attribute `floor` of"),
        ("principal.getTag(\"t\") == \"x\"", "A tag of User may not be there"),
        (
            "principal.hasTag(\"u\") && principal.getTag(\"t\") == \"x\"",
            "A tag of User may not be there"
        ),
        (
            "(resource.hasTag(\"t\") || true) && resource.getTag(\"t\") == \"x\"",
            "A tag of Photo may not be there"
        ),
        ("context.hasTag(\"t\")", "Expected an entity, found {"),
        ("principal.hasTag(1)", "Expected String, found Long."),
        ("principal.getTag(1) == \"x\"", "Expected String, found Long."),
        ("principal.name like \"a*\" && context like \"a\"", "Expected String, found {"),
        ("context in principal", "Expected an entity, found {"),
        ("principal in 1", "Expected an entity or a set of entities, found Long."),
        ("principal in [1]", "Expected an entity or a set of entities, found Set<Long>."),
        ("context is User", "Expected an entity, found {"),
        (
            "principal in [User::\"a\", Group::\"b\"]",
            "These have no type in common: "
        ),
        ("[].isEmpty()", "An empty set has no type"),
        ("context.names == []", "An empty set has no type"),
        ("[1, \"a\"].isEmpty()", "These have no type in common: "),
        ("[context.count, \"a\"].isEmpty()", "These have no type in common: Long and String."),
        ("context.names.contains(1)", "These have no type in common: String and Long."),
        ("context.count.contains(1)", "Expected a set, found Long."),
        ("context.names.containsAll(\"a\")", "Expected a set, found String."),
        ("context.names.containsAny([1])", "no type in common: Set<String> and Set<Long>."),
        ("context.count.isEmpty()", "Expected a set, found Long."),
        ("ip(\"x\").isIpv4()", "`ip` cannot read \"x\"."),
        ("ip(principal.name).isIpv4()", "`ip` takes a literal only."),
        ("ip(1).isIpv4()", "Expected String, found Long."),
        ("ip(\"::1\").isIpv4(1)", "`isIpv4` does not take 2 arguments"),
        ("ip(\"::1\").isInRange(1)", "Expected ipaddr, found Long."),
        ("context.count.toDays() == 1", "Expected duration, found Long."),
        ("Nobody::\"a\" == principal", "The schema has no entity type `Nobody`."),
        ("principal is Nobody", "The schema has no entity type `Nobody`."),
        ("[Nobody::\"a\"].contains(principal)", "The schema has no entity type `Nobody`."),
        ("false && Nobody::\"a\" == principal", "The schema has no entity type `Nobody`."),
        ("action == Action::\"dance\"", "The schema has no action Action::\"dance\"."),
        ("context.kind == Kind::\"three\"", "Kind::\"three\" is none of the entities"),
        ("{a: [Kind::\"three\"]} == {a: [context.kind]}", "is none of the entities"),
    ])
    func `refuses, in a sentence`(_ condition: String, _ sentence: String) throws {
        let errors = try errors(in: condition)
        #expect(errors.contains { $0.contains(sentence) }, "\(errors)")
    }

    @Test(arguments: [
        ("principal, action, resource", true),
        ("principal == User::\"a\", action == Action::\"view\", resource is Photo", true),
        ("principal in Group::\"a\", action in Action::\"reading\", resource", true),
        ("principal is User in Group::\"a\", action in [Action::\"view\"], resource", true),
        ("principal == Group::\"a\", action, resource", false),
        ("principal in Photo::\"a\", action, resource", false),
        ("principal is Photo, action, resource", false),
        ("principal is User in Photo::\"a\", action, resource", false),
        ("principal, action == Action::\"reading\", resource", false),
        ("principal, action in [], resource", false),
        ("principal, action, resource == User::\"a\"", false),
        ("principal == ?principal, action, resource in ?resource", true),
        ("principal is User in ?principal, action, resource", true),
        ("principal is Photo in ?principal, action, resource", false),
        ("principal == Nobody::\"a\", action, resource", false),
        ("principal, action == Action::\"dance\", resource", false),
    ])
    func `a scope must match a request that the schema allows`(
        _ scope: String,
        _ isValid: Bool
    ) throws {
        let verdict = try verdict(of: "permit(\(scope));")
        #expect(verdict.isValid == isValid, "\(verdict.errors)")
    }

    @Test func `conditions know what the ones before made sure of`() throws {
        let asked = "permit(principal, action, resource) when { principal has nick } "
        #expect(try verdict(of: asked + "when { principal.nick == \"x\" };").isValid)
        #expect(try verdict(of: asked + "unless { principal.nick == \"x\" };").isValid)
        let unasked = "permit(principal, action, resource) unless { principal has nick } "
        #expect(try !verdict(of: unasked + "when { principal.nick == \"x\" };").isValid)
    }

    @Test func `a policy must be right for every kind of request in its scope`() throws {
        let text = "when { context.extra == 1 };"
        #expect(
            try verdict(of: "permit(principal, action == Action::\"edit\", resource) \(text)")
                .isValid
        )
        let both = try verdict(of: "permit(principal, action, resource) \(text)")
        #expect(both.errors.count == 1)
        let asked = "when { action == Action::\"edit\" && context.extra == 1 };"
        #expect(try verdict(of: "permit(principal, action, resource) \(asked)").isValid)
    }

    @Test(arguments: [
        ("when { false }", true),
        ("unless { true }", true),
        ("when { principal is Group }", true),
        ("when { action in Action::\"writing\" }", true),
        ("when { principal == resource }", true),
        ("when { principal has nothing }", true),
        ("when { context.on }", false),
        ("", false),
    ])
    func `a policy that no request satisfies is a warning`(
        _ conditions: String,
        _ isWarned: Bool
    ) throws {
        let verdict = try verdict(
            of: "permit(principal, action == Action::\"view\", resource) \(conditions);"
        )
        #expect(verdict.isValid, "\(verdict.errors)")
        #expect(verdict.warnings.map(\.reason) == (isWarned ? [.neverSatisfied] : []))
    }

    @Test func `links are looked at by what fills their slots`() throws {
        var policies = try PolicySet.parse(
            "permit(principal in ?principal, action, resource) when { principal.age == 1 };",
            file: "p"
        )
        let validator = Validator(schema: try schema())
        func errors(linkedTo uid: EntityUID) throws -> [String] {
            var linked = policies
            try linked.link(template: "policy0", as: "link", principal: uid)
            return validator.validate(linked).errors.map(\.reason.sentence)
        }
        #expect(try errors(linkedTo: EntityUID(type: "Group", id: "g")) == [])
        #expect(try errors(linkedTo: EntityUID(type: "Nobody", id: "g")).count == 2)
        #expect(try errors(linkedTo: EntityUID(type: "Photo", id: "g")).count == 1)
        policies = try PolicySet.parse(
            "permit(principal == ?principal, action, resource) when { principal.age };",
            file: "p"
        )
        #expect(try errors(linkedTo: EntityUID(type: "User", id: "u")).count == 1)
    }

    @Test func `an issue tells file, line, column, policy and sentence`() throws {
        let verdict = Validator(schema: try schema()).validate(
            try PolicySet.parse(
                "@id(\"old\")\npermit(principal, action, resource)\nwhen { true &&\n  !principal.name };",
                file: "a.cedar",
                idsFromAnnotations: true
            )
        )
        #expect(
            verdict.errors.map(\.description)
                == ["a.cedar:4:4: `old`: Expected Bool, found String."]
        )
    }
}

private func schema() throws(CedarError) -> Schema {
    try Schema.parse(
        """
        entity User in [Group] { name: String, age: Long, nick?: String, home: {city: String} }
            tags String;
        entity Group in [Group];
        entity Photo;
        entity Kind enum ["one", "two"];
        type Context = { on: Bool, count: Long, at: datetime, span: duration, from: ipaddr,
            names: Set<String>, groups: Set<Group>, room: {floor?: Long}, kind: Kind };
        action reading; action writing;
        action view in reading appliesTo { principal: User, resource: Photo, context: Context };
        action edit in [writing] appliesTo { principal: User, resource: Photo,
            context: { extra: Long } };
        """,
        file: "s"
    )
}

private func verdict(of policy: String) throws(CedarError) -> Validator.Verdict {
    Validator(schema: try schema()).validate(try PolicySet.parse(policy, file: "p"))
}

private func errors(in condition: String) throws(CedarError) -> [String] {
    let scope = "principal, action == Action::\"view\", resource"
    return try verdict(of: "permit(\(scope)) when { \(condition) };").errors
        .map(\.reason.sentence)
}
