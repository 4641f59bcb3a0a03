/// A value of the Cedar language.
///
/// Equality is Cedar's: values of different types are different, sets are compared as sets, strings
/// by their bytes.
public enum Value: Sendable {
    case bool(Bool)
    case long(Int64)
    case string(String)
    case entity(EntityUID)
    case set(Set<Value>)
    case record(Record)
    case decimal(Decimal)
    indirect case ipAddress(IPAddress)
    case datetime(Datetime)
    case duration(Duration)
}

extension Value: Hashable {
    public static func == (one: Value, other: Value) -> Bool {
        switch (one, other) {
        case (.bool(let one), .bool(let other)): one == other
        case (.long(let one), .long(let other)): one == other
        case (.string(let one), .string(let other)): Text.areSame(one, other)
        case (.entity(let one), .entity(let other)): one == other
        case (.set(let one), .set(let other)): one == other
        case (.record(let one), .record(let other)): one == other
        case (.decimal(let one), .decimal(let other)): one == other
        case (.ipAddress(let one), .ipAddress(let other)): one == other
        case (.datetime(let one), .datetime(let other)): one == other
        case (.duration(let one), .duration(let other)): one == other
        case (.bool, _), (.long, _), (.string, _), (.entity, _), (.set, _), (.record, _),
            (.decimal, _), (.ipAddress, _), (.datetime, _), (.duration, _):
            false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let value): hasher.combine(value)
        case .long(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .entity(let value): hasher.combine(value)
        case .set(let value): hasher.combine(value)
        case .record(let value): hasher.combine(value)
        case .decimal(let value): hasher.combine(value)
        case .ipAddress(let value): hasher.combine(value)
        case .datetime(let value): hasher.combine(value)
        case .duration(let value): hasher.combine(value)
        }
    }
}

extension Value {
    /// A set of entities.
    public static func entities(_ uids: some Sequence<EntityUID>) -> Value {
        .set(Set(uids.map(Value.entity)))
    }

    /// What type a value is of, as far as evaluation tells types apart.
    enum Kind: String, Sendable {
        case bool = "a bool"
        case long = "a long"
        case string = "a string"
        case entity = "an entity"
        case set = "a set"
        case record = "a record"
        case decimal = "a decimal"
        case ipAddress = "an ipaddr"
        case datetime = "a datetime"
        case duration = "a duration"
    }

    var kind: Kind {
        switch self {
        case .bool: .bool
        case .long: .long
        case .string: .string
        case .entity: .entity
        case .set: .set
        case .record: .record
        case .decimal: .decimal
        case .ipAddress: .ipAddress
        case .datetime: .datetime
        case .duration: .duration
        }
    }
}

extension Value: CustomStringConvertible {
    /// An expression of this value; the elements of sets and records are in order of their text.
    public var description: String {
        switch self {
        case .bool(let value): String(value)
        case .long(let value): String(value)
        case .string(let value): StringLiteral.quoted(value)
        case .entity(let value): value.description
        case .set(let values): "[\(values.map(\.description).sorted().joined(separator: ", "))]"
        case .record(let value): value.description
        case .decimal(let value): "decimal(\"\(value)\")"
        case .ipAddress(let value): "ip(\"\(value)\")"
        case .datetime(let value):
            "datetime(\"1970-01-01\").offset(duration(\"\(value.milliseconds)ms\"))"
        case .duration(let value): "duration(\"\(value)\")"
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .long(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: Value...) { self = .set(Set(elements)) }

    /// A literal that names an attribute twice keeps the last.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .record(Record(elements))
    }
}
