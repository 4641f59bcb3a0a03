/// Parses policies: annotations, effect, scope, conditions.
///
/// Conditions are in `PolicyParser+Expressions.swift`. The grammar is that of Cedar 4.5.
struct PolicyParser {
    var cursor: TokenCursor
    /// How many expressions the parser is inside of.
    var depth = 0
    private let file: String
    private let idsFromAnnotations: Bool

    private init(_ text: String, file: String, idsFromAnnotations: Bool) throws(CedarError) {
        cursor = try TokenCursor(text, file: file, blame: .policy)
        self.file = file
        self.idsFromAnnotations = idsFromAnnotations
    }

    /// The policies and templates of a text, in order.
    ///
    /// Positional ids count from `firstNumber`.
    static func policies(
        _ text: String,
        file: String,
        idsFromAnnotations: Bool,
        firstNumber: Int
    ) throws(CedarError) -> [Policy] {
        var parser = try PolicyParser(text, file: file, idsFromAnnotations: idsFromAnnotations)
        var policies: [Policy] = []
        while !parser.cursor.isAtEnd {
            policies.append(try parser.policy(number: firstNumber + policies.count))
        }
        return policies
    }

    private mutating func policy(number: Int) throws(CedarError) -> Policy {
        let position = cursor.position
        let (annotations, bareAnnotations) = try annotations()
        let effect = try effect()
        try cursor.expect(.openParenthesis, "after the effect")
        let principal = try scope(.principal)
        try cursor.expect(.comma, "after the principal")
        let action = try actionScope()
        try cursor.expect(.comma, "after the action")
        let resource = try scope(.resource)
        _ = cursor.take(.comma)
        try cursor.expect(.closeParenthesis, "after the resource")
        let conditions = try conditions()
        try cursor.expect(.semicolon, "at the end of the policy")
        return Policy(
            id: try id(number: number, annotations, position),
            effect: effect,
            annotations: annotations,
            bareAnnotations: bareAnnotations,
            file: file,
            position: position,
            principal: principal,
            action: action,
            resource: resource,
            conditions: conditions
        )
    }

    private func id(
        number: Int,
        _ annotations: [String: String],
        _ position: Position
    ) throws(CedarError) -> String {
        guard idsFromAnnotations else { return "policy\(number)" }
        guard let id = annotations["id"], !id.isEmpty else {
            throw cursor.error("This policy has no @id annotation.", at: position)
        }
        return id
    }

    /// All of them with their values, and the names of those without one.
    private mutating func annotations() throws(CedarError) -> ([String: String], Set<String>) {
        var annotations: [String: String] = [:]
        var bare: Set<String> = []
        while cursor.isNext(.at) {
            let position = cursor.position
            cursor.advance()
            let name = try cursor.word("the annotation's name")
            var value = ""
            if cursor.take(.openParenthesis) {
                value = try cursor.string("the annotation's value, a string")
                try cursor.expect(.closeParenthesis, "after the annotation's value")
            } else {
                bare.insert(name)
            }
            guard annotations.updateValue(value, forKey: name) == nil else {
                throw cursor.error("The annotation @\(name) is given twice.", at: position)
            }
        }
        return (annotations, bare)
    }

    private mutating func effect() throws(CedarError) -> Policy.Effect {
        if cursor.take("permit") { return .permit }
        if cursor.take("forbid") { return .forbid }
        throw cursor.expected("`permit` or `forbid`")
    }

    private mutating func conditions() throws(CedarError) -> [Condition] {
        var conditions: [Condition] = []
        while cursor.isNext("when") || cursor.isNext("unless") {
            let isUnless = cursor.isNext("unless")
            cursor.advance()
            try cursor.expect(.openBrace, "before the condition")
            conditions.append(Condition(isUnless: isUnless, expression: try expression()))
            try cursor.expect(.closeBrace, "after the condition")
        }
        return conditions
    }

    // MARK: Scope

    private mutating func scope(_ variable: Variable) throws(CedarError) -> ScopeConstraint {
        try cursor.expect(variable.rawValue, "in the policy's scope")
        if cursor.take(.equal) { return .equal(try scopeEntity(variable)) }
        if cursor.take("in") { return .within(try scopeEntity(variable)) }
        guard cursor.take("is") else { return .any }
        let type = EntityType(checked: try name("the entity type"))
        return cursor.take("in")
            ? .isTypeWithin(type, try scopeEntity(variable)) : .isType(type)
    }

    private mutating func scopeEntity(_ variable: Variable) throws(CedarError) -> ScopeEntity {
        let slot = cursor.current
        guard cursor.isNext(.question) else { return .entity(try parenthesized()) }
        cursor.advance()
        let name = cursor.current
        guard cursor.take(variable.rawValue), name.start == slot.end else {
            throw cursor.error(
                "Only the slot `?\(variable.rawValue)` may stand here.",
                at: slot.position
            )
        }
        return .slot
    }

    private mutating func actionScope() throws(CedarError) -> ActionConstraint {
        try cursor.expect("action", "in the policy's scope")
        if cursor.take(.equal) { return .equal(try actionEntity()) }
        guard cursor.take("in") else { return .any }
        guard cursor.take(.openBracket) else { return .within([try actionEntity()]) }
        var actions: [EntityUID] = []
        while !cursor.isNext(.closeBracket) {
            actions.append(try actionEntity())
            guard cursor.take(.comma) else { break }
        }
        try cursor.expect(.closeBracket, "after the actions")
        return .within(actions)
    }

    private mutating func actionEntity() throws(CedarError) -> EntityUID {
        let position = cursor.position
        let uid = try parenthesized()
        guard uid.type.isAction else {
            throw cursor.error("Expected an action, found \(uid).", at: position)
        }
        return uid
    }

    /// An entity, which parentheses may surround.
    private mutating func parenthesized() throws(CedarError) -> EntityUID {
        var count = 0
        while cursor.take(.openParenthesis) { count += 1 }
        let uid = try entity()
        for _ in 0..<count { try cursor.expect(.closeParenthesis, "after the entity") }
        return uid
    }

    // MARK: Names

    /// `Type::"id"`.
    mutating func entity() throws(CedarError) -> EntityUID {
        let type = try name("an entity such as User::\"alice\"")
        try cursor.expect(.doubleColon, "between the entity's type and its id")
        return EntityUID(
            type: EntityType(checked: type),
            id: try cursor.string("the entity's id, a string")
        )
    }

    /// Identifiers joined by `::`, up to the first `::` that no identifier follows.
    mutating func name(_ what: String) throws(CedarError) -> String {
        var name = try cursor.identifier(what)
        while cursor.isNext(.doubleColon), case .identifier = cursor.token(ahead: 1).kind {
            cursor.advance()
            name += "::" + (try cursor.identifier("a name"))
        }
        return name
    }
}
