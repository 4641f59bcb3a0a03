/// Conditions, from the loosest operator down to the tightest.
extension PolicyParser {
    /// `if c then a else b`, or a disjunction.
    mutating func expression() throws(CedarError) -> Expression {
        guard depth < Expression.heightLimit else { throw tooDeep(cursor.position) }
        depth += 1
        defer { depth -= 1 }
        let position = cursor.position
        guard cursor.take("if") else { return try disjunction() }
        let condition = try expression()
        try cursor.expect("then", "after the condition")
        let then = try expression()
        try cursor.expect("else", "after the first branch")
        let otherwise = try expression()
        return try node(
            .conditional(condition, then: then, otherwise: otherwise),
            position,
            over: [condition, then, otherwise]
        )
    }

    private mutating func disjunction() throws(CedarError) -> Expression {
        let position = cursor.position
        var operands = [try conjunction()]
        while cursor.take(.or) { operands.append(try conjunction()) }
        return operands.count == 1 ? operands[0] : try node(.or(operands), position, over: operands)
    }

    private mutating func conjunction() throws(CedarError) -> Expression {
        let position = cursor.position
        var operands = [try relation()]
        while cursor.take(.and) { operands.append(try relation()) }
        return operands.count == 1
            ? operands[0] : try node(.and(operands), position, over: operands)
    }

    /// At most one comparison: `a < b < c` is refused.
    private mutating func relation() throws(CedarError) -> Expression {
        let position = cursor.position
        let left = try sum()
        if let comparison = comparison() {
            let right = try sum()
            return try node(.binary(comparison, left, right), position, over: [left, right])
        }
        if cursor.take("has") {
            return try node(.has(left, try attributePath()), position, over: [left])
        }
        if cursor.take("like") {
            guard case .string(let raw) = cursor.current.kind else {
                throw cursor.expected("a pattern, a string, after `like`")
            }
            guard let pattern = StringLiteral.pattern(raw) else { throw cursor.badEscape }
            cursor.advance()
            return try node(.like(left, pattern), position, over: [left])
        }
        guard cursor.take("is") else { return left }
        let type = EntityType(checked: try name("the entity type after `is`"))
        guard cursor.take("in") else {
            return try node(.isType(left, type, within: nil), position, over: [left])
        }
        let group = try sum()
        return try node(.isType(left, type, within: group), position, over: [left, group])
    }

    private mutating func comparison() -> BinaryOperator? {
        let found: BinaryOperator? =
            switch cursor.current.kind {
            case .symbol(.equal): .equal
            case .symbol(.notEqual): .notEqual
            case .symbol(.less): .less
            case .symbol(.lessOrEqual): .lessOrEqual
            case .symbol(.greater): .greater
            case .symbol(.greaterOrEqual): .greaterOrEqual
            case .identifier("in"): .isIn
            case .identifier, .number, .string, .symbol, .end: nil
            }
        if found != nil { cursor.advance() }
        return found
    }

    /// What follows `has`: a string, or names joined by dots.
    private mutating func attributePath() throws(CedarError) -> [Text] {
        if case .string = cursor.current.kind {
            return [Text(try cursor.string("an attribute"))]
        }
        var path = [Text(try cursor.identifier("an attribute after `has`"))]
        while cursor.take(.dot) { path.append(Text(try cursor.identifier("an attribute"))) }
        return path
    }

    private mutating func sum() throws(CedarError) -> Expression {
        let position = cursor.position
        let first = try product()
        var terms = [Expression.Term(isSubtracted: false, value: first)]
        while cursor.isNext(.plus) || cursor.isNext(.minus) {
            let isSubtracted = cursor.isNext(.minus)
            cursor.advance()
            terms.append(Expression.Term(isSubtracted: isSubtracted, value: try product()))
        }
        return terms.count == 1
            ? first : try node(.sum(terms), position, over: terms.map(\.value))
    }

    private mutating func product() throws(CedarError) -> Expression {
        let position = cursor.position
        var factors = [try unary()]
        while cursor.take(.times) { factors.append(try unary()) }
        guard !cursor.isNext(.divide), !cursor.isNext(.modulo) else {
            throw cursor.error("Cedar has no division and no remainder.")
        }
        return factors.count == 1
            ? factors[0] : try node(.product(factors), position, over: factors)
    }

    /// Up to four `!` or up to four `-`.
    private mutating func unary() throws(CedarError) -> Expression {
        let position = cursor.position
        let sign: Token.Symbol = cursor.isNext(.not) ? .not : .minus
        var count = 0
        while cursor.take(sign) { count += 1 }
        guard count <= 4 else {
            throw cursor.error("`\(sign.rawValue)` may be repeated four times.", at: position)
        }
        var operand: Expression
        if sign == .minus, count > 0, let number = try negativeLiteral() {
            operand = try node(.literal(.long(number)), position)
            count -= 1
        } else {
            operand = try member()
        }
        for _ in 0..<count {
            operand = try node(
                sign == .not ? .not(operand) : .negate(operand),
                position,
                over: [operand]
            )
        }
        return operand
    }

    /// A number behind a minus sign that nothing is applied to: the lowest has no positive twin.
    private mutating func negativeLiteral() throws(CedarError) -> Int64? {
        guard case .number(let digits) = cursor.current.kind, !cursor.isNext(.dot, ahead: 1),
            !cursor.isNext(.openBracket, ahead: 1), !cursor.isNext(.openParenthesis, ahead: 1)
        else { return nil }
        guard let number = Int64("-" + digits) else { throw numberTooLarge }
        cursor.advance()
        return number
    }

    var numberTooLarge: CedarError { cursor.error("This number does not fit 64 bits.") }

    // MARK: Nodes

    /// A node, unless the tree is getting too high.
    func node(
        _ kind: Expression.Kind,
        _ position: Position,
        over children: [Expression] = []
    ) throws(CedarError) -> Expression {
        let height = 1 + (children.map(\.height).max() ?? 0)
        guard height <= Expression.heightLimit else { throw tooDeep(position) }
        return Expression(kind: kind, position: position, height: height)
    }

    private func tooDeep(_ position: Position) -> CedarError {
        cursor.error(
            "Expressions are nested more than \(Expression.heightLimit) deep here.",
            at: position
        )
    }
}
