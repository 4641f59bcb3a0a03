/// Whether entities and a request speak of nothing that is not there.
///
/// In Cedar an entity that is missing is one without attributes, in no group: a rule that a parent or
/// an attribute would have brought to bear is silent. Who must not fail open checks this first.
public enum ClosedWorld {
    /// All entities that are mentioned and missing.
    public static func missing(from entities: Entities, for request: Request) -> Set<EntityUID> {
        missing(
            from: entities,
            for: request,
            mentionedBy: entities.uids.compactMap { entities[$0] }
        )
    }

    /// Those that the request mentions, or one of these entities.
    public static func missing(
        from entities: Entities,
        for request: Request,
        mentionedBy mentioning: [Entity]
    ) -> Set<EntityUID> {
        var search = Search(entities: entities)
        for uid in [request.principal, request.action, request.resource] { search.look(at: uid) }
        search.look(in: request.context)
        for entity in mentioning {
            for parent in entity.parents { search.look(at: parent) }
            search.look(in: entity.attributes)
            search.look(in: entity.tags)
        }
        return search.missing
    }

    private struct Search {
        let entities: Entities
        private(set) var missing: Set<EntityUID> = []

        init(entities: Entities) { self.entities = entities }

        mutating func look(at uid: EntityUID) {
            if entities.attributes(of: uid) == nil { missing.insert(uid) }
        }

        mutating func look(in record: Value.Record) {
            for value in record.attributes.values { look(in: value) }
        }

        private mutating func look(in value: Value) {
            switch value {
            case .entity(let uid): look(at: uid)
            case .set(let elements): for element in elements { look(in: element) }
            case .record(let record): look(in: record)
            case .bool, .long, .string, .decimal, .ipAddress, .datetime, .duration: return
            }
        }
    }
}
