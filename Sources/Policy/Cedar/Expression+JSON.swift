import JSON

/// Expressions in Cedar's JSON policy format.
extension Expression {
    /// As it was written, chains of operators as nested pairs.
    var json: JSONValue {
        switch written ?? kind {
        case .literal(let value): value.syntax
        case .variable(let variable): ["Var": .string(variable.rawValue)]
        case .not(let operand): ["!": ["arg": operand.json]]
        case .negate(let operand): ["neg": ["arg": operand.json]]
        case .and(let operands): Self.chain(operands) { _ in "&&" }
        case .or(let operands): Self.chain(operands) { _ in "||" }
        case .sum(let terms):
            Self.chain(terms.map(\.value)) { terms[$0].isSubtracted ? "-" : "+" }
        case .product(let factors): Self.chain(factors) { _ in "*" }
        case .binary(let op, let left, let right): Self.pair(op.rawValue, left.json, right.json)
        case .isEmpty(let operand): ["isEmpty": ["arg": operand.json]]
        case .conditional(let condition, let then, let otherwise):
            [
                "if-then-else": [
                    "if": condition.json, "then": then.json, "else": otherwise.json,
                ]
            ]
        case .attribute(let owner, let name): Self.step(".", owner.json, name)
        case .has(let owner, let path): Self.has(owner.json, path)
        case .like(let operand, let pattern):
            ["like": ["left": operand.json, "pattern": .array(pattern.json)]]
        case .isType(let operand, let type, within: nil):
            ["is": ["left": operand.json, "entity_type": .string(type.description)]]
        case .isType(let operand, let type, within: .some(let group)):
            [
                "is": [
                    "left": operand.json, "entity_type": .string(type.description),
                    "in": group.json,
                ]
            ]
        case .set(let elements): ["Set": .array(elements.map(\.json))]
        case .record(let members): Self.record(members)
        case .call(let function, let arguments):
            .object(Self.member(function.rawValue, .array(arguments.map(\.json))))
        }
    }

    /// How many levels of brackets ``json`` has at most, in steps of its nodes.
    var writtenHeight: Int {
        let shown = written ?? kind
        let own: Int =
            switch shown {
            case .and(let operands), .or(let operands), .product(let operands): operands.count
            case .sum(let terms): terms.count
            case .has(_, let path): path.count + 1
            case .literal, .variable, .not, .negate, .binary, .isEmpty, .conditional, .attribute,
                .like, .isType, .set, .record, .call:
                1
            }
        let parts = Expression(kind: shown, position: position, height: height).children
        return own + (parts.map(\.writtenHeight).max() ?? 0)
    }

    static let writtenHeightLimit = 200

    // MARK: Parts

    /// `a op b op c` as `(a op b) op c`; `op` is told which operand stands to its right.
    private static func chain(_ operands: [Expression], _ op: (Int) -> String) -> JSONValue {
        guard var chain = operands.first?.json else { return .null }
        for (index, operand) in operands.enumerated().dropFirst() {
            chain = pair(op(index), chain, operand.json)
        }
        return chain
    }

    private static func pair(_ name: String, _ left: JSONValue, _ right: JSONValue) -> JSONValue {
        .object(member(name, ["left": left, "right": right]))
    }

    private static func step(_ name: String, _ owner: JSONValue, _ attribute: Text) -> JSONValue {
        .object(member(name, ["left": owner, "attr": .string(attribute.string)]))
    }

    /// `a has b.c` as `a has b && a.b has c`.
    private static func has(_ owner: JSONValue, _ path: [Text]) -> JSONValue {
        guard let first = path.first else { return .null }
        var (owner, chain, last) = (owner, step("has", owner, first), first)
        for name in path.dropFirst() {
            owner = step(".", owner, last)
            chain = pair("&&", chain, step("has", owner, name))
            last = name
        }
        return chain
    }

    private static func record(_ members: [Member]) -> JSONValue {
        var object = JSONObject()
        for member in members { object.insert(member.value.json, at: member.name.string) }
        return ["Record": .object(object)]
    }

    private static func member(_ name: String, _ value: JSONValue) -> JSONObject {
        var object = JSONObject()
        object.insert(value, at: name)
        return object
    }
}

extension Pattern {
    /// One element a scalar.
    fileprivate var json: [JSONValue] {
        var elements: [JSONValue] = []
        var bytes: [UInt8] = []
        func flush() {
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
                elements.append(["Literal": .string(String(scalar))])
            }
            bytes = []
        }
        for element in self.elements {
            switch element {
            case .byte(let byte): bytes.append(byte)
            case .wildcard:
                flush()
                elements.append("Wildcard")
            }
        }
        flush()
        return elements
    }
}

extension Value {
    /// As an expression; only what a literal can be was ever written as a value.
    fileprivate var syntax: JSONValue {
        switch self {
        case .bool(let value): return ["Value": .bool(value)]
        case .long(let value): return ["Value": .integer(value)]
        case .string(let value): return ["Value": .string(value)]
        case .entity(let uid): return ["Value": ["__entity": uid.json]]
        case .set(let elements): return ["Set": .array(elements.map(\.syntax))]
        case .record(let record):
            var object = JSONObject()
            for (name, value) in record.attributes { object.insert(value.syntax, at: name.string) }
            return ["Record": .object(object)]
        case .decimal(let value): return ["decimal": [["Value": .string(value.description)]]]
        case .ipAddress(let value): return ["ip": [["Value": .string(value.description)]]]
        case .duration(let value): return ["duration": [["Value": .string(value.description)]]]
        case .datetime(let value):
            let epoch: JSONValue = ["datetime": [["Value": "1970-01-01"]]]
            let offset: JSONValue = ["duration": [["Value": .string("\(value.milliseconds)ms")]]]
            return ["offset": [epoch, offset]]
        }
    }
}
