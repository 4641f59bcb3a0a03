/// Operators of two operands, and functions.
extension Typechecker {
    mutating func binary(
        _ op: BinaryOperator,
        _ left: Expression,
        _ right: Expression,
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        switch op {
        case .equal: return Finding(type: equality(left, right, expression, known))
        case .notEqual:
            return Finding(
                type: equality(left, right, expression, known).map(Typechecker.negated)
            )
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            return Finding(type: order(left, right, known))
        case .isIn: return Finding(type: isIn(left, right, known))
        case .contains:
            let set = expect(.set, left, known).type
            let element = finding(right, known).type
            guard case .set(let elements) = set else { return Finding(type: .bool) }
            return Finding(type: comparison(elements, element, expression))
        case .containsAll, .containsAny:
            let set = expect(.set, left, known).type
            let other = expect(.set, right, known).type
            return Finding(type: comparison(set, other, expression))
        case .hasTag: return hasTag(right, left, known)
        case .getTag: return getTag(right, left, expression, known)
        }
    }

    /// Literals are compared at once; entities of two types are never equal.
    private mutating func equality(
        _ left: Expression,
        _ right: Expression,
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> SchemaType? {
        let type = finding(left, known).type
        let other = finding(right, known).type
        if case .entity(let one) = type, case .entity(let two) = other, one != two {
            return .always(false)
        }
        if let value = literal(of: left), let otherValue = literal(of: right) {
            return .always(value == otherValue)
        }
        return comparison(type, other, expression)
    }

    /// `Bool` if values of both types may be the same.
    private mutating func comparison(
        _ type: SchemaType?,
        _ other: SchemaType?,
        _ expression: Expression
    ) -> SchemaType? {
        guard let type, let other else { return .bool }
        if type.union(other) == nil {
            report(.incompatibleTypes(type.description, other.description), expression)
        }
        return .bool
    }

    private mutating func order(
        _ left: Expression,
        _ right: Expression,
        _ known: Set<Capability>
    ) -> SchemaType? {
        let type = finding(left, known).type
        let other = finding(right, known).type
        guard let type, let other else { return .bool }
        let expected = type.isOrdered ? type : other
        if !expected.isOrdered {
            report(.unexpectedType(expected: numbers, found: type.description), left)
        } else if type != other {
            let (wrong, found) = type.isOrdered ? (right, other) : (left, type)
            report(
                .unexpectedType(expected: expected.description, found: found.description),
                wrong
            )
        }
        return .bool
    }

    // MARK: Functions

    mutating func call(
        _ function: ExtensionFunction,
        _ arguments: [Expression],
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> SchemaType? {
        let signature = function.signature
        guard arguments.count == signature.arguments.count else {
            report(
                .wrongArgumentCount(function: function.rawValue, arguments: arguments.count),
                expression
            )
            return signature.result
        }
        if function.isConstructor, let argument = arguments.first {
            // What the parser could read is a value already.
            if case .string(let text) = argument.folded {
                report(
                    .malformedExtensionValue(function: function.rawValue, argument: text),
                    argument
                )
            } else if literal(of: argument) == nil {
                report(.argumentNotLiteral(function: function.rawValue), argument)
            }
        }
        for (argument, expected) in zip(arguments, signature.arguments) {
            guard let type = finding(argument, known).type, type != expected else { continue }
            report(
                .unexpectedType(expected: expected.description, found: type.description),
                argument
            )
        }
        return signature.result
    }
}

private let numbers = "Long, datetime or duration"

extension ExtensionFunction {
    /// The types it takes, the receiver's first, and the type it makes of them.
    fileprivate var signature: (arguments: [SchemaType], result: SchemaType) {
        switch self {
        case .decimal: ([.string], .decimal)
        case .ip: ([.string], .ipAddress)
        case .datetime: ([.string], .datetime)
        case .duration: ([.string], .duration)
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual:
            ([.decimal, .decimal], .bool)
        case .isIpv4, .isIpv6, .isLoopback, .isMulticast: ([.ipAddress], .bool)
        case .isInRange: ([.ipAddress, .ipAddress], .bool)
        case .offset: ([.datetime, .duration], .datetime)
        case .durationSince: ([.datetime, .datetime], .duration)
        case .toDate: ([.datetime], .datetime)
        case .toTime: ([.datetime], .duration)
        case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: ([.duration], .long)
        }
    }
}
