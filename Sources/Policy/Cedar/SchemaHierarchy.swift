/// What may be in what: entity types by `in`, actions by their groups, both closed transitively.
struct SchemaHierarchy: Sendable {
    private let typeAncestors: [EntityType: Set<EntityType>]
    private let actionAncestors: [EntityUID: Set<EntityUID>]
    /// Pairs of types of actions, a member's first, of which one may be in the other.
    private let actionTypes: [EntityType: Set<EntityType>]

    init(_ schema: Schema) {
        typeAncestors = schema.entityTypes.mapValues { declaration in
            SchemaHierarchy.closure(of: declaration.memberOf) { type in
                schema.entityTypes[type]?.memberOf ?? []
            }
        }
        let actionAncestors = schema.actions.mapValues { declaration in
            SchemaHierarchy.closure(of: declaration.entity.parents) { action in
                schema.actions[action]?.entity.parents ?? []
            }
        }
        var actionTypes: [EntityType: Set<EntityType>] = [:]
        for (action, ancestors) in actionAncestors {
            actionTypes[action.type, default: []].formUnion(ancestors.map(\.type))
        }
        self.actionAncestors = actionAncestors
        self.actionTypes = actionTypes
    }

    /// True if an entity of the first type may be one of the second, or a member of one.
    func mayBe(_ type: EntityType, in group: EntityType) -> Bool {
        type == group || typeAncestors[type]?.contains(group) ?? false
            || actionTypes[type]?.contains(group) ?? false
    }

    /// True if entities of the first type may be members of ones of the second.
    func isMember(_ type: EntityType, of group: EntityType) -> Bool {
        typeAncestors[type]?.contains(group) ?? false
    }

    /// True if both are the same action, or the second is a group that holds the first.
    func isAction(_ action: EntityUID, in group: EntityUID) -> Bool {
        action == group || actionAncestors[action]?.contains(group) ?? false
    }

    /// The groups that hold an action, directly or through others.
    func ancestors(of action: EntityUID) -> Set<EntityUID> { actionAncestors[action] ?? [] }

    /// Everything that can be reached; entity types may run in circles.
    private static func closure<Node: Hashable>(
        of start: Set<Node>,
        next: (Node) -> Set<Node>
    ) -> Set<Node> {
        var reached = start
        var open = Array(start)
        while let node = open.popLast() {
            for other in next(node) where reached.insert(other).inserted { open.append(other) }
        }
        return reached
    }
}
