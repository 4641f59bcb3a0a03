/// Finds the type of a policy's expressions in one kind of request, by the rules of strict
/// validation.
///
/// Logic, attributes, hierarchy and operators are in files of their own. What is found wrong is
/// collected; the type is then nil and whatever is around goes on without it. Parts that can never
/// be reached are not looked at.
struct Typechecker {
    /// What is known of an expression.
    struct Finding {
        /// Nil if something in it is wrong, so that nothing is known.
        var type: SchemaType?
        /// What is there wherever the expression is true.
        var capabilities: Set<Capability> = []
    }

    /// Something wrong, and where.
    struct Fault: Hashable {
        let position: Position
        let reason: ValidationIssue.Reason
    }

    let schema: Schema
    let hierarchy: SchemaHierarchy
    let environment: RequestEnvironment
    private(set) var faults: [Fault] = []

    init(schema: Schema, hierarchy: SchemaHierarchy, environment: RequestEnvironment) {
        self.schema = schema
        self.hierarchy = hierarchy
        self.environment = environment
    }

    /// Looks at a policy's conditions, its scope already known to be possible.
    ///
    /// - Returns: false if they can never hold.
    mutating func mayHold(_ conditions: [Condition]) -> Bool {
        var known: Set<Capability> = []
        for condition in conditions {
            let found = boolean(condition.expression, known)
            guard found.type != .always(condition.isUnless) else { return false }
            if !condition.isUnless { known.formUnion(found.capabilities) }
        }
        return true
    }

    /// The type of an expression where `known` is there.
    mutating func finding(_ expression: Expression, _ known: Set<Capability>) -> Finding {
        switch expression.kind {
        case .literal(let value): return Finding(type: type(of: value, expression))
        case .variable(let variable): return Finding(type: type(of: variable))
        case .not(let operand): return negation(operand, known)
        case .and(let operands): return conjunction(operands, known)
        case .or(let operands): return disjunction(operands, known)
        case .conditional(let test, let then, let otherwise):
            return conditional(test, then, otherwise, known)
        case .attribute(let owner, let name): return attribute(name, of: owner, expression, known)
        case .has(let owner, let path): return has(path, owner, known)
        case .isType(let operand, let type, let group):
            return isType(type, operand, within: group, expression, known)
        case .binary(let op, let left, let right):
            return binary(op, left, right, expression, known)
        case .negate(let operand):
            expect(.long, operand, known)
            return Finding(type: .long)
        case .sum(let terms):
            for term in terms { expect(.long, term.value, known) }
            return Finding(type: .long)
        case .product(let factors):
            for factor in factors { expect(.long, factor, known) }
            return Finding(type: .long)
        case .isEmpty(let operand):
            expect(.set, operand, known)
            return Finding(type: .bool)
        case .like(let operand, _):
            expect(.string, operand, known)
            return Finding(type: .bool)
        case .set(let elements): return Finding(type: set(elements, expression, known))
        case .record(let members): return Finding(type: record(members, known))
        case .call(let function, let arguments):
            return Finding(type: call(function, arguments, expression, known))
        }
    }

    mutating func report(_ reason: ValidationIssue.Reason, _ expression: Expression) {
        faults.append(Fault(position: expression.position, reason: reason))
    }

    // MARK: Expectations

    /// What an operator is made for.
    enum Expectation: String {
        case bool = "Bool"
        case long = "Long"
        case string = "String"
        case entity = "an entity"
        case set = "a set"
        case entityOrRecord = "an entity or a record"
        case entities = "an entity or a set of entities"

        func admits(_ type: SchemaType) -> Bool {
            switch (self, type) {
            case (.bool, .bool), (.bool, .always), (.long, .long), (.string, .string),
                (.entity, .entity), (.set, .set), (.entityOrRecord, .entity),
                (.entityOrRecord, .record), (.entities, .entity), (.entities, .set(.entity)):
                true
            case (.bool, _), (.long, _), (.string, _), (.entity, _), (.set, _),
                (.entityOrRecord, _), (.entities, _):
                false
            }
        }
    }

    /// What is found of an expression; without a type if it is none of those expected.
    @discardableResult
    mutating func expect(
        _ expected: Expectation,
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        let found = finding(expression, known)
        guard let type = found.type, !expected.admits(type) else { return found }
        report(
            .unexpectedType(expected: expected.rawValue, found: type.description),
            expression
        )
        return Finding(type: nil)
    }

    // MARK: Variables and literals

    private func type(of variable: Variable) -> SchemaType {
        switch variable {
        case .principal: .entity(environment.principal)
        case .action: .entity(environment.action.type)
        case .resource: .entity(environment.resource)
        case .context: .record(environment.context)
        }
    }

    private mutating func type(of value: Value, _ expression: Expression) -> SchemaType? {
        switch value {
        case .bool(let value): return .always(value)
        case .long: return .long
        case .string: return .string
        case .entity(let uid): return schema.declares(uid) ? .entity(uid.type) : nil
        case .decimal: return .decimal
        case .ipAddress: return .ipAddress
        case .datetime: return .datetime
        case .duration: return .duration
        case .set(let values):
            return set(values.map { type(of: $0, expression) }, expression)
        case .record(let record):
            return Typechecker.record(
                record.attributes.mapValues { type(of: $0, expression) }
            )
        }
    }

    private mutating func set(
        _ elements: [Expression],
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> SchemaType? {
        set(elements.map { finding($0, known).type }, expression)
    }

    /// The type of a set of elements of these types.
    private mutating func set(
        _ elements: [SchemaType?],
        _ expression: Expression
    ) -> SchemaType? {
        let types = elements.compactMap(\.self)
        guard types.count == elements.count else { return nil }
        guard let first = types.first else {
            report(.emptySet, expression)
            return nil
        }
        guard let element = SchemaType.union(of: types) else {
            let other = types.first { first.union($0) == nil } ?? first
            report(.incompatibleTypes(first.description, other.description), expression)
            return nil
        }
        return .set(element)
    }

    private mutating func record(
        _ members: [Expression.Member],
        _ known: Set<Capability>
    ) -> SchemaType? {
        var types: [Text: SchemaType?] = [:]
        for member in members {
            types[member.name] = .some(finding(member.value, known).type)
        }
        return Typechecker.record(types)
    }

    private static func record(_ types: [Text: SchemaType?]) -> SchemaType? {
        let attributes = types.compactMapValues { type in
            type.map { SchemaAttribute(type: $0, isRequired: true) }
        }
        return attributes.count == types.count ? .record(attributes) : nil
    }
}
