/// The part of a policy that decides; a reference, so that going over many of them copies nothing.
final class Rule: Sendable {
    let id: String
    let isPermit: Bool
    let principal: ScopeConstraint
    let action: ActionConstraint
    let resource: ScopeConstraint
    let conditions: [Condition]

    init(_ policy: Policy) {
        id = policy.id
        isPermit = policy.effect == .permit
        principal = policy.principal
        action = policy.action
        resource = policy.resource
        conditions = policy.conditions
    }
}
