/// Attributes and tags: what the schema declares, and what has been asked for.
extension Typechecker {
    mutating func attribute(
        _ name: Text,
        of owner: Expression,
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        guard let type = expect(.entityOrRecord, owner, known).type else {
            return Finding(type: nil)
        }
        guard let attribute = attribute(name, of: type) else {
            report(.unknownAttribute(name.string, of: type.description), expression)
            return Finding(type: nil)
        }
        guard attribute.isRequired || known.contains(Capability(attribute: name, of: owner)) else {
            report(.uncheckedAttribute(name.string, of: type.description), expression)
            return Finding(type: nil)
        }
        return Finding(type: attribute.type)
    }

    /// `e has a.b.c`, which is `e has a && e.a has b && e.a.b has c`.
    mutating func has(
        _ path: [Text],
        _ owner: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        var known = known
        var owner = owner
        var whole: Finding?
        for name in path {
            guard whole?.type != .always(false) else { break }
            let next = has(name, owner, known)
            known.formUnion(next.capabilities)
            whole = whole.map { Typechecker.both($0, next) } ?? next
            owner = Expression(
                kind: .attribute(owner, name),
                position: owner.position,
                height: owner.height + 1
            )
        }
        return whole ?? Finding(type: nil)
    }

    private mutating func has(
        _ name: Text,
        _ owner: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        guard let type = expect(.entityOrRecord, owner, known).type else {
            return Finding(type: nil)
        }
        guard let attribute = attribute(name, of: type) else {
            return Finding(type: .always(false))
        }
        let capability = Capability(attribute: name, of: owner)
        var isCertain = known.contains(capability)
        // An entity may be missing, and its attributes with it; a record is always there.
        if case .record = type, attribute.isRequired { isCertain = true }
        return Finding(
            type: isCertain ? .always(true) : .bool,
            capabilities: [capability]
        )
    }

    private func attribute(_ name: Text, of type: SchemaType) -> SchemaAttribute? {
        switch type {
        case .record(let attributes): attributes[name]
        case .entity(let type): schema.entityTypes[type]?.attributes[name]
        case .bool, .always, .long, .string, .set, .decimal, .ipAddress, .datetime, .duration: nil
        }
    }

    // MARK: Tags

    mutating func hasTag(
        _ tag: Expression,
        _ owner: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        let type = expect(.entity, owner, known).type
        expect(.string, tag, known)
        guard let type else { return Finding(type: nil) }
        let capability = Capability(tag: tag, of: owner)
        guard tags(of: type) != nil else {
            return Finding(type: .always(false), capabilities: [capability])
        }
        return Finding(
            type: known.contains(capability) ? .always(true) : .bool,
            capabilities: [capability]
        )
    }

    mutating func getTag(
        _ tag: Expression,
        _ owner: Expression,
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        let type = expect(.entity, owner, known).type
        expect(.string, tag, known)
        guard let type else { return Finding(type: nil) }
        guard known.contains(Capability(tag: tag, of: owner)) else {
            report(.uncheckedTag(of: type.description), expression)
            return Finding(type: nil)
        }
        guard let tags = tags(of: type) else {
            report(.tagsNotDeclared(of: type.description), expression)
            return Finding(type: nil)
        }
        return Finding(type: tags)
    }

    private func tags(of type: SchemaType) -> SchemaType? {
        guard case .entity(let type) = type else { return nil }
        return schema.entityTypes[type]?.tags
    }
}
