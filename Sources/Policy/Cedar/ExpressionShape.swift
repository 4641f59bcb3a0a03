/// An expression, equal to another if both are written the same, wherever they stand.
///
/// What is only another way to write something counts as that: `a != b` is `!(a == b)`, and
/// `a has b.c` is `a has b && a.b has c`.
struct ExpressionShape: Hashable {
    private let expression: Expression

    init(_ expression: Expression) { self.expression = expression }

    static func == (one: ExpressionShape, other: ExpressionShape) -> Bool {
        one.expression.hasShape(of: other.expression)
    }

    /// Of the chain of attributes only, which most owners are.
    func hash(into hasher: inout Hasher) {
        var expression = expression
        while case .attribute(let receiver, let name) = expression.kind {
            hasher.combine(name)
            expression = receiver
        }
        if case .variable(let variable) = expression.kind { hasher.combine(variable) }
    }
}

extension Expression {
    fileprivate func hasShape(of other: Expression) -> Bool {
        if self === other { return true }
        let (one, other) = (core, other.core)
        return Expression.label(one) == Expression.label(other)
            && Expression.haveShapes(Expression.children(of: one), Expression.children(of: other))
    }

    /// All that a node says beside its children.
    private enum Label: Hashable {
        case literal(Value)
        case variable(Variable)
        case not, negate, and, or, product, isEmpty, conditional, set
        case sum([Bool])
        case binary(BinaryOperator)
        case attribute(Text)
        case has([Text])
        case like(Pattern)
        case isType(EntityType)
        case record([Text])
        case call(ExtensionFunction)
    }

    private static func label(_ kind: Kind) -> Label {
        switch kind {
        case .literal(let value): .literal(value)
        case .variable(let variable): .variable(variable)
        case .not: .not
        case .negate: .negate
        case .and: .and
        case .or: .or
        case .sum(let terms): .sum(terms.map(\.isSubtracted))
        case .product: .product
        case .binary(let op, _, _): .binary(op)
        case .isEmpty: .isEmpty
        case .conditional: .conditional
        case .attribute(_, let name): .attribute(name)
        case .has(_, let path): .has(path)
        case .like(_, let pattern): .like(pattern)
        case .isType(_, let type, _): .isType(type)
        case .set: .set
        case .record(let members): .record(sorted(members).map(\.name))
        case .call(let function, _): .call(function)
        }
    }

    private static func children(of kind: Kind) -> [Expression] {
        if case .record(let members) = kind { return sorted(members).map(\.value) }
        return Expression(kind: kind, position: Position(line: 0, column: 0), height: 0).children
    }

    private static func haveShapes(_ one: [Expression], _ other: [Expression]) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { $0.hasShape(of: $1) }
    }

    private static func sorted(_ members: [Member]) -> [Member] {
        members.sorted { $0.name.string.utf8.lexicographicallyPrecedes($1.name.string.utf8) }
    }

    /// This node without other ways to write it.
    private var core: Kind {
        switch kind {
        case .binary(.notEqual, let left, let right):
            return .not(with(.binary(.equal, left, right)))
        case .binary(.greater, let left, let right):
            return .not(with(.binary(.lessOrEqual, left, right)))
        case .binary(.greaterOrEqual, let left, let right):
            return .not(with(.binary(.less, left, right)))
        case .has(let receiver, let path) where path.count > 1: return .and(steps(receiver, path))
        case .isType(let operand, let type, within: .some(let group)):
            return .and([
                with(.isType(operand, type, within: nil)), with(.binary(.isIn, operand, group)),
            ])
        case .and(let operands):
            if let value = folded { return .literal(value) }
            guard case .and(let inner) = operands.first?.core else { return kind }
            return .and(inner + operands.dropFirst())
        case .or(let operands):
            if let value = folded { return .literal(value) }
            guard case .or(let inner) = operands.first?.core else { return kind }
            return .or(inner + operands.dropFirst())
        case .product(let factors):
            guard case .product(let inner) = factors.first?.core else { return kind }
            return .product(inner + factors.dropFirst())
        case .sum(let terms):
            guard let first = terms.first, case .sum(let inner) = first.value.core else {
                return kind
            }
            return .sum(inner + terms.dropFirst())
        case .literal, .variable, .not, .negate, .binary, .isEmpty, .conditional, .attribute, .has,
            .like, .isType, .set, .record, .call:
            return kind
        }
    }

    /// `a has b.c.d` as what it stands for.
    private func steps(_ receiver: Expression, _ path: [Text]) -> [Expression] {
        var owner = receiver
        return path.map { name in
            defer { owner = with(.attribute(owner, name)) }
            return with(.has(owner, [name]))
        }
    }

    /// The truth value of `&&` or `||` between literals only; `end` is what ends it early.
    private static func folded(_ operands: [Expression], until end: Bool) -> Value? {
        var values: [Bool] = []
        for operand in operands {
            guard case .bool(let value) = operand.folded else { return nil }
            values.append(value)
        }
        return .bool(values.contains(end) ? end : !end)
    }

    private func with(_ kind: Kind) -> Expression {
        Expression(kind: kind, position: position, height: height)
    }

    /// The literal this is, `&&` and `||` between literals worked out; nil for everything else.
    var folded: Value? {
        switch kind {
        case .literal(let value): value
        case .and(let operands): Expression.folded(operands, until: false)
        case .or(let operands): Expression.folded(operands, until: true)
        case .variable, .not, .negate, .sum, .product, .binary, .isEmpty, .conditional, .attribute,
            .has, .like, .isType, .set, .record, .call:
            nil
        }
    }
}
