/// `is` and `in`.
extension Typechecker {
    /// `e is T in g`, which is `e is T && e in g`.
    mutating func isType(
        _ type: EntityType,
        _ operand: Expression,
        within group: Expression?,
        _ expression: Expression,
        _ known: Set<Capability>
    ) -> Finding {
        let found: SchemaType? = expect(.entity, operand, known).type
            .map { .always($0 == .entity(type)) }
        guard let group, found != .always(false) else { return Finding(type: found) }
        return Typechecker.both(
            Finding(type: found),
            Finding(type: isIn(operand, group, known))
        )
    }

    /// The type of `operand in group`: never true where the hierarchy leaves no way.
    mutating func isIn(
        _ operand: Expression,
        _ group: Expression,
        _ known: Set<Capability>
    ) -> SchemaType? {
        let type = expect(.entity, operand, known).type
        let groupType = expect(.entities, group, known).type
        guard case .entity(let member) = type, let groupType else { return nil }
        if let action = uid(of: operand), action.type.isAction, let groups = uids(of: group) {
            return .always(groups.contains { hierarchy.isAction(action, in: $0) })
        }
        switch groupType {
        case .entity(let group), .set(.entity(let group)):
            return hierarchy.mayBe(member, in: group) ? .bool : .always(false)
        case .bool, .always, .long, .string, .set, .record, .decimal, .ipAddress, .datetime,
            .duration:
            return nil
        }
    }

    /// The value that an expression has in every request of this kind, if that is a literal's.
    func literal(of expression: Expression) -> Value? {
        if case .variable(.action) = expression.kind { return .entity(environment.action) }
        switch expression.folded {
        case .bool, .long, .string, .entity: return expression.folded
        case .set, .record, .decimal, .ipAddress, .datetime, .duration, nil: return nil
        }
    }

    private func uid(of expression: Expression) -> EntityUID? {
        guard case .entity(let uid) = literal(of: expression) else { return nil }
        return uid
    }

    /// Of an entity, or of a set of nothing but entities.
    private func uids(of expression: Expression) -> [EntityUID]? {
        if let uid = uid(of: expression) { return [uid] }
        switch expression.kind {
        case .literal(.set(let values)):
            return values.map { value in
                if case .entity(let uid) = value { uid } else { nil }
            }.unwrapped
        case .set(let elements): return elements.map(uid).unwrapped
        case .literal, .variable, .not, .negate, .and, .or, .sum, .product, .binary, .isEmpty,
            .conditional, .attribute, .has, .like, .isType, .record, .call:
            return nil
        }
    }
}

extension [EntityUID?] {
    /// All of them; nil if one is missing.
    fileprivate var unwrapped: [EntityUID]? {
        let all = compactMap(\.self)
        return all.count == count ? all : nil
    }
}

extension Schema {
    /// True if an entity of that name may exist: its type is declared or, for an action, itself.
    func declares(_ uid: EntityUID) -> Bool {
        uid.type.isAction ? actions[uid] != nil : entityTypes[uid.type] != nil
    }
}
