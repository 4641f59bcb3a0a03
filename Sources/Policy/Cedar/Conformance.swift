/// Whether requests and entities are as a schema says they are, by the rules of Cedar's own
/// validation.
///
/// What a validated policy relies on: one that is asked about nothing else never errs for want of an
/// attribute or for a value's type.
public struct Conformance: Sendable {
    /// What does not conform, and where.
    public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// The request or the entity, then the attribute, and so on inwards.
        public internal(set) var path: [String]
        public let sentence: String

        public var description: String {
            "In \(path.joined(separator: ", ")): \(sentence)"
        }
    }

    let schema: Schema
    private let hierarchy: SchemaHierarchy

    public init(schema: Schema) {
        self.schema = schema
        hierarchy = SchemaHierarchy(schema)
    }

    /// Asked of a request: a declared action, for such a principal and such a resource, and exactly
    /// the context that was declared.
    public func check(_ request: Request) throws(Failure) {
        guard let action = schema.actions[request.action] else {
            throw Self.failure("the request", "The schema has no action \(request.action).")
        }
        try check(
            request.principal,
            isOneOf: action.appliesTo?.principals ?? [],
            "principal",
            request.action
        )
        try check(
            request.resource,
            isOneOf: action.appliesTo?.resources ?? [],
            "resource",
            request.action
        )
        try Self.inside("the request") { () throws(Failure) in
            try Self.inside("`context`") { () throws(Failure) in
                try check(request.context, has: action.appliesTo?.context ?? [:])
            }
        }
    }

    /// Asked of every entity; actions may be left out, but not be other than the schema says.
    public func check(_ entities: Entities) throws(Failure) {
        for uid in entities.uids {
            guard let entity = entities[uid] else { continue }
            if uid.type.isAction {
                try check(action: entity, in: entities)
            } else {
                try check(entity)
            }
        }
    }

    /// Asked of one entity, which is no action.
    public func check(_ entity: Entity) throws(Failure) {
        let uid = entity.uid
        guard let declaration = schema.entityTypes[uid.type] else {
            throw Self.failure(uid.description, "The schema has no entity type `\(uid.type)`.")
        }
        try Self.inside(uid.description) { () throws(Failure) in
            try check(known: uid)
            try check(entity.attributes, has: declaration.attributes)
            for parent in entity.parents {
                guard hierarchy.isMember(uid.type, of: parent.type) else {
                    throw Self.failure("`parents`", "`\(uid.type)` is in no `\(parent.type)`.")
                }
                try Self.inside("`parents`") { () throws(Failure) in try check(known: parent) }
            }
            for (name, tag) in entity.tags.attributes {
                try Self.inside("`tags`") { () throws(Failure) in
                    try Self.inside("`\(name.string)`") { () throws(Failure) in
                        guard let type = declaration.tags else {
                            throw Failure(path: [], sentence: "`\(uid.type)` has no tags.")
                        }
                        try check(tag, is: type)
                    }
                }
            }
        }
    }

    // MARK: Parts

    private func check(
        _ uid: EntityUID,
        isOneOf types: [EntityType],
        _ part: String,
        _ action: EntityUID
    ) throws(Failure) {
        try Self.inside("the request") { () throws(Failure) in
            guard types.contains(uid.type) else {
                throw Self.failure("`\(part)`", "\(action) is for no `\(uid.type)`.")
            }
            try Self.inside("`\(part)`") { () throws(Failure) in try check(known: uid) }
        }
    }

    /// As the schema has it: without attributes, a member of the same groups.
    private func check(action: Entity, in entities: Entities) throws(Failure) {
        let uid = action.uid
        guard let declared = schema.actions[uid] else {
            throw Self.failure(uid.description, "The schema has no such action.")
        }
        let ancestors = entities.ancestors(of: uid)
        guard action.attributes.isEmpty, action.tags.isEmpty,
            ancestors == hierarchy.ancestors(of: declared.entity.uid)
        else { throw Self.failure(uid.description, "The schema says otherwise of this action.") }
    }

    /// Every attribute of its type, none missing and none besides.
    private func check(
        _ record: Value.Record,
        has attributes: [Text: SchemaAttribute]
    ) throws(Failure) {
        for (name, attribute) in attributes where attribute.isRequired {
            guard record[name] != nil else {
                throw Self.failure("`\(name.string)`", "It is missing.")
            }
        }
        for (name, value) in record.attributes {
            try Self.inside("`\(name.string)`") { () throws(Failure) in
                guard let attribute = attributes[name] else {
                    throw Failure(path: [], sentence: "The schema has no such attribute.")
                }
                try check(value, is: attribute.type)
            }
        }
    }

    private func check(_ value: Value, is type: SchemaType) throws(Failure) {
        switch (value, type) {
        case (.bool, .bool), (.long, .long), (.string, .string), (.decimal, .decimal),
            (.ipAddress, .ipAddress), (.datetime, .datetime), (.duration, .duration):
            return
        case (.entity(let uid), .entity(let type)) where uid.type == type: try check(known: uid)
        case (.set(let elements), .set(let type)):
            for element in elements { try check(element, is: type) }
        case (.record(let record), .record(let attributes)):
            try check(record, has: attributes)
        case (.bool, _), (.long, _), (.string, _), (.entity, _), (.set, _), (.record, _),
            (.decimal, _), (.ipAddress, _), (.datetime, _), (.duration, _):
            let found: String =
                if case .entity(let uid) = value { uid.type.description } else {
                    value.kind.rawValue
                }
            throw Failure(path: [], sentence: "Expected \(type), found \(found).")
        }
    }

    /// An enumerated type has the entities that it lists and no others.
    private func check(known uid: EntityUID) throws(Failure) {
        guard let ids = schema.entityTypes[uid.type]?.ids else { return }
        guard ids.contains(where: { Text.areSame($0, uid.id) }) else {
            throw Failure(
                path: [],
                sentence: "\(uid) is none of the entities that `\(uid.type)` lists."
            )
        }
    }

    private static func failure(_ place: String, _ sentence: String) -> Failure {
        Failure(path: [place], sentence: sentence)
    }

    /// What `body` returns; a failure's path begins with `place`.
    static func inside<Result>(
        _ place: @autoclosure () -> String,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        do throws(Failure) {
            return try body()
        } catch {
            throw Failure(path: [place()] + error.path, sentence: error.sentence)
        }
    }
}
