/// How types relate in strict validation.
extension SchemaType {
    /// The least type both are; nil if strict validation knows none.
    ///
    /// Records must have the same attributes, equally required; entities must be of one type.
    func union(_ other: SchemaType) -> SchemaType? {
        if self == other { return self }
        switch (self, other) {
        case (.bool, .always), (.always, .bool), (.always, .always): return .bool
        case (.set(let element), .set(let otherElement)):
            return element.union(otherElement).map(SchemaType.set)
        case (.record(let attributes), .record(let otherAttributes)):
            return SchemaType.union(attributes, otherAttributes).map(SchemaType.record)
        case (.bool, _), (.always, _), (.long, _), (.string, _), (.entity, _), (.set, _),
            (.record, _), (.decimal, _), (.ipAddress, _), (.datetime, _), (.duration, _):
            return nil
        }
    }

    private static func union(
        _ attributes: [Text: SchemaAttribute],
        _ others: [Text: SchemaAttribute]
    ) -> [Text: SchemaAttribute]? {
        guard attributes.count == others.count else { return nil }
        var union: [Text: SchemaAttribute] = [:]
        for (name, attribute) in attributes {
            guard let other = others[name], other.isRequired == attribute.isRequired,
                let type = attribute.type.union(other.type)
            else { return nil }
            union[name] = SchemaAttribute(type: type, isRequired: attribute.isRequired)
        }
        return union
    }

    /// The least type all are; nil if there is none, or nothing to unite.
    static func union(of types: some Sequence<SchemaType>) -> SchemaType? {
        var united: SchemaType?
        for type in types {
            guard let known = united else {
                united = type
                continue
            }
            guard let both = known.union(type) else { return nil }
            united = both
        }
        return united
    }

    /// True if `<` and its like compare two values of this type.
    var isOrdered: Bool {
        switch self {
        case .long, .datetime, .duration: true
        case .bool, .always, .string, .entity, .set, .record, .decimal, .ipAddress: false
        }
    }
}
