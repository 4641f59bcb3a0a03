/// Which policies a request may concern, by their place in the set.
///
/// Scopes cannot err, so a policy whose scope names something else may be left out unseen. Each policy
/// is filed once, under the narrowest thing that its scope names: an entity before a group, either
/// before an action. A set of thousands of grants for single people costs what concerns one of them.
struct ScopeIndex: Sendable {
    /// By the principal or resource that the scope names with `==`.
    private var principals: [EntityUID: [Int]] = [:]
    private var resources: [EntityUID: [Int]] = [:]
    /// By the group that the scope names with `in`.
    private var principalGroups: [EntityUID: [Int]] = [:]
    private var resourceGroups: [EntityUID: [Int]] = [:]
    private var actions: [EntityUID: [Int]] = [:]
    private var actionGroups: [EntityUID: [Int]] = [:]
    private var unconstrained: [Int] = []

    mutating func add(_ policy: Policy, at place: Int) {
        if case .equal(.entity(let principal)) = policy.principal {
            principals[principal, default: []].append(place)
        } else if case .equal(.entity(let resource)) = policy.resource {
            resources[resource, default: []].append(place)
        } else if let group = policy.resource.group {
            resourceGroups[group, default: []].append(place)
        } else if let group = policy.principal.group {
            principalGroups[group, default: []].append(place)
        } else {
            add(policy.action, at: place)
        }
    }

    private mutating func add(_ constraint: ActionConstraint, at place: Int) {
        switch constraint {
        case .any: unconstrained.append(place)
        case .equal(let action): actions[action, default: []].append(place)
        case .within(let groups):
            for group in Set(groups) { actionGroups[group, default: []].append(place) }
        }
    }

    /// Hands over every place that a request may concern, in no order, some perhaps more than once.
    func forEachPlace(for request: Request, in entities: Entities, _ body: (Int) -> Void) {
        Self.visit(principals[request.principal], body)
        Self.visit(resources[request.resource], body)
        Self.visit(principalGroups, request.principal, entities, body)
        Self.visit(resourceGroups, request.resource, entities, body)
        Self.visit(actions[request.action], body)
        Self.visit(actionGroups, request.action, entities, body)
        Self.visit(unconstrained, body)
    }

    private static func visit(_ places: [Int]?, _ body: (Int) -> Void) {
        for place in places ?? [] { body(place) }
    }

    /// An entity is in itself too.
    private static func visit(
        _ groups: [EntityUID: [Int]],
        _ uid: EntityUID,
        _ entities: Entities,
        _ body: (Int) -> Void
    ) {
        guard !groups.isEmpty else { return }
        visit(groups[uid], body)
        for ancestor in entities.ancestors(of: uid) where ancestor != uid {
            visit(groups[ancestor], body)
        }
    }
}

extension ScopeConstraint {
    /// The group that it names with `in`.
    fileprivate var group: EntityUID? {
        switch self {
        case .within(.entity(let group)), .isTypeWithin(_, .entity(let group)): group
        case .any, .equal, .isType, .within(.slot), .isTypeWithin(_, .slot): nil
        }
    }
}
