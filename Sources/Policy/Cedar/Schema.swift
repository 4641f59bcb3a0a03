/// What kinds of entities and actions there are.
///
/// A schema says which actions are members of which groups, and which types the values in JSON texts
/// are of, so that `__entity` and `__extn` may be left out there. Reading does not validate.
public struct Schema: Sendable {
    let entityTypes: [EntityType: EntityDeclaration]
    let actions: [EntityUID: ActionDeclaration]

    /// The schema of a text in Cedar's schema syntax.
    ///
    /// Errors call it by the name `file`.
    public static func parse(_ text: String, file: String) throws(CedarError) -> Schema {
        var parser = try SchemaParser(text, file: file)
        return try SchemaResolver.resolve(try parser.schema(), file: file)
    }

    /// The entities that the schema itself creates: actions and groups of actions.
    public var actionEntities: [Entity] { actions.values.map(\.entity) }

    /// All types of entities that it declares.
    public var entityTypeNames: [EntityType] { Array(entityTypes.keys) }

    /// The ids an enumerated type is limited to; nil for other types.
    public func ids(of type: EntityType) -> [String]? { entityTypes[type]?.ids }
}

/// What `entity …;` declares.
struct EntityDeclaration: Sendable {
    let memberOf: Set<EntityType>
    let attributes: [Text: SchemaAttribute]
    /// Of all tags; without it there are none.
    let tags: SchemaType?
    let ids: [String]?
}

/// What `action …;` declares.
struct ActionDeclaration: Sendable {
    /// The action with the groups it is directly a member of.
    let entity: Entity
    /// Nil for a group that is never requested itself.
    let appliesTo: AppliesTo?

    struct AppliesTo: Sendable {
        let principals: [EntityType]
        let resources: [EntityType]
        let context: [Text: SchemaAttribute]
    }
}
