/// Attributes and tags, of records and of entities.
extension Evaluator {
    func attribute(
        _ name: Text,
        of receiver: Expression,
        _ expression: Expression
    ) throws(EvaluationError) -> Value {
        let owner = try value(of: receiver)
        return try at(expression) { () throws(EvaluationError.Reason) in
            if let value = try self.attribute(name, of: owner) { return value }
            if case .entity(let uid) = owner, self.entities.attributes(of: uid) == nil {
                throw .missingEntity(uid)
            }
            throw .missingAttribute(name.string, of: Self.name(of: owner))
        }
    }

    /// `e has a.b.c`: false as soon as one is missing.
    func has(_ path: [Text], _ receiver: Expression) throws(EvaluationError) -> Value {
        var owner = try value(of: receiver)
        for name in path {
            let attribute = try at(receiver) { () throws(EvaluationError.Reason) in
                try self.attribute(name, of: owner)
            }
            guard let attribute else { return .bool(false) }
            owner = attribute
        }
        return .bool(true)
    }

    func tag(_ name: String, of uid: EntityUID) throws(EvaluationError.Reason) -> Value {
        guard let entity = entities[uid] else { throw .missingEntity(uid) }
        guard let tag = entity.tags[name] else { throw .missingTag(name, of: uid) }
        return tag
    }

    func hasTag(_ name: String, _ uid: EntityUID) -> Bool {
        entities[uid]?.tags[name] != nil
    }

    /// Nil if the attribute is missing, or the entity that should have it.
    private func attribute(
        _ name: Text,
        of owner: Value
    ) throws(EvaluationError.Reason) -> Value? {
        switch owner {
        case .record(let record): return record[name]
        case .entity(let uid): return entities.attributes(of: uid)?[name]
        case .bool, .long, .string, .set, .decimal, .ipAddress, .datetime, .duration:
            throw .typeMismatch(expected: "a record or an entity", found: owner.kind.rawValue)
        }
    }

    private static func name(of owner: Value) -> String {
        if case .entity(let uid) = owner { uid.description } else { owner.kind.rawValue }
    }
}
