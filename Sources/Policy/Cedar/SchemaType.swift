/// A type as a schema writes it, all names resolved.
indirect enum SchemaType: Sendable, Hashable {
    case bool
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
        case .bool, .long, .string, .entity, .set, .record: nil
        }
    }
}

struct SchemaAttribute: Sendable, Hashable {
    let type: SchemaType
    let isRequired: Bool
}
