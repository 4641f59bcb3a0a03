/// Evaluates policies for one request.
///
/// Each kind of expression has a function of its own, so that a deep expression needs little stack.
struct Evaluator {
    private let principal: EntityUID
    private let action: EntityUID
    private let resource: EntityUID
    private let context: Value
    let entities: Entities

    init(request: Request, entities: Entities) {
        principal = request.principal
        action = request.action
        resource = request.resource
        context = .record(request.context)
        self.entities = entities
    }

    /// True if the scope holds and all conditions do, looked at in the order they are written.
    func isSatisfied(_ rule: Rule) throws(EvaluationError) -> Bool {
        guard isInScope(rule) else { return false }
        for condition in rule.conditions {
            guard try isTrue(condition.expression) != condition.isUnless else { return false }
        }
        return true
    }

    func isInScope(_ rule: Rule) -> Bool {
        holds(rule.action) && holds(rule.principal, for: principal)
            && holds(rule.resource, for: resource)
    }

    private func holds(_ constraint: ActionConstraint) -> Bool {
        switch constraint {
        case .any: true
        case .equal(let other): action == other
        case .within(let groups): groups.contains { entities.isMember(action, of: $0) }
        }
    }

    private func holds(_ constraint: ScopeConstraint, for uid: EntityUID) -> Bool {
        switch constraint {
        case .any: true
        case .equal(.entity(let other)): uid == other
        case .within(.entity(let group)): entities.isMember(uid, of: group)
        case .isType(let type): uid.type == type
        case .isTypeWithin(let type, .entity(let group)):
            uid.type == type && entities.isMember(uid, of: group)
        // No template is ever evaluated.
        case .equal(.slot), .within(.slot), .isTypeWithin(_, .slot): false
        }
    }

    // MARK: Expressions

    func value(of expression: Expression) throws(EvaluationError) -> Value {
        switch expression.kind {
        case .literal(let value): return value
        case .variable(let variable): return value(of: variable)
        case .not(let operand): return .bool(try !isTrue(operand))
        case .negate(let operand): return try negation(of: operand, expression)
        case .and(let operands): return try conjunction(of: operands)
        case .or(let operands): return try disjunction(of: operands)
        case .sum(let terms): return try sum(of: terms, expression)
        case .product(let factors): return try product(of: factors, expression)
        case .binary(let op, let left, let right):
            return try binary(op, left, right, expression)
        case .isEmpty(let operand): return try isEmpty(operand)
        case .conditional(let condition, let then, let otherwise):
            return try value(of: isTrue(condition) ? then : otherwise)
        case .attribute(let receiver, let name):
            return try attribute(name, of: receiver, expression)
        case .has(let receiver, let path): return try has(path, receiver)
        case .like(let operand, let pattern): return try like(pattern, operand)
        case .isType(let operand, let type, let group):
            return try isType(type, operand, within: group, expression)
        case .set(let elements): return try set(of: elements)
        case .record(let members): return try record(of: members)
        case .call(let function, let arguments):
            return try call(function, arguments, expression)
        }
    }

    func isTrue(_ expression: Expression) throws(EvaluationError) -> Bool {
        let value = try value(of: expression)
        return try at(expression) { () throws(EvaluationError.Reason) in try value.asBool() }
    }

    /// What `body` returns; its error, if any, gets the expression's position.
    func at<Result>(
        _ expression: Expression,
        _ body: () throws(EvaluationError.Reason) -> Result
    ) throws(EvaluationError) -> Result {
        do throws(EvaluationError.Reason) {
            return try body()
        } catch {
            throw EvaluationError(reason: error, position: expression.position)
        }
    }

    private func value(of variable: Variable) -> Value {
        switch variable {
        case .principal: .entity(principal)
        case .action: .entity(action)
        case .resource: .entity(resource)
        case .context: context
        }
    }

    private func conjunction(of operands: [Expression]) throws(EvaluationError) -> Value {
        for operand in operands {
            guard try isTrue(operand) else { return .bool(false) }
        }
        return .bool(true)
    }

    private func disjunction(of operands: [Expression]) throws(EvaluationError) -> Value {
        for operand in operands {
            guard try !isTrue(operand) else { return .bool(true) }
        }
        return .bool(false)
    }

    private func set(of elements: [Expression]) throws(EvaluationError) -> Value {
        var values: Set<Value> = []
        for element in elements { values.insert(try value(of: element)) }
        return .set(values)
    }

    private func record(of members: [Expression.Member]) throws(EvaluationError) -> Value {
        var record = Value.Record()
        for member in members { record[member.name] = try value(of: member.value) }
        return .record(record)
    }

    private func call(
        _ function: ExtensionFunction,
        _ arguments: [Expression],
        _ expression: Expression
    ) throws(EvaluationError) -> Value {
        guard arguments.count == function.arity, let first = arguments.first,
            let last = arguments.last
        else {
            for argument in arguments { _ = try value(of: argument) }
            return try at(expression) { () throws(EvaluationError.Reason) in
                throw .wrongArgumentCount(function: function.rawValue, arguments: arguments.count)
            }
        }
        let receiver = try value(of: first)
        let argument = arguments.count == 1 ? receiver : try value(of: last)
        return try at(expression) { () throws(EvaluationError.Reason) in
            try function(receiver, argument)
        }
    }
}
