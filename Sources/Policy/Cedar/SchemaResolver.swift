/// Turns a schema as it is written into one whose names all stand for something.
struct SchemaResolver {
    private let file: String
    private let names: SchemaNames
    private var resolved: [String: Resolved] = [:]
    /// Common types that are being resolved, to find those that contain themselves.
    private var pending: Set<String> = []

    /// A type, and how high its tree is.
    private struct Resolved {
        let type: SchemaType
        let height: Int
    }

    static func resolve(_ syntax: SchemaSyntax, file: String) throws(CedarError) -> Schema {
        var resolver = SchemaResolver(file: file, names: try SchemaNames(syntax, file: file))
        var entityTypes: [EntityType: EntityDeclaration] = [:]
        var actions: [EntityUID: ActionDeclaration] = [:]
        for namespace in syntax.namespaces {
            for common in namespace.commonTypes {
                let name = SchemaNames.qualified(common.name.text, in: namespace.name)
                _ = try resolver.common(name, depth: 0)
            }
            for entity in namespace.entities {
                let name = SchemaNames.qualified(entity.name.text, in: namespace.name)
                entityTypes[EntityType(checked: name)] =
                    try resolver.entity(entity, in: namespace.name)
            }
            for action in namespace.actions {
                let declaration = try resolver.action(action, in: namespace.name)
                actions[declaration.entity.uid] = declaration
            }
        }
        try resolver.refuseCircles(syntax, actions)
        return Schema(entityTypes: entityTypes, actions: actions)
    }

    private init(file: String, names: SchemaNames) {
        self.file = file
        self.names = names
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
        var groups: Set<EntityUID> = []
        for group in syntax.groups {
            guard let uid = names.action(group, in: namespace) else {
                throw error(group.id, "There is no action `\(group.id.text)`.")
            }
            groups.insert(uid)
        }
        let uid = SchemaNames.action(syntax.name.text, declaredIn: namespace)
        return ActionDeclaration(
            entity: Entity(uid: uid, parents: groups),
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
        guard let principals = syntax.principals, let resources = syntax.resources,
            !principals.isEmpty, !resources.isEmpty
        else { throw error(action, "An action applies to a principal and to a resource.") }
        var context: [Text: SchemaAttribute] = [:]
        if let type = syntax.context {
            guard case .record(let attributes) = try self.type(type, in: namespace, depth: 0).type
            else { throw error(action, "The context of an action must be a record.") }
            context = attributes
        }
        return ActionDeclaration.AppliesTo(
            principals: try entityTypes(principals, in: namespace),
            resources: try entityTypes(resources, in: namespace),
            context: context
        )
    }

    private func entityTypes(
        _ types: [SchemaSyntax.Name],
        in namespace: String
    ) throws(CedarError) -> [EntityType] {
        try types.map { name throws(CedarError) in
            guard let type = names.entityType(name.text, in: namespace) else {
                throw error(name, "There is no entity type `\(name.text)`.")
            }
            return type
        }
    }

    /// No action may be a member of itself.
    private func refuseCircles(
        _ syntax: SchemaSyntax,
        _ actions: [EntityUID: ActionDeclaration]
    ) throws(CedarError) {
        var closure = HierarchyClosure(actions.mapValues(\.entity))
        for namespace in syntax.namespaces {
            for action in namespace.actions {
                let uid = SchemaNames.action(action.name.text, declaredIn: namespace.name)
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
            guard height + depth < Expression.heightLimit else { throw tooDeep(member.name) }
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
        if let declared = names.commonTypeOrEntityType(name.text, in: namespace) {
            return try common(declared, depth: depth)
                ?? Resolved(type: .entity(EntityType(checked: declared)), height: 1)
        }
        let builtIn =
            name.text.hasPrefix("__cedar::") ? String(name.text.dropFirst(9)) : name.text
        guard let type = SchemaType(builtIn: builtIn) else {
            throw error(name, "There is no type `\(name.text)`.")
        }
        return Resolved(type: type, height: 1)
    }

    /// The type that a common type stands for; nil if there is no common type of that name.
    private mutating func common(_ name: String, depth: Int) throws(CedarError) -> Resolved? {
        if let known = resolved[name] { return known }
        guard let common = names.commonTypes[name] else { return nil }
        let declared = common.syntax.name
        guard pending.insert(name).inserted else {
            throw error(declared, "The type `\(name)` contains itself.")
        }
        guard depth < Expression.heightLimit else { throw tooDeep(declared) }
        let type = try type(common.syntax.type, in: common.namespace, depth: depth + 1)
        guard type.height < Expression.heightLimit else { throw tooDeep(declared) }
        pending.remove(name)
        resolved[name] = type
        return type
    }

    private func tooDeep(_ name: SchemaSyntax.Name) -> CedarError {
        error(name, "Types are nested more than \(Expression.heightLimit) deep here.")
    }

    private func error(_ name: SchemaSyntax.Name, _ sentence: String) -> CedarError {
        .schemaMalformed(file: file, position: name.position, sentence: sentence)
    }
}
