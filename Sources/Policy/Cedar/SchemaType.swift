/// A type as a schema writes it, all names resolved, or as the validator finds it.
indirect enum SchemaType: Sendable, Hashable {
    case bool
    /// Of a boolean that is the same in every request: found by the validator, in no schema.
    case always(Bool)
    case long
    case string
    case entity(EntityType)
    case set(SchemaType)
    case record([Text: SchemaAttribute])
    case decimal
    case ipAddress
    case datetime
    case duration

    /// The type of that name which every schema has, in the namespace `__cedar`.
    init?(builtIn name: String) {
        switch name {
        case "Bool": self = .bool
        case "Long": self = .long
        case "String": self = .string
        case "decimal": self = .decimal
        case "ipaddr": self = .ipAddress
        case "datetime": self = .datetime
        case "duration": self = .duration
        case _: return nil
        }
    }

    /// The function that makes values of an extension type of a string.
    var constructor: ExtensionFunction? {
        switch self {
        case .decimal: .decimal
        case .ipAddress: .ip
        case .datetime: .datetime
        case .duration: .duration
        case .bool, .always, .long, .string, .entity, .set, .record: nil
        }
    }
}

extension SchemaType: CustomStringConvertible {
    /// As a schema writes it; attributes are in order of their names.
    var description: String {
        switch self {
        case .bool: return "Bool"
        case .always(let value): return String(value)
        case .long: return "Long"
        case .string: return "String"
        case .entity(let type): return type.description
        case .set(let element): return "Set<\(element)>"
        case .record(let attributes):
            let members = attributes.map { name, attribute in
                "\(StringLiteral.quoted(name.string))\(attribute.isRequired ? "" : "?"): "
                    + attribute.type.description
            }
            return "{\(members.sorted().joined(separator: ", "))}"
        case .decimal: return "decimal"
        case .ipAddress: return "ipaddr"
        case .datetime: return "datetime"
        case .duration: return "duration"
        }
    }
}

struct SchemaAttribute: Sendable, Hashable {
    let type: SchemaType
    let isRequired: Bool
}
