/// Parses schemas in Cedar's schema syntax.
///
/// Types are in `SchemaParser+Types.swift`. The grammar is that of Cedar 4.5.
struct SchemaParser {
    var cursor: TokenCursor
    /// How many types the parser is inside of.
    var depth = 0

    init(_ text: String, file: String) throws(CedarError) {
        cursor = try TokenCursor(text, file: file, blame: .schema)
    }

    mutating func schema() throws(CedarError) -> SchemaSyntax {
        var schema = SchemaSyntax()
        var outside = SchemaSyntax.Namespace(name: "")
        while !cursor.isAtEnd {
            try annotations()
            guard cursor.take("namespace") else {
                try declaration(into: &outside)
                continue
            }
            let name = try path("the namespace's name", mayBeReserved: false)
            guard !schema.namespaces.contains(where: { $0.name == name.text }) else {
                throw cursor.error(
                    "The namespace `\(name.text)` is declared twice.",
                    at: name.position
                )
            }
            var namespace = SchemaSyntax.Namespace(name: name.text)
            try cursor.expect(.openBrace, "after the namespace's name")
            while !cursor.take(.closeBrace) {
                try annotations()
                try declaration(into: &namespace)
            }
            schema.namespaces.append(namespace)
        }
        schema.namespaces.append(outside)
        return schema
    }

    /// Reads annotations, which say nothing that this library needs.
    mutating func annotations() throws(CedarError) {
        var names: Set<String> = []
        while cursor.isNext(.at) {
            let position = cursor.position
            cursor.advance()
            let name = try cursor.word("the annotation's name")
            guard names.insert(name).inserted else {
                throw cursor.error("The annotation @\(name) is given twice.", at: position)
            }
            guard cursor.take(.openParenthesis) else { continue }
            _ = try cursor.string("the annotation's value, a string")
            try cursor.expect(.closeParenthesis, "after the annotation's value")
        }
    }

    private mutating func declaration(
        into namespace: inout SchemaSyntax.Namespace
    ) throws(CedarError) {
        if cursor.take("entity") {
            namespace.entities += try entities()
        } else if cursor.take("action") {
            namespace.actions += try actions()
        } else if cursor.take("type") {
            let name = try identifier("the type's name")
            try cursor.expect(.assign, "after the type's name")
            namespace.commonTypes.append(
                SchemaSyntax.CommonTypeSyntax(name: name, type: try type())
            )
        } else {
            throw cursor.expected("`entity`, `action`, `type` or `namespace`")
        }
        try cursor.expect(.semicolon, "at the end of the declaration")
    }

    // MARK: Entities

    private mutating func entities() throws(CedarError) -> [SchemaSyntax.EntitySyntax] {
        var names = [try identifier("the entity type's name")]
        while cursor.take(.comma) { names.append(try identifier("an entity type's name")) }
        if cursor.take("enum") {
            let ids = try list { parser throws(CedarError) in
                try parser.cursor.string("an entity's id, a string")
            }
            guard !ids.isEmpty else { throw cursor.error("An enumeration needs an id.") }
            return names.map { SchemaSyntax.EntitySyntax(name: $0, ids: ids) }
        }
        let memberOf = cursor.take("in") ? try entityTypes() : []
        let hasSign = cursor.take(.assign)
        var attributes: [SchemaSyntax.AttributeSyntax] = []
        if hasSign || cursor.isNext(.openBrace) { attributes = try record() }
        let tags = cursor.take("tags") ? try type() : nil
        return names.map { name in
            SchemaSyntax.EntitySyntax(
                name: name,
                memberOf: memberOf,
                attributes: attributes,
                tags: tags
            )
        }
    }

    /// One entity type, or a list of them.
    private mutating func entityTypes() throws(CedarError) -> [SchemaSyntax.Name] {
        guard cursor.isNext(.openBracket) else { return [try path("an entity type")] }
        return try list { parser throws(CedarError) in try parser.path("an entity type") }
    }

    // MARK: Actions

    private mutating func actions() throws(CedarError) -> [SchemaSyntax.ActionSyntax] {
        var names = [try nameOrString("the action's name")]
        while cursor.take(.comma) { names.append(try nameOrString("an action's name")) }
        let groups = cursor.take("in") ? try actionNames() : []
        let appliesTo = cursor.take("appliesTo") ? try appliesTo() : nil
        if cursor.take("attributes") {
            try cursor.expect(.openBrace, "after `attributes`")
            try cursor.expect(.closeBrace, "as actions have no attributes")
        }
        return names.map { name in
            SchemaSyntax.ActionSyntax(name: name, groups: groups, appliesTo: appliesTo)
        }
    }

    private mutating func actionNames() throws(CedarError) -> [SchemaSyntax.ActionName] {
        guard cursor.isNext(.openBracket) else { return [try actionName()] }
        let names = try list { parser throws(CedarError) in try parser.actionName() }
        guard !names.isEmpty else { throw cursor.error("A list of groups needs a group.") }
        return names
    }

    private mutating func actionName() throws(CedarError) -> SchemaSyntax.ActionName {
        guard cursor.isNext(.doubleColon, ahead: 1) else {
            return SchemaSyntax.ActionName(type: nil, id: try nameOrString("an action's name"))
        }
        let type = try path("an action's type")
        try cursor.expect(.doubleColon, "between the action's type and its id")
        let position = cursor.position
        let id = try cursor.string("the action's id, a string")
        return SchemaSyntax.ActionName(
            type: type.text,
            id: SchemaSyntax.Name(text: id, position: position)
        )
    }

    private mutating func appliesTo() throws(CedarError) -> SchemaSyntax.AppliesToSyntax {
        var appliesTo = SchemaSyntax.AppliesToSyntax()
        try cursor.expect(.openBrace, "after `appliesTo`")
        repeat {
            let position = cursor.position
            let key = try cursor.word("`principal`, `resource` or `context`")
            try cursor.expect(.colon, "after `\(key)`")
            let isRepeated: Bool
            switch key {
            case "principal":
                isRepeated = appliesTo.principals != nil
                appliesTo.principals = try entityTypes()
            case "resource":
                isRepeated = appliesTo.resources != nil
                appliesTo.resources = try entityTypes()
            case "context":
                isRepeated = appliesTo.context != nil
                appliesTo.context = try type()
            case _:
                throw cursor.error("`\(key)` has no meaning in `appliesTo`.", at: position)
            }
            guard !isRepeated else {
                throw cursor.error("`\(key)` is given twice.", at: position)
            }
        } while cursor.take(.comma) && !cursor.isNext(.closeBrace)
        try cursor.expect(.closeBrace, "at the end of `appliesTo`")
        return appliesTo
    }
}
