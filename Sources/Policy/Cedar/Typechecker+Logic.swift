/// `!`, `&&`, `||`, `if`: what is always so, and what is there once something else is true.
extension Typechecker {
    mutating func boolean(_ expression: Expression, _ known: Set<Capability>) -> Finding {
        expect(.bool, expression, known)
    }

    mutating func negation(_ operand: Expression, _ known: Set<Capability>) -> Finding {
        Finding(type: boolean(operand, known).type.map(Typechecker.negated))
    }

    static func negated(_ type: SchemaType) -> SchemaType {
        if case .always(let value) = type { .always(!value) } else { .bool }
    }

    mutating func conjunction(
        _ operands: [Expression],
        _ known: Set<Capability>
    ) -> Finding {
        var known = known
        var whole: Finding?
        for operand in operands {
            // Nothing to the right of what is never true is ever evaluated.
            guard whole?.type != .always(false) else { break }
            let next = boolean(operand, known)
            known.formUnion(next.capabilities)
            whole = whole.map { Typechecker.both($0, next) } ?? next
        }
        guard let whole, whole.type != .always(false) else { return Finding(type: .always(false)) }
        return whole
    }

    /// What is known of `left && right`.
    ///
    /// The reference forgets what it learned on the left if that is always true; so does this.
    static func both(_ left: Finding, _ right: Finding) -> Finding {
        switch (left.type, right.type) {
        case (_, .always(false)): return Finding(type: .always(false))
        case (.always(true), .bool): return right
        case (let type, .always(true)):
            return Finding(
                type: type,
                capabilities: left.capabilities.union(right.capabilities)
            )
        case (nil, _), (_, nil): return Finding(type: nil)
        case (.some, .some):
            return Finding(
                type: .bool,
                capabilities: left.capabilities.union(right.capabilities)
            )
        }
    }

    mutating func disjunction(
        _ operands: [Expression],
        _ known: Set<Capability>
    ) -> Finding {
        var whole: Finding?
        for operand in operands {
            guard whole?.type != .always(true) else { break }
            let next = boolean(operand, known)
            whole = whole.map { Typechecker.either($0, next) } ?? next
        }
        return whole ?? Finding(type: .always(false))
    }

    /// What is known of `left || right`: only what both make sure of, unless one decides alone.
    private static func either(_ left: Finding, _ right: Finding) -> Finding {
        switch (left.type, right.type) {
        case (nil, _), (_, nil): return Finding(type: nil)
        case (_, .always(true)): return right
        case (_, .always(false)): return left
        case (.always(false), _): return right
        case (.some, .some):
            return Finding(
                type: .bool,
                capabilities: left.capabilities.intersection(right.capabilities)
            )
        }
    }

    mutating func conditional(
        _ test: Expression,
        _ then: Expression,
        _ otherwise: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        let test = boolean(test, known)
        if test.type == .always(false) { return finding(otherwise, known) }
        var first = finding(then, known.union(test.capabilities))
        first.capabilities.formUnion(test.capabilities)
        if test.type == .always(true) { return first }
        let second = finding(otherwise, known)
        guard let one = first.type, let other = second.type else { return Finding(type: nil) }
        guard let type = one.union(other) else {
            report(.incompatibleTypes(one.description, other.description), otherwise)
            return Finding(type: nil)
        }
        return Finding(
            type: type,
            capabilities: first.capabilities.intersection(second.capabilities)
        )
    }
}
