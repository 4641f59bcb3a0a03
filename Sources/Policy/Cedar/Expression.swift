/// A node of a policy's syntax tree.
///
/// What can be known at parsing is: literal sets and records and constructors with literal
/// arguments are values already. A tree is never higher than ``heightLimit``, so whatever walks
/// over it needs no more stack than that. A node is a reference, which keeps that stack small.
final class Expression: Sendable {
    enum Kind: Sendable {
        case literal(Value)
        case variable(Variable)
        case not(Expression)
        case negate(Expression)
        /// Two or more; evaluated from the left as far as needed.
        case and([Expression])
        case or([Expression])
        case sum([Term])
        case product([Expression])
        case binary(BinaryOperator, Expression, Expression)
        case isEmpty(Expression)
        case conditional(Expression, then: Expression, otherwise: Expression)
        case attribute(Expression, Text)
        /// `e has a.b.c`; at least one name.
        case has(Expression, [Text])
        case like(Expression, Pattern)
        case isType(Expression, EntityType, within: Expression?)
        case set([Expression])
        case record([Member])
        case call(ExtensionFunction, [Expression])
    }

    struct Term: Sendable {
        let isSubtracted: Bool
        let value: Expression
    }

    struct Member: Sendable {
        let name: Text
        let value: Expression
    }

    let kind: Kind
    /// What was written, where ``kind`` is the value that it comes to.
    let written: Kind?
    let position: Position
    /// One more than the highest of its children's.
    let height: Int

    init(kind: Kind, written: Kind? = nil, position: Position, height: Int) {
        self.kind = kind
        self.written = written
        self.position = position
        self.height = height
    }

    static let heightLimit = 200
}

/// The four names every policy may use.
public enum Variable: String, Sendable, Hashable, CaseIterable {
    case principal, action, resource, context
}

/// Operators and methods of two operands, both always evaluated.
enum BinaryOperator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
    case contains
    case containsAll
    case containsAny
    case getTag
    case hasTag
}
