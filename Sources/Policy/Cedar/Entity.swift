/// An entity's data: what it has, and what it is directly a member of.
public struct Entity: Sendable, Hashable {
    public let uid: EntityUID
    public var attributes: Value.Record
    public var parents: Set<EntityUID>
    public var tags: Value.Record

    public init(
        uid: EntityUID,
        attributes: Value.Record = Value.Record(),
        parents: Set<EntityUID> = [],
        tags: Value.Record = Value.Record()
    ) {
        self.uid = uid
        self.attributes = attributes
        self.parents = parents
        self.tags = tags
    }
}
