/// Something that a validator finds in a policy.
public struct ValidationIssue: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case unknownEntityType(EntityType)
        /// Of an enumerated type, which has no such id.
        case unknownEntity(EntityUID)
        case unknownAction(EntityUID)
        /// No action of the scope is for such a principal and such a resource.
        case scopeMatchesNoRequest
        case unexpectedType(expected: String, found: String)
        /// Types that strict validation lets nothing have in common.
        case incompatibleTypes(String, String)
        case unknownAttribute(String, of: String)
        /// An optional attribute is read where nothing has made sure that it is there.
        case uncheckedAttribute(String, of: String)
        /// A tag is read where `hasTag` has not made sure that it is there.
        case uncheckedTag(of: String)
        case tagsNotDeclared(of: String)
        /// `[]`, which has no element to tell its type.
        case emptySet
        case wrongArgumentCount(function: String, arguments: Int)
        /// `ip(…)` and its like, of something that is no literal.
        case argumentNotLiteral(function: String)
        case malformedExtensionValue(function: String, argument: String)
        /// In every request that the schema allows, the policy is not satisfied.
        case neverSatisfied
    }

    public let policyID: String
    public let file: String
    public let position: Position
    public let reason: Reason
}

extension ValidationIssue: CustomStringConvertible {
    /// One line: `file:line:column: policy: sentence`.
    public var description: String { "\(file):\(position): `\(policyID)`: \(reason.sentence)" }
}

extension ValidationIssue.Reason {
    /// What is wrong, in words.
    public var sentence: String {
        switch self {
        case .unknownEntityType(let type): "The schema has no entity type `\(type)`."
        case .unknownEntity(let uid): "\(uid) is none of the entities that `\(uid.type)` lists."
        case .unknownAction(let uid): "The schema has no action \(uid)."
        case .scopeMatchesNoRequest:
            "No action in this policy's scope is for such a principal and such a resource."
        case .unexpectedType(let expected, let found): "Expected \(expected), found \(found)."
        case .incompatibleTypes(let one, let other):
            "These have no type in common: \(one) and \(other)."
        case .unknownAttribute(let name, let owner):
            "There is no attribute `\(name)` in \(owner)."
        case .uncheckedAttribute(let name, let owner):
            "The attribute `\(name)` of \(owner) is optional: ask with `has` first."
        case .uncheckedTag(let owner):
            "A tag of \(owner) may not be there: ask with `hasTag` first."
        case .tagsNotDeclared(let owner): "The schema declares no tags for \(owner)."
        case .emptySet: "An empty set has no type: write `isEmpty()` to ask for one."
        case .wrongArgumentCount(let function, let arguments):
            "`\(function)` does not take \(arguments) arguments, its receiver counted."
        case .argumentNotLiteral(let function): "`\(function)` takes a literal only."
        case .malformedExtensionValue(let function, let argument):
            "`\(function)` cannot read \(StringLiteral.quoted(argument))."
        case .neverSatisfied: "No request that the schema allows satisfies this policy."
        }
    }
}
