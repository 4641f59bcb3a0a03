/// Scopes: what they name, and whom they can be about.
extension Validator {
    // MARK: Names

    /// Types, actions and enumerated entities that the schema does not have.
    func nameIssues(of policy: Policy) -> [ValidationIssue] {
        var names = PolicyNames()
        names.add(policy.principal, policy.position)
        names.add(policy.action, policy.position)
        names.add(policy.resource, policy.position)
        for condition in policy.conditions { names.add(condition.expression) }
        return names.types.filter { !isKnown($0.type) }
            .map { policy.issue(.unknownEntityType($0.type), $0.position) }
            + names.uids.compactMap { name in
                issue(of: name.uid).map { policy.issue($0, name.position) }
            }
    }

    private func isKnown(_ type: EntityType) -> Bool {
        type.isAction || schema.entityTypes[type] != nil
    }

    private func issue(of uid: EntityUID) -> ValidationIssue.Reason? {
        if uid.type.isAction { return schema.actions[uid] == nil ? .unknownAction(uid) : nil }
        guard let declaration = schema.entityTypes[uid.type] else {
            return .unknownEntityType(uid.type)
        }
        guard let ids = declaration.ids else { return nil }
        return ids.contains { Text.areSame($0, uid.id) } ? nil : .unknownEntity(uid)
    }

    /// Types that the slots of a link were filled with and that the schema does not have.
    func slotIssues(of link: Policy) -> [ValidationIssue] {
        var names = PolicyNames()
        names.add(link.principal, link.position)
        names.add(link.resource, link.position)
        return names.uids.filter { !isKnown($0.uid.type) }
            .map { link.issue(.unknownEntityType($0.uid.type)) }
    }

    // MARK: Requests

    /// True if some action of the scope is for such a principal and such a resource.
    func matchesRequest(_ policy: Policy) -> Bool {
        schema.actions.values.contains { declaration in
            guard let appliesTo = declaration.appliesTo,
                admits(policy.action, declaration.entity.uid)
            else { return false }
            return appliesTo.principals.contains { mayBe($0, policy.principal) }
                && appliesTo.resources.contains { mayBe($0, policy.resource) }
        }
    }

    /// True if the scope can hold in requests of that kind.
    func admits(_ policy: Policy, _ environment: RequestEnvironment) -> Bool {
        mayBe(environment.principal, policy.principal)
            && admits(policy.action, environment.action)
            && mayBe(environment.resource, policy.resource)
    }

    private func admits(_ constraint: ActionConstraint, _ action: EntityUID) -> Bool {
        switch constraint {
        case .any: true
        case .equal(let other): action == other
        case .within(let groups): groups.contains { hierarchy.isAction(action, in: $0) }
        }
    }

    private func mayBe(_ type: EntityType, _ constraint: ScopeConstraint) -> Bool {
        switch constraint {
        case .any, .equal(.slot), .within(.slot): true
        case .equal(.entity(let uid)): type == uid.type
        case .within(.entity(let group)): hierarchy.mayBe(type, in: group.type)
        case .isType(let other), .isTypeWithin(let other, .slot): type == other
        case .isTypeWithin(let other, .entity(let group)):
            type == other && hierarchy.mayBe(type, in: group.type)
        }
    }
}

/// The types and entities a policy speaks of.
private struct PolicyNames {
    private(set) var types: [(type: EntityType, position: Position)] = []
    private(set) var uids: [(uid: EntityUID, position: Position)] = []

    mutating func add(_ constraint: ScopeConstraint, _ position: Position) {
        switch constraint {
        case .any: return
        case .equal(let entity), .within(let entity): add(entity, position)
        case .isType(let type): types.append((type, position))
        case .isTypeWithin(let type, let entity):
            types.append((type, position))
            add(entity, position)
        }
    }

    private mutating func add(_ entity: ScopeEntity, _ position: Position) {
        if case .entity(let uid) = entity { uids.append((uid, position)) }
    }

    mutating func add(_ constraint: ActionConstraint, _ position: Position) {
        switch constraint {
        case .any: return
        case .equal(let uid): uids.append((uid, position))
        case .within(let groups): uids += groups.map { ($0, position) }
        }
    }

    mutating func add(_ expression: Expression) {
        switch expression.kind {
        case .literal(let value): add(value, expression.position)
        case .isType(_, let type, _): types.append((type, expression.position))
        case .variable, .not, .negate, .and, .or, .sum, .product, .binary, .isEmpty, .conditional,
            .attribute, .has, .like, .set, .record, .call:
            break
        }
        for child in expression.children { add(child) }
    }

    private mutating func add(_ value: Value, _ position: Position) {
        switch value {
        case .entity(let uid): uids.append((uid, position))
        case .set(let values): for value in values { add(value, position) }
        case .record(let record): for value in record.attributes.values { add(value, position) }
        case .bool, .long, .string, .decimal, .ipAddress, .datetime, .duration: return
        }
    }
}
