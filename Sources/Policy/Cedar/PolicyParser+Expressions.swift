/// Conditions: operators and what they bind.
extension PolicyParser {
    /// `if c then a else b`, or operands with operators between them.
    mutating func expression() throws(CedarError) -> Expression {
        guard depth < Expression.heightLimit else { throw tooDeep(cursor.position) }
        depth += 1
        defer { depth -= 1 }
        let position = cursor.position
        guard cursor.take("if") else { return try operation(atLeast: 0) }
        return try conditional(position)
    }

    private mutating func conditional(_ position: Position) throws(CedarError) -> Expression {
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

    /// How tightly operators bind, the loosest first.
    private enum Binding: Int {
        case or, and, relation, sum, product

        /// What may stand to the right of such an operator, without parentheses.
        var tighter: Int { rawValue + 1 }
    }

    /// Operands, and the operators between them that bind at least so tightly.
    ///
    /// The operand on the left is parsed before the operator is known, so that parentheses cost few
    /// calls and little stack.
    private mutating func operation(atLeast minimum: Int) throws(CedarError) -> Expression {
        let position = cursor.position
        var left = try unary()
        var loosest = Binding.product
        while let binding = nextBinding, binding.rawValue >= minimum {
            // Behind `has`, `like` and `is` stands no operand that could be multiplied or added to.
            guard binding.rawValue <= loosest.rawValue else {
                throw cursor.error("An operator that binds tighter needs parentheses here.")
            }
            switch binding {
            case .or: left = try disjunction(left, position)
            case .and: left = try conjunction(left, position)
            case .relation:
                guard loosest != .relation else {
                    throw cursor.error("Comparisons cannot be chained; use parentheses and `&&`.")
                }
                left = try relation(left, position)
            case .sum: left = try sum(left, position)
            case .product: left = try product(left, position)
            }
            loosest = binding
        }
        return left
    }

    private var nextBinding: Binding? {
        switch cursor.current.kind {
        case .identifier("in"), .identifier("has"), .identifier("like"), .identifier("is"):
            .relation
        case .symbol(let symbol):
            switch symbol {
            case .or: .or
            case .and: .and
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .relation
            case .plus, .minus: .sum
            case .times, .divide, .modulo: .product
            case .at, .dot, .comma, .semicolon, .colon, .doubleColon, .question, .openParenthesis,
                .closeParenthesis, .openBrace, .closeBrace, .openBracket, .closeBracket, .not,
                .assign:
                nil
            }
        case .identifier, .number, .string, .end: nil
        }
    }

    private mutating func disjunction(
        _ first: Expression,
        _ position: Position
    ) throws(CedarError) -> Expression {
        var operands = [first]
        while cursor.take(.or) {
            operands.append(try operation(atLeast: Binding.or.tighter))
        }
        return try node(.or(operands), position, over: operands)
    }

    private mutating func conjunction(
        _ first: Expression,
        _ position: Position
    ) throws(CedarError) -> Expression {
        var operands = [first]
        while cursor.take(.and) {
            operands.append(try operation(atLeast: Binding.and.tighter))
        }
        return try node(.and(operands), position, over: operands)
    }

    private mutating func relation(
        _ left: Expression,
        _ position: Position
    ) throws(CedarError) -> Expression {
        if let comparison = comparison() {
            let right = try operation(atLeast: Binding.relation.tighter)
            return try node(.binary(comparison, left, right), position, over: [left, right])
        }
        if cursor.take("has") {
            let path = try attributePath()
            return try node(.has(left, path), position, over: [left], levels: path.count)
        }
        if cursor.take("like") {
            guard case .string(let raw) = cursor.current.kind else {
                throw cursor.expected("a pattern, a string, after `like`")
            }
            guard let pattern = StringLiteral.pattern(raw) else { throw cursor.badEscape }
            cursor.advance()
            return try node(.like(left, pattern), position, over: [left])
        }
        try cursor.expect("is", "as a comparison")
        let type = EntityType(checked: try name("the entity type after `is`"))
        guard cursor.take("in") else {
            return try node(.isType(left, type, within: nil), position, over: [left])
        }
        let group = try operation(atLeast: Binding.relation.tighter)
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

    private mutating func sum(
        _ first: Expression,
        _ position: Position
    ) throws(CedarError) -> Expression {
        var terms = [Expression.Term(isSubtracted: false, value: first)]
        while cursor.isNext(.plus) || cursor.isNext(.minus) {
            let isSubtracted = cursor.isNext(.minus)
            cursor.advance()
            let value = try operation(atLeast: Binding.sum.tighter)
            terms.append(Expression.Term(isSubtracted: isSubtracted, value: value))
        }
        return try node(.sum(terms), position, over: terms.map(\.value))
    }

    private mutating func product(
        _ first: Expression,
        _ position: Position
    ) throws(CedarError) -> Expression {
        var factors = [first]
        while cursor.take(.times) { factors.append(try unary()) }
        guard !cursor.isNext(.divide), !cursor.isNext(.modulo) else {
            throw cursor.error("Cedar has no division and no remainder.")
        }
        return try node(.product(factors), position, over: factors)
    }

    private mutating func unary() throws(CedarError) -> Expression {
        guard cursor.isNext(.not) || cursor.isNext(.minus) else { return try member() }
        return try signed(cursor.isNext(.not) ? .not : .minus)
    }

    /// Up to four `!` or up to four `-`.
    private mutating func signed(_ sign: Token.Symbol) throws(CedarError) -> Expression {
        let position = cursor.position
        var count = 0
        while cursor.take(sign) { count += 1 }
        guard count <= 4 else {
            throw cursor.error("`\(sign.rawValue)` may be repeated four times.", at: position)
        }
        var operand: Expression
        if sign == .minus, let number = try negativeLiteral() {
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
    ///
    /// A node that stands for several, one over the other, counts as so many levels.
    func node(
        _ kind: Expression.Kind,
        _ position: Position,
        over children: [Expression] = [],
        levels: Int = 1
    ) throws(CedarError) -> Expression {
        guard
            let node = Expression.folding(kind, position, over: children, levels: levels)
        else { throw tooDeep(position) }
        return node
    }

    private func tooDeep(_ position: Position) -> CedarError {
        cursor.error(
            "Expressions are nested more than \(Expression.heightLimit) deep here.",
            at: position
        )
    }
}
