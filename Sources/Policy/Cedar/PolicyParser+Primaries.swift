/// The tightest part of expressions: literals, names, calls, and what hangs on them.
extension PolicyParser {
    /// A primary with attributes and method calls behind it.
    mutating func member() throws(CedarError) -> Expression {
        let position = cursor.position
        var receiver = try primary()
        while cursor.isNext(.dot) || cursor.isNext(.openBracket) {
            receiver = try access(receiver, position)
        }
        guard !cursor.isNext(.openParenthesis) else {
            throw cursor.error("What stands before this parenthesis is no function.")
        }
        return receiver
    }

    /// `.name`, `.name(…)` or `["name"]`.
    private mutating func access(
        _ receiver: Expression,
        _ position: Position
    ) throws(CedarError) -> Expression {
        let name: String
        if cursor.take(.dot) {
            name = try cursor.identifier("an attribute or a method")
            if cursor.isNext(.openParenthesis) {
                return try method(name, of: receiver, position)
            }
        } else {
            try cursor.expect(.openBracket, "before the attribute")
            name = try cursor.string("an attribute, a string")
            try cursor.expect(.closeBracket, "after the attribute")
        }
        return try node(.attribute(receiver, Text(name)), position, over: [receiver])
    }

    private mutating func primary() throws(CedarError) -> Expression {
        guard cursor.take(.openParenthesis) else { return try leaf() }
        let inner = try expression()
        try cursor.expect(.closeParenthesis, "after the expression")
        return inner
    }

    private mutating func leaf() throws(CedarError) -> Expression {
        let position = cursor.position
        if cursor.take(.openBracket) { return try set(position) }
        if cursor.take(.openBrace) { return try record(position) }
        switch cursor.current.kind {
        case .number(let digits):
            guard let number = Int64(digits) else { throw numberTooLarge }
            cursor.advance()
            return try node(.literal(.long(number)), position)
        case .string:
            return try node(.literal(.string(try cursor.string("a string"))), position)
        case .identifier(let name): return try word(name, position)
        case .symbol(.question):
            throw cursor.error("A template's slots may stand in the scope only.")
        case .symbol, .end: throw cursor.expected("an expression")
        }
    }

    /// What begins with a word: a truth value, a variable, an entity, a constructor.
    private mutating func word(
        _ word: String,
        _ position: Position
    ) throws(CedarError) -> Expression {
        if cursor.isNext(.doubleColon, ahead: 1) {
            return try node(.literal(.entity(try entity())), position)
        }
        if cursor.take("true") { return try node(.literal(.bool(true)), position) }
        if cursor.take("false") { return try node(.literal(.bool(false)), position) }
        if let variable = Variable(rawValue: word) {
            cursor.advance()
            return try node(.variable(variable), position)
        }
        _ = try cursor.identifier("an expression")
        guard cursor.isNext(.openParenthesis) else {
            throw cursor.error("There is no variable `\(word)`.", at: position)
        }
        guard let function = ExtensionFunction(rawValue: word), function.isConstructor else {
            throw cursor.error("There is no function `\(word)`.", at: position)
        }
        return try call(function, try arguments(), position)
    }

    // MARK: Sets and records

    private mutating func set(_ position: Position) throws(CedarError) -> Expression {
        let elements = try expressions(until: .closeBracket, "after the set's elements")
        return try node(.set(elements), position, over: elements)
    }

    private mutating func record(_ position: Position) throws(CedarError) -> Expression {
        var members: [Expression.Member] = []
        var names: Set<Text> = []
        while !cursor.isNext(.closeBrace) {
            let start = cursor.position
            let name = Text(try attributeName())
            guard names.insert(name).inserted else {
                throw cursor.error("The attribute `\(name.string)` is given twice.", at: start)
            }
            try cursor.expect(.colon, "after the attribute's name")
            members.append(Expression.Member(name: name, value: try expression()))
            guard cursor.take(.comma) else { break }
        }
        try cursor.expect(.closeBrace, "after the record's attributes")
        return try node(.record(members), position, over: members.map(\.value))
    }

    private mutating func attributeName() throws(CedarError) -> String {
        if case .string = cursor.current.kind { return try cursor.string("an attribute") }
        return try cursor.identifier("an attribute's name")
    }

    // MARK: Calls

    private mutating func method(
        _ name: String,
        of receiver: Expression,
        _ position: Position
    ) throws(CedarError) -> Expression {
        let start = cursor.position
        let arguments = try arguments()
        if let method = PolicyParser.methods[name] {
            guard arguments.count == 1 else {
                throw cursor.error("`\(name)` takes one argument.", at: start)
            }
            let kind = Expression.Kind.binary(method, receiver, arguments[0])
            return try node(kind, position, over: [receiver] + arguments)
        }
        if name == "isEmpty" {
            guard arguments.isEmpty else {
                throw cursor.error("`isEmpty` takes no argument.", at: start)
            }
            return try node(.isEmpty(receiver), position, over: [receiver])
        }
        guard let function = ExtensionFunction(rawValue: name), !function.isConstructor else {
            throw cursor.error("There is no method `\(name)`.", at: start)
        }
        return try call(function, [receiver] + arguments, position)
    }

    private static let methods: [String: BinaryOperator] = [
        "contains": .contains, "containsAll": .containsAll, "containsAny": .containsAny,
        "getTag": .getTag, "hasTag": .hasTag,
    ]

    private func call(
        _ function: ExtensionFunction,
        _ arguments: [Expression],
        _ position: Position
    ) throws(CedarError) -> Expression {
        try node(.call(function, arguments), position, over: arguments)
    }

    private mutating func arguments() throws(CedarError) -> [Expression] {
        try cursor.expect(.openParenthesis, "before the arguments")
        return try expressions(until: .closeParenthesis, "after the arguments")
    }

    private mutating func expressions(
        until close: Token.Symbol,
        _ place: String
    ) throws(CedarError) -> [Expression] {
        var expressions: [Expression] = []
        while !cursor.isNext(close) {
            expressions.append(try expression())
            guard cursor.take(.comma) else { break }
        }
        try cursor.expect(close, place)
        return expressions
    }
}
