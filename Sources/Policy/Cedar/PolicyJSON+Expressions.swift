import JSON

/// Expressions of Cedar's JSON policy format.
extension PolicyJSON {
    /// An object whose one member says what it is.
    func expression(_ json: JSONValue) throws(Failure) -> Expression {
        guard let object = json.object, object.members.count == 1,
            let member = object.members.first
        else { throw Failure(sentence: "Expected an expression: an object with one member.") }
        return try Self.inside(member.name) { () throws(Failure) in
            try expression(member.name, member.value)
        }
    }

    private func expression(_ name: String, _ json: JSONValue) throws(Failure) -> Expression {
        switch name {
        case "Value": return try value(json)
        case "Var":
            guard let variable = json.string.flatMap(Variable.init(rawValue:)) else {
                throw Failure(sentence: "There is no such variable.")
            }
            return try node(.variable(variable))
        case "!":
            let operand = try argument(json)
            return try node(.not(operand), over: [operand])
        case "neg":
            let operand = try argument(json)
            return try node(.negate(operand), over: [operand])
        case "isEmpty":
            let operand = try argument(json)
            return try node(.isEmpty(operand), over: [operand])
        case "&&":
            let operands = try chain([name], json).map(\.value)
            return try node(.and(operands), over: operands)
        case "||":
            let operands = try chain([name], json).map(\.value)
            return try node(.or(operands), over: operands)
        case "*":
            let operands = try chain([name], json).map(\.value)
            return try node(.product(operands), over: operands)
        case "+", "-":
            let terms = try chain(["+", "-"], json, name).map {
                Expression.Term(isSubtracted: $0.op == "-", value: $0.value)
            }
            return try node(.sum(terms), over: terms.map(\.value))
        case ".": return try attribute(json)
        case "has": return try has(json)
        case "like": return try like(json)
        case "is": return try isType(json)
        case "if-then-else": return try conditional(json)
        case "Set":
            let elements = try expressions(json)
            return try node(.set(elements), over: elements)
        case "Record": return try record(json)
        case _: return try operation(name, json)
        }
    }

    /// A comparison or a method of two operands, or a function.
    private func operation(_ name: String, _ json: JSONValue) throws(Failure) -> Expression {
        if let op = BinaryOperator(rawValue: name) {
            let (left, right) = try pair(json)
            return try node(.binary(op, left, right), over: [left, right])
        }
        guard let function = ExtensionFunction(rawValue: name) else {
            throw Failure(sentence: "There is no such operator or function.")
        }
        let arguments = try expressions(json)
        return try node(.call(function, arguments), over: arguments)
    }

    // MARK: Operators

    private func argument(_ json: JSONValue) throws(Failure) -> Expression {
        try expression(try part("arg", try Self.object(json, required: ["arg"])))
    }

    private func pair(_ json: JSONValue) throws(Failure) -> (Expression, Expression) {
        let object = try Self.object(json, required: ["left", "right"])
        return (
            try expression(try part("left", object)), try expression(try part("right", object))
        )
    }

    /// `(a op b) op c` as its operands, with the operator that stands before each.
    private func chain(
        _ names: Set<String>,
        _ json: JSONValue,
        _ name: String = ""
    ) throws(Failure) -> [(op: String, value: Expression)] {
        var reversed: [(op: String, value: Expression)] = []
        var (op, json) = (name, json)
        while true {
            let object = try Self.object(json, required: ["left", "right"])
            reversed.append((op, try expression(try part("right", object))))
            let left = try part("left", object)
            guard let members = left.object?.members, members.count == 1,
                let inner = members.first, names.contains(inner.name)
            else {
                reversed.append(("", try expression(left)))
                return reversed.reversed()
            }
            (op, json) = (inner.name, inner.value)
        }
    }

    private func attribute(_ json: JSONValue) throws(Failure) -> Expression {
        let object = try Self.object(json, required: ["left", "attr"])
        let owner = try expression(try part("left", object))
        let name = Text(try Self.string(object["attr"], "an attribute"))
        return try node(.attribute(owner, name), over: [owner])
    }

    private func has(_ json: JSONValue) throws(Failure) -> Expression {
        let owner = try expression(try part("left", json.object))
        var path: [Text] = []
        for name in json["attr"]?.array ?? [json["attr"] ?? .null] {
            path.append(Text(try Self.string(name, "an attribute")))
        }
        guard !path.isEmpty else { throw Failure(sentence: "Expected an attribute.") }
        return try node(.has(owner, path), over: [owner], levels: path.count)
    }

    private func like(_ json: JSONValue) throws(Failure) -> Expression {
        let object = try Self.object(json, required: ["left", "pattern"])
        let operand = try expression(try part("left", object))
        var pattern = Pattern()
        for element in try Self.elements(object["pattern"]) {
            if element == "Wildcard" || element == ["Wildcard": .null] {
                pattern.appendWildcard()
            } else {
                let literal = try Self.object(element, required: ["Literal"])["Literal"]
                for scalar in try Self.string(literal, "a literal").unicodeScalars {
                    pattern.append(scalar)
                }
            }
        }
        return try node(.like(operand, pattern), over: [operand])
    }

    private func isType(_ json: JSONValue) throws(Failure) -> Expression {
        let object = try Self.object(json, required: ["left", "entity_type"], optional: ["in"])
        let operand = try expression(try part("left", object))
        let type = try Self.type(object["entity_type"])
        guard let json = object["in"], json != .null else {
            return try node(.isType(operand, type, within: nil), over: [operand])
        }
        let group = try expression(json)
        return try node(.isType(operand, type, within: group), over: [operand, group])
    }

    private func conditional(_ json: JSONValue) throws(Failure) -> Expression {
        let object = try Self.object(json, required: ["if", "then", "else"])
        let condition = try expression(try part("if", object))
        let then = try expression(try part("then", object))
        let otherwise = try expression(try part("else", object))
        return try node(
            .conditional(condition, then: then, otherwise: otherwise),
            over: [condition, then, otherwise]
        )
    }

    private func record(_ json: JSONValue) throws(Failure) -> Expression {
        var members: [Expression.Member] = []
        for member in try Self.members(json) {
            members.append(
                Expression.Member(name: Text(member.name), value: try expression(member.value))
            )
        }
        return try node(.record(members), over: members.map(\.value))
    }

    // MARK: Values

    /// A literal, which may be a set, a record, or an escape.
    private func value(_ json: JSONValue) throws(Failure) -> Expression {
        switch json {
        case .null: throw Failure(sentence: "Cedar has no null.")
        case .bool(let value): return try node(.literal(.bool(value)))
        case .integer(let value): return try node(.literal(.long(value)))
        case .number: throw Failure(sentence: "Numbers must be whole and fit 64 bits.")
        case .string(let value): return try node(.literal(.string(value)))
        case .array(let values):
            var elements: [Expression] = []
            for json in values { elements.append(try value(json)) }
            return try node(.set(elements), over: elements)
        case .object(let object):
            if let escaped = try escaped(object) { return escaped }
            var members: [Expression.Member] = []
            for member in object.members {
                members.append(
                    Expression.Member(name: Text(member.name), value: try value(member.value))
                )
            }
            return try node(.record(members), over: members.map(\.value))
        }
    }

    /// An entity or a call; what only looks like an escape is a record.
    private func escaped(_ object: JSONObject) throws(Failure) -> Expression? {
        guard object.members.count == 1 else { return nil }
        if let entity = object["__entity"], entity["type"]?.string != nil,
            entity["id"]?.string != nil
        {
            return try node(.literal(.entity(try Self.entity(entity))))
        }
        if object["__expr"]?.string != nil {
            throw Failure(sentence: "The escape `__expr` is no longer part of Cedar.")
        }
        guard let call = object["__extn"], let name = call["fn"]?.string,
            let values = call["arg"].map({ [$0] }) ?? call["args"]?.array
        else { return nil }
        guard let function = ExtensionFunction(rawValue: name) else {
            throw Failure(sentence: "There is no function `\(name)`.")
        }
        var arguments: [Expression] = []
        for json in values { arguments.append(try value(json)) }
        return try node(.call(function, arguments), over: arguments)
    }

    // MARK: Parts

    private func expressions(_ json: JSONValue) throws(Failure) -> [Expression] {
        var expressions: [Expression] = []
        for json in try Self.elements(json) { expressions.append(try expression(json)) }
        return expressions
    }

    private func part(_ name: String, _ object: JSONObject?) throws(Failure) -> JSONValue {
        guard let part = object?[name] else {
            throw Failure(sentence: "There is no `\(name)`.")
        }
        return part
    }

    private func node(
        _ kind: Expression.Kind,
        over children: [Expression] = [],
        levels: Int = 1
    ) throws(Failure) -> Expression {
        guard
            let node = Expression.folding(kind, position, over: children, levels: levels)
        else {
            throw Failure(
                sentence: "Expressions are nested more than \(Expression.heightLimit) deep here."
            )
        }
        return node
    }
}
