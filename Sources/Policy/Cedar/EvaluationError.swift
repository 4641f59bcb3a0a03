/// Why a policy has no answer to a request.
///
/// A policy that errs is skipped: the other policies decide.
public struct EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
    public indirect enum Reason: Error, Sendable, Equatable {
        /// An operand or argument is of a type the operation is not made for.
        case typeMismatch(expected: String, found: String)
        /// A number, instant or duration that 64 bits do not hold.
        case overflow
        case missingAttribute(String, of: String)
        case missingTag(String, of: EntityUID)
        /// The entities hold none of that name, so it has no attributes.
        case missingEntity(EntityUID)
        /// `ip("…")` and its like, of a text that is none.
        case malformedExtensionValue(function: String, argument: String)
        case wrongArgumentCount(function: String, arguments: Int)
    }

    public let reason: Reason
    /// Of the expression, in its policy's file.
    public let position: Position

    public var description: String { "\(position): \(reason.sentence)" }
}

extension EvaluationError.Reason {
    /// What went wrong, in words.
    public var sentence: String {
        switch self {
        case .typeMismatch(let expected, let found): "Expected \(expected), found \(found)."
        case .overflow: "The result does not fit 64 bits."
        case .missingAttribute(let name, let owner):
            "There is no attribute `\(name)` in \(owner)."
        case .missingTag(let name, let entity): "There is no tag `\(name)` on \(entity)."
        case .missingEntity(let entity): "The entity \(entity) does not exist."
        case .malformedExtensionValue(let function, let argument):
            "`\(function)` cannot read \(StringLiteral.quoted(argument))."
        case .wrongArgumentCount(let function, let arguments):
            "`\(function)` does not take \(arguments) arguments, its receiver counted."
        }
    }
}
