/// Finds all ancestors of entities, each once, and circles among them.
///
/// Goes without recursion: a hierarchy may be as long as its author likes.
struct HierarchyClosure {
    private let entities: [EntityUID: Entity]
    /// Whose hierarchy is closed already.
    private let base: Entities
    private var known: [EntityUID: Set<EntityUID>] = [:]

    init(_ entities: [EntityUID: Entity], base: Entities = Entities()) {
        self.entities = entities
        self.base = base
    }

    mutating func ancestors(of start: EntityUID) throws(CedarError) -> Set<EntityUID> {
        if let ancestors = known[start] { return ancestors }
        var path = [Step(start, entities)]
        var onPath: Set<EntityUID> = [start]
        while var step = path.popLast() {
            guard let parent = step.unvisited.popLast() else {
                known[step.uid] = step.ancestors
                onPath.remove(step.uid)
                continue
            }
            guard !onPath.contains(parent) else {
                throw .entitiesMalformed(
                    sentence: "The entity \(parent) is, through others, a member of itself."
                )
            }
            step.ancestors.insert(parent)
            if let ancestors = known[parent] ?? base.knownAncestors(of: parent) {
                step.ancestors.formUnion(ancestors)
                path.append(step)
            } else {
                // Comes back to this parent once its own ancestors are known.
                step.unvisited.append(parent)
                path.append(step)
                path.append(Step(parent, entities))
                onPath.insert(parent)
            }
        }
        return known[start] ?? []
    }

    private struct Step {
        let uid: EntityUID
        var unvisited: [EntityUID]
        var ancestors: Set<EntityUID> = []

        init(_ uid: EntityUID, _ entities: [EntityUID: Entity]) {
            self.uid = uid
            unvisited = Array(entities[uid]?.parents ?? [])
        }
    }
}
