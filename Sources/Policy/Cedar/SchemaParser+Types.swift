/// Types, and the names that all declarations use.
extension SchemaParser {
    mutating func type() throws(CedarError) -> SchemaSyntax.TypeSyntax {
        guard depth < Expression.heightLimit else {
            throw cursor.error("Types are nested more than \(Expression.heightLimit) deep here.")
        }
        depth += 1
        defer { depth -= 1 }
        if cursor.isNext(.openBrace) { return .record(try record()) }
        guard cursor.isNext("Set"), cursor.isNext(.less, ahead: 1) else {
            return .name(try path("a type"))
        }
        cursor.advance()
        cursor.advance()
        let element = try type()
        try cursor.expect(.greater, "after the type of the set's elements")
        return .set(element)
    }

    /// `{ name: Type, name?: Type }`.
    mutating func record() throws(CedarError) -> [SchemaSyntax.AttributeSyntax] {
        var attributes: [SchemaSyntax.AttributeSyntax] = []
        var names: Set<Text> = []
        try cursor.expect(.openBrace, "before the attributes")
        while !cursor.isNext(.closeBrace) {
            try annotations()
            let name = try nameOrString("an attribute's name")
            guard names.insert(Text(name.text)).inserted else {
                throw cursor.error(
                    "The attribute `\(name.text)` is declared twice.",
                    at: name.position
                )
            }
            let isRequired = !cursor.take(.question)
            try cursor.expect(.colon, "after the attribute's name")
            attributes.append(
                SchemaSyntax.AttributeSyntax(name: name, isRequired: isRequired, type: try type())
            )
            guard cursor.take(.comma) else { break }
        }
        try cursor.expect(.closeBrace, "after the attributes")
        return attributes
    }

    // MARK: Names

    mutating func identifier(_ what: String) throws(CedarError) -> SchemaSyntax.Name {
        let position = cursor.position
        return SchemaSyntax.Name(text: try cursor.identifier(what), position: position)
    }

    mutating func nameOrString(_ what: String) throws(CedarError) -> SchemaSyntax.Name {
        guard case .string = cursor.current.kind else { return try identifier(what) }
        let position = cursor.position
        return SchemaSyntax.Name(text: try cursor.string(what), position: position)
    }

    /// Identifiers joined by `::`; `__cedar`, the built-in types' namespace, may be the first.
    mutating func path(
        _ what: String,
        mayBeReserved: Bool = true
    ) throws(CedarError) -> SchemaSyntax.Name {
        let position = cursor.position
        let isBuiltIn =
            mayBeReserved && cursor.isNext(.doubleColon, ahead: 1) && cursor.take("__cedar")
        var name = isBuiltIn ? "__cedar" : try cursor.identifier(what)
        while cursor.isNext(.doubleColon), case .identifier = cursor.token(ahead: 1).kind {
            cursor.advance()
            name += "::" + (try cursor.identifier("a name"))
        }
        return SchemaSyntax.Name(text: name, position: position)
    }

    /// Between brackets, separated by commas.
    mutating func list<Element>(
        _ element: (inout SchemaParser) throws(CedarError) -> Element
    ) throws(CedarError) -> [Element] {
        try cursor.expect(.openBracket, "before the list")
        var elements: [Element] = []
        guard !cursor.take(.closeBracket) else { return elements }
        repeat { elements.append(try element(&self)) } while cursor.take(.comma)
        try cursor.expect(.closeBracket, "after the list")
        return elements
    }
}
