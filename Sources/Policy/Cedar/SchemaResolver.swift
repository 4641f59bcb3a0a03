/// Turns a schema as it is written into one whose names all stand for something.
///
/// A bare name is looked for in its own namespace, then outside any, then among the built-in types;
/// in each, common types come before entity types. A name with `::` is complete.
struct SchemaResolver {
    private let file: String
    private var commonTypes: [String: Common] = [:]
    private var entityNames: Set<String> = []
    private var resolved: [String: Resolved] = [:]
    /// Common types that are being resolved, to find those that contain themselves.
    private var pending: Set<String> = []

    /// A type, and how high its tree is.
    private struct Resolved {
        let type: SchemaType
        let height: Int
    }

    private struct Common {
        let namespace: String
        let syntax: SchemaSyntax.CommonTypeSyntax
    }

    static func resolve(_ syntax: SchemaSyntax, file: String) throws(CedarError) -> Schema {
        var resolver = SchemaResolver(file: file)
        try resolver.collectNames(syntax)
        var entityTypes: [EntityType: EntityDeclaration] = [:]
        var actions: [EntityUID: ActionDeclaration] = [:]
        for namespace in syntax.namespaces {
            for common in namespace.commonTypes {
                _ = try resolver.common(qualified(common.name.text, in: namespace.name))
            }
            for entity in namespace.entities {
                let type = EntityType(checked: qualified(entity.name.text, in: namespace.name))
                entityTypes[type] = try resolver.entity(entity, in: namespace.name)
            }
            for action in namespace.actions {
                let declaration = try resolver.action(action, in: namespace.name)
                let uid = declaration.entity.uid
                guard actions.updateValue(declaration, forKey: uid) == nil else {
                    throw resolver.error(action.name, "The action \(uid) is declared twice.")
                }
            }
        }
        try resolver.checkGroups(syntax, actions)
        return Schema(entityTypes: entityTypes, actions: actions)
    }

    private init(file: String) { self.file = file }

    private mutating func collectNames(_ syntax: SchemaSyntax) throws(CedarError) {
        for namespace in syntax.namespaces {
            for common in namespace.commonTypes {
                let name = qualified(common.name.text, in: namespace.name)
                guard !SchemaResolver.reservedTypeNames.contains(common.name.text) else {
                    throw error(
                        common.name,
                        "`\(common.name.text)` is the name of a built-in type."
                    )
                }
                let added = Common(namespace: namespace.name, syntax: common)
                guard commonTypes.updateValue(added, forKey: name) == nil else {
                    throw error(common.name, "The type `\(name)` is declared twice.")
                }
            }
            for entity in namespace.entities {
                let name = qualified(entity.name.text, in: namespace.name)
                guard entityNames.insert(name).inserted else {
                    throw error(entity.name, "The entity type `\(name)` is declared twice.")
                }
            }
        }
    }

    // MARK: Declarations

    private mutating func entity(
        _ syntax: SchemaSyntax.EntitySyntax,
        in namespace: String
    ) throws(CedarError) -> EntityDeclaration {
        EntityDeclaration(
            memberOf: Set(try entityTypes(syntax.memberOf, in: namespace)),
            attributes: try attributes(syntax.attributes, in: namespace, depth: 0).attributes,
            tags: try syntax.tags.map { tags throws(CedarError) in
                try type(tags, in: namespace, depth: 0).type
            },
            ids: syntax.ids
        )
    }

    private mutating func action(
        _ syntax: SchemaSyntax.ActionSyntax,
        in namespace: String
    ) throws(CedarError) -> ActionDeclaration {
        let type = EntityType(checked: qualified("Action", in: namespace))
        let groups = syntax.groups.map { group in
            EntityUID(type: group.type.map(EntityType.init(checked:)) ?? type, id: group.id.text)
        }
        return ActionDeclaration(
            entity: Entity(
                uid: EntityUID(type: type, id: syntax.name.text),
                parents: Set(groups)
            ),
            appliesTo: try syntax.appliesTo.map { appliesTo throws(CedarError) in
                try self.appliesTo(appliesTo, of: syntax.name, in: namespace)
            }
        )
    }

    private mutating func appliesTo(
        _ syntax: SchemaSyntax.AppliesToSyntax,
        of action: SchemaSyntax.Name,
        in namespace: String
    ) throws(CedarError) -> ActionDeclaration.AppliesTo {
        var context: [Text: SchemaAttribute] = [:]
        if let type = syntax.context {
            guard case .record(let attributes) = try self.type(type, in: namespace, depth: 0).type
            else { throw error(action, "The context of an action must be a record.") }
            context = attributes
        }
        return ActionDeclaration.AppliesTo(
            principals: try entityTypes(syntax.principals ?? [], in: namespace),
            resources: try entityTypes(syntax.resources ?? [], in: namespace),
            context: context
        )
    }

    /// Groups must be declared, and no action may be a member of itself.
    private func checkGroups(
        _ syntax: SchemaSyntax,
        _ actions: [EntityUID: ActionDeclaration]
    ) throws(CedarError) {
        var closure = HierarchyClosure(actions.mapValues(\.entity))
        for namespace in syntax.namespaces {
            for action in namespace.actions {
                let type = EntityType(checked: qualified("Action", in: namespace.name))
                let uid = EntityUID(type: type, id: action.name.text)
                for group in actions[uid]?.entity.parents ?? [] where actions[group] == nil {
                    throw error(action.name, "There is no action \(group).")
                }
                do throws(CedarError) {
                    _ = try closure.ancestors(of: uid)
                } catch {
                    throw self.error(action.name, "The groups of \(uid) run in a circle.")
                }
            }
        }
    }

    // MARK: Types

    private mutating func type(
        _ syntax: SchemaSyntax.TypeSyntax,
        in namespace: String,
        depth: Int
    ) throws(CedarError) -> Resolved {
        switch syntax {
        case .name(let name): return try named(name, in: namespace, depth: depth)
        case .set(let element):
            let element = try type(element, in: namespace, depth: depth + 1)
            return Resolved(type: .set(element.type), height: element.height + 1)
        case .record(let members):
            let (attributes, height) = try attributes(members, in: namespace, depth: depth + 1)
            return Resolved(type: .record(attributes), height: height + 1)
        }
    }

    private mutating func attributes(
        _ syntax: [SchemaSyntax.AttributeSyntax],
        in namespace: String,
        depth: Int
    ) throws(CedarError) -> (attributes: [Text: SchemaAttribute], height: Int) {
        var attributes: [Text: SchemaAttribute] = [:]
        var height = 0
        for member in syntax {
            let type = try type(member.type, in: namespace, depth: depth)
            height = max(height, type.height)
            guard height + depth < Expression.heightLimit else {
                throw error(
                    member.name,
                    "Types are nested more than \(Expression.heightLimit) deep here."
                )
            }
            attributes[Text(member.name.text)] = SchemaAttribute(
                type: type.type,
                isRequired: member.isRequired
            )
        }
        return (attributes, height)
    }

    private mutating func named(
        _ name: SchemaSyntax.Name,
        in namespace: String,
        depth: Int
    ) throws(CedarError) -> Resolved {
        for candidate in candidates(name.text, in: namespace) {
            if commonTypes[candidate] != nil { return try common(candidate, depth: depth) }
            if entityNames.contains(candidate) {
                return Resolved(type: .entity(EntityType(checked: candidate)), height: 1)
            }
        }
        let builtIn =
            name.text.hasPrefix("__cedar::") ? String(name.text.dropFirst(9)) : name.text
        guard let type = SchemaType(builtIn: builtIn) else {
            throw error(name, "There is no type `\(name.text)`.")
        }
        return Resolved(type: type, height: 1)
    }

    /// The type that a common type stands for.
    private mutating func common(_ name: String, depth: Int = 0) throws(CedarError) -> Resolved {
        if let known = resolved[name] { return known }
        guard let common = commonTypes[name] else { return Resolved(type: .bool, height: 1) }
        guard pending.insert(name).inserted else {
            throw error(common.syntax.name, "The type `\(name)` contains itself.")
        }
        guard depth < Expression.heightLimit else {
            throw error(
                common.syntax.name,
                "Types are nested more than \(Expression.heightLimit) deep here."
            )
        }
        let type = try type(common.syntax.type, in: common.namespace, depth: depth + 1)
        guard type.height < Expression.heightLimit else {
            throw error(
                common.syntax.name,
                "The type `\(name)` is more than \(Expression.heightLimit) types deep."
            )
        }
        pending.remove(name)
        resolved[name] = type
        return type
    }

    private func entityTypes(
        _ names: [SchemaSyntax.Name],
        in namespace: String
    ) throws(CedarError) -> [EntityType] {
        var types: [EntityType] = []
        for name in names {
            guard
                let found = candidates(name.text, in: namespace).first(where: entityNames.contains)
            else { throw error(name, "There is no entity type `\(name.text)`.") }
            types.append(EntityType(checked: found))
        }
        return types
    }

    // MARK: Names

    private func candidates(_ name: String, in namespace: String) -> [String] {
        name.contains("::") || namespace.isEmpty
            ? [name] : [SchemaResolver.qualified(name, in: namespace), name]
    }

    private func qualified(_ name: String, in namespace: String) -> String {
        SchemaResolver.qualified(name, in: namespace)
    }

    private static func qualified(_ name: String, in namespace: String) -> String {
        namespace.isEmpty ? name : "\(namespace)::\(name)"
    }

    private func error(_ name: SchemaSyntax.Name, _ sentence: String) -> CedarError {
        .schemaMalformed(file: file, position: name.position, sentence: sentence)
    }

    private static let reservedTypeNames: Set<String> = [
        "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String",
    ]
}
