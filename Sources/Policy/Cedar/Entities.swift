/// The entities a decision may look at, with their hierarchy closed transitively.
public struct Entities: Sendable {
    private var nodes: [EntityUID: Node] = [:]

    public init() {}

    /// The entities of a list, and the actions and action groups of `schema`.
    ///
    /// A parent that is in neither has no attributes and no parents of its own.
    ///
    /// - Throws: ``CedarError/entitiesMalformed(sentence:)`` if an entity is given twice or is a
    ///   member of itself, directly or through others, and if the list has an action of the schema in
    ///   other groups than the schema.
    public init(_ entities: some Sequence<Entity>, schema: Schema? = nil) throws(CedarError) {
        var all: [EntityUID: Entity] = [:]
        for entity in entities {
            guard all.updateValue(entity, forKey: entity.uid) == nil else {
                throw .entitiesMalformed(sentence: "The entity \(entity.uid) is given twice.")
            }
        }
        var closure = HierarchyClosure(all)
        for (uid, entity) in all {
            nodes[uid] = Node(entity: entity, ancestors: try closure.ancestors(of: uid))
        }
        if let schema { try addActions(of: schema) }
    }

    private mutating func addActions(of schema: Schema) throws(CedarError) {
        let actions = schema.actions.values.map { ($0.entity.uid, $0.entity) }
        let declared = Dictionary(actions) { first, _ in first }
        var closure = HierarchyClosure(declared)
        for (uid, action) in declared {
            let ancestors = try closure.ancestors(of: uid)
            let listed = nodes.updateValue(Node(entity: action, ancestors: ancestors), forKey: uid)
            guard let listed else { continue }
            guard listed.ancestors == ancestors else {
                throw .entitiesMalformed(
                    sentence: "\(uid) is given in other groups than the schema has it in."
                )
            }
            // With the attributes of the list, should it have any: that is for others to judge.
            nodes[uid] = listed
        }
    }

    /// These entities and more; much less work than making all of them anew.
    ///
    /// - Throws: as making them does.
    public func adding(_ more: some Sequence<Entity>) throws(CedarError) -> Entities {
        var added: [EntityUID: Entity] = [:]
        for entity in more {
            guard nodes[entity.uid] == nil, added.updateValue(entity, forKey: entity.uid) == nil
            else {
                throw .entitiesMalformed(sentence: "The entity \(entity.uid) is given twice.")
            }
        }
        // Members of a group that was not there learn of the groups that it is in itself.
        let isOrphaned = nodes.values.contains { node in
            node.ancestors.contains { added[$0] != nil }
        }
        if isOrphaned { return try Entities(nodes.values.map(\.entity) + added.values) }
        var whole = self
        var closure = HierarchyClosure(added, base: self)
        for (uid, entity) in added {
            whole.nodes[uid] = Node(entity: entity, ancestors: try closure.ancestors(of: uid))
        }
        return whole
    }

    /// The data of that entity, if there is any.
    public subscript(uid: EntityUID) -> Entity? { nodes[uid]?.entity }

    /// Its attributes; nil if there is no such entity.
    func attributes(of uid: EntityUID) -> Value.Record? { nodes[uid]?.entity.attributes }

    public var uids: some Collection<EntityUID> { nodes.keys }

    /// Everything that entity is a member of, directly or through others.
    public func ancestors(of uid: EntityUID) -> Set<EntityUID> { nodes[uid]?.ancestors ?? [] }

    /// These entities with other attributes for one of them; false, and no change, if it is not
    /// there.
    @discardableResult
    public mutating func setAttributes(_ attributes: Value.Record, of uid: EntityUID) -> Bool {
        guard let node = nodes[uid] else { return false }
        var entity = node.entity
        entity.attributes = attributes
        nodes[uid] = Node(entity: entity, ancestors: node.ancestors)
        return true
    }

    /// Nil if there is no such entity.
    func knownAncestors(of uid: EntityUID) -> Set<EntityUID>? { nodes[uid]?.ancestors }

    /// True if both are the same or the first is a member of the second: Cedar's `in`.
    func isMember(_ uid: EntityUID, of group: EntityUID) -> Bool {
        uid == group || nodes[uid]?.ancestors.contains(group) ?? false
    }

    /// A reference, so that looking up copies little.
    private final class Node: Sendable {
        let entity: Entity
        let ancestors: Set<EntityUID>

        init(entity: Entity, ancestors: Set<EntityUID>) {
            self.entity = entity
            self.ancestors = ancestors
        }
    }
}
