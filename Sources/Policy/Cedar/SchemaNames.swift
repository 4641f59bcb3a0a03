/// All names that a schema declares, and what a name means where it is used.
///
/// A name without `::` is looked for in its own namespace, then outside any. With `::`, it is complete.
/// Nothing in a namespace may have the name of something outside any (Cedar RFC 70).
struct SchemaNames {
    /// A common type, and where its own names are looked for.
    struct Common {
        let namespace: String
        let syntax: SchemaSyntax.CommonTypeSyntax
    }

    private let file: String
    private(set) var commonTypes: [String: Common] = [:]
    private var entityTypes: Set<String> = []
    private var actions: Set<EntityUID> = []

    init(_ schema: SchemaSyntax, file: String) throws(CedarError) {
        self.file = file
        for namespace in schema.namespaces { try collect(namespace) }
        for namespace in schema.namespaces where !namespace.name.isEmpty {
            try refuseShadows(in: namespace)
        }
    }

    // MARK: Meanings

    /// Common types come before entity types of the same namespace.
    func commonTypeOrEntityType(_ name: String, in namespace: String) -> String? {
        SchemaNames.candidates(name, in: namespace).first { name in
            commonTypes[name] != nil || entityTypes.contains(name)
                || actions.contains { $0.type.text == Text(name) }
        }
    }

    func entityType(_ name: String, in namespace: String) -> EntityType? {
        SchemaNames.candidates(name, in: namespace).first(where: entityTypes.contains)
            .map(EntityType.init(checked:))
    }

    func action(_ name: SchemaSyntax.ActionName, in namespace: String) -> EntityUID? {
        SchemaNames.candidates(name.type ?? "Action", in: namespace)
            .map { EntityUID(type: EntityType(checked: $0), id: name.id.text) }
            .first(where: actions.contains)
    }

    static func action(_ id: String, declaredIn namespace: String) -> EntityUID {
        EntityUID(type: EntityType(checked: qualified("Action", in: namespace)), id: id)
    }

    static func qualified(_ name: String, in namespace: String) -> String {
        namespace.isEmpty ? name : "\(namespace)::\(name)"
    }

    private static func candidates(_ name: String, in namespace: String) -> [String] {
        name.contains("::") || namespace.isEmpty
            ? [name] : [qualified(name, in: namespace), name]
    }

    // MARK: Declarations

    private mutating func collect(_ namespace: SchemaSyntax.Namespace) throws(CedarError) {
        for common in namespace.commonTypes {
            let name = SchemaNames.qualified(common.name.text, in: namespace.name)
            guard !SchemaNames.reservedTypeNames.contains(common.name.text) else {
                throw error(common.name, "`\(common.name.text)` is the name of a built-in type.")
            }
            let added = Common(namespace: namespace.name, syntax: common)
            guard commonTypes.updateValue(added, forKey: name) == nil else {
                throw error(common.name, "The type `\(name)` is declared twice.")
            }
        }
        for entity in namespace.entities {
            let name = SchemaNames.qualified(entity.name.text, in: namespace.name)
            guard entity.name.text != "Action" else {
                throw error(entity.name, "The entity type `Action` is that of actions.")
            }
            guard entityTypes.insert(name).inserted else {
                throw error(entity.name, "The entity type `\(name)` is declared twice.")
            }
        }
        for action in namespace.actions {
            let uid = SchemaNames.action(action.name.text, declaredIn: namespace.name)
            guard actions.insert(uid).inserted else {
                throw error(action.name, "The action \(uid) is declared twice.")
            }
        }
    }

    private func refuseShadows(in namespace: SchemaSyntax.Namespace) throws(CedarError) {
        let types = namespace.commonTypes.map(\.name) + namespace.entities.map(\.name)
        for name in types where commonTypes[name.text] != nil || entityTypes.contains(name.text) {
            throw error(name, "There is a `\(name.text)` outside any namespace already.")
        }
        for name in namespace.actions.map(\.name)
        where actions.contains(SchemaNames.action(name.text, declaredIn: "")) {
            throw error(name, "There is an action `\(name.text)` outside any namespace already.")
        }
    }

    private func error(_ name: SchemaSyntax.Name, _ sentence: String) -> CedarError {
        .schemaMalformed(file: file, position: name.position, sentence: sentence)
    }

    private static let reservedTypeNames: Set<String> = [
        "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String",
    ]
}
