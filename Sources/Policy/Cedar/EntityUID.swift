/// The name of one entity: its type and its id, written `Type::"id"`.
public struct EntityUID: Sendable, Hashable, CustomStringConvertible {
    private let storage: Storage

    public init(type: EntityType, id: String) {
        storage = Storage(type: type, id: Text(id))
    }

    public var type: EntityType { storage.type }
    public var id: String { storage.id.string }

    /// As Cedar writes it.
    public var description: String { "\(type)::\(StringLiteral.quoted(id))" }

    public static func == (one: EntityUID, other: EntityUID) -> Bool {
        one.storage === other.storage
            || one.storage.hash == other.storage.hash && one.storage.id == other.storage.id
                && one.storage.type == other.storage.type
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(storage.hash) }

    /// One reference, so that a value stays small, with the hash made once: most of a decision is
    /// looking entities up.
    private final class Storage: Sendable {
        let type: EntityType
        let id: Text
        let hash: Int

        init(type: EntityType, id: Text) {
            self.type = type
            self.id = id
            var hasher = Hasher()
            hasher.combine(type)
            hasher.combine(id)
            hash = hasher.finalize()
        }
    }
}
