/// One policy, or one template: an effect, a scope, and conditions.
public struct Policy: Sendable, Identifiable {
    public enum Effect: String, Sendable { case permit, forbid }

    public let id: String
    public let effect: Effect
    /// By name; an annotation without a value has an empty one.
    public let annotations: [String: String]
    /// The annotations that were written without a value.
    let bareAnnotations: Set<String>
    public let file: String
    /// Where its first annotation, or its effect, stands in ``file``.
    public let position: Position

    let principal: ScopeConstraint
    let action: ActionConstraint
    let resource: ScopeConstraint
    let conditions: [Condition]
    /// How it was made, if by filling a template's slots.
    var link: Link?
    var isLink: Bool { link != nil }

    /// What a template's slots were filled with.
    struct Link: Sendable {
        let template: String
        let principal: EntityUID?
        let resource: EntityUID?
    }

    /// True if a slot has yet to be filled: such a policy decides nothing.
    public var isTemplate: Bool { principal.hasSlot || resource.hasSlot }

    /// This template's policy for the given entities; slots it does not have are left alone.
    func linked(as id: String, principal: EntityUID?, resource: EntityUID?) -> Policy {
        Policy(
            id: id,
            effect: effect,
            annotations: annotations,
            bareAnnotations: bareAnnotations,
            file: file,
            position: position,
            principal: self.principal.filled(with: principal),
            action: action,
            resource: self.resource.filled(with: resource),
            conditions: conditions,
            link: Link(template: self.id, principal: principal, resource: resource)
        )
    }
}

/// A `when` or an `unless` clause.
struct Condition: Sendable {
    let isUnless: Bool
    let expression: Expression
}

/// What a policy's scope says of the principal or the resource.
enum ScopeConstraint: Sendable, Hashable {
    case any
    case equal(ScopeEntity)
    case within(ScopeEntity)
    case isType(EntityType)
    case isTypeWithin(EntityType, ScopeEntity)

    var hasSlot: Bool {
        switch self {
        case .any, .isType: false
        case .equal(let entity), .within(let entity), .isTypeWithin(_, let entity):
            entity == .slot
        }
    }

    func filled(with uid: EntityUID?) -> ScopeConstraint {
        guard let uid, hasSlot else { return self }
        return switch self {
        case .any, .isType: self
        case .equal: .equal(.entity(uid))
        case .within: .within(.entity(uid))
        case .isTypeWithin(let type, _): .isTypeWithin(type, .entity(uid))
        }
    }
}

/// An entity in a scope, or the place for one in a template.
enum ScopeEntity: Sendable, Hashable {
    case entity(EntityUID)
    /// `?principal` or `?resource`.
    case slot
}

/// What a policy's scope says of the action.
enum ActionConstraint: Sendable, Hashable {
    case any
    case equal(EntityUID)
    /// One of these or a member of one of these; none, if empty.
    case within([EntityUID])
}
