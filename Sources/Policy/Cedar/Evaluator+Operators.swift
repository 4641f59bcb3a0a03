/// Operators over values.
extension Evaluator {
    func negation(
        of operand: Expression,
        _ expression: Expression
    ) throws(EvaluationError) -> Value {
        let value = try value(of: operand)
        return try at(expression) { () throws(EvaluationError.Reason) in
            let (negated, overflow) = (0 as Int64).subtractingReportingOverflow(try value.asLong())
            guard !overflow else { throw .overflow }
            return .long(negated)
        }
    }

    func sum(
        of terms: [Expression.Term],
        _ expression: Expression
    ) throws(EvaluationError) -> Value {
        var total: Int64 = 0
        for term in terms {
            let value = try value(of: term.value)
            total = try at(expression) { () throws(EvaluationError.Reason) in
                let operand = try value.asLong()
                let (sum, overflow) =
                    term.isSubtracted
                    ? total.subtractingReportingOverflow(operand)
                    : total.addingReportingOverflow(operand)
                guard !overflow else { throw .overflow }
                return sum
            }
        }
        return .long(total)
    }

    func product(
        of factors: [Expression],
        _ expression: Expression
    ) throws(EvaluationError) -> Value {
        var total: Int64 = 1
        for factor in factors {
            let value = try value(of: factor)
            total = try at(expression) { () throws(EvaluationError.Reason) in
                let (product, overflow) = total.multipliedReportingOverflow(by: try value.asLong())
                guard !overflow else { throw .overflow }
                return product
            }
        }
        return .long(total)
    }

    func binary(
        _ op: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ expression: Expression
    ) throws(EvaluationError) -> Value {
        let left = try value(of: left)
        let right = try value(of: right)
        return try at(expression) { () throws(EvaluationError.Reason) in
            try self.apply(op, left, right)
        }
    }

    func isEmpty(_ operand: Expression) throws(EvaluationError) -> Value {
        let value = try value(of: operand)
        return try at(operand) { () throws(EvaluationError.Reason) in
            .bool(try value.asSet().isEmpty)
        }
    }

    func like(_ pattern: Pattern, _ operand: Expression) throws(EvaluationError) -> Value {
        let value = try value(of: operand)
        return try at(operand) { () throws(EvaluationError.Reason) in
            .bool(pattern.matches(try value.asString()))
        }
    }

    /// `e is T in g`: the group is looked at only if the type is right.
    func isType(
        _ type: EntityType,
        _ operand: Expression,
        within group: Expression?,
        _ expression: Expression
    ) throws(EvaluationError) -> Value {
        let operandValue = try value(of: operand)
        let uid = try at(operand) { () throws(EvaluationError.Reason) in
            try operandValue.asEntity()
        }
        guard uid.type == type else { return .bool(false) }
        guard let group else { return .bool(true) }
        let groupValue = try value(of: group)
        return try at(expression) { () throws(EvaluationError.Reason) in
            .bool(try self.isMember(uid, of: groupValue))
        }
    }

    private func apply(
        _ op: BinaryOperator,
        _ left: Value,
        _ right: Value
    ) throws(EvaluationError.Reason) -> Value {
        switch op {
        case .equal: .bool(left == right)
        case .notEqual: .bool(left != right)
        case .less: .bool(try isLess(left, right))
        case .lessOrEqual: .bool(try !isLess(right, left))
        case .greater: .bool(try isLess(right, left))
        case .greaterOrEqual: .bool(try !isLess(left, right))
        case .isIn: .bool(try isMember(left.asEntity(), of: right))
        case .contains: .bool(try left.asSet().contains(right))
        case .containsAll: .bool(try left.asSet().isSuperset(of: right.asSet()))
        case .containsAny: .bool(try !left.asSet().isDisjoint(with: right.asSet()))
        case .getTag: try tag(right.asString(), of: left.asEntity())
        case .hasTag: .bool(try hasTag(right.asString(), left.asEntity()))
        }
    }

    /// Numbers, instants and durations can be compared, each with its own kind only.
    private func isLess(
        _ one: Value,
        _ other: Value
    ) throws(EvaluationError.Reason) -> Bool {
        switch (one, other) {
        case (.long(let one), .long(let other)): return one < other
        case (.datetime(let one), .datetime(let other)): return one < other
        case (.duration(let one), .duration(let other)): return one < other
        case (.long, _), (.datetime, _), (.duration, _):
            throw .typeMismatch(expected: one.kind.rawValue, found: other.kind.rawValue)
        case (.bool, _), (.string, _), (.entity, _), (.set, _), (.record, _), (.decimal, _),
            (.ipAddress, _):
            throw .typeMismatch(
                expected: "a long, a datetime or a duration",
                found: one.kind.rawValue
            )
        }
    }

    /// `in`: the group may be a set of entities, all of which must be entities.
    private func isMember(
        _ uid: EntityUID,
        of group: Value
    ) throws(EvaluationError.Reason) -> Bool {
        guard case .set(let groups) = group else {
            return entities.isMember(uid, of: try group.asEntity())
        }
        var isMember = false
        for group in groups {
            let group = try group.asEntity()
            isMember = isMember || entities.isMember(uid, of: group)
        }
        return isMember
    }
}
