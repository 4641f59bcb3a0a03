import JSON

/// Reads values out of Cedar's JSON format.
///
/// Entities and extension values are `{"__entity": {"type": …, "id": …}}` and
/// `{"__extn": {"fn": …, "arg": …}}`; where the schema's type says so, the inner part is enough, and
/// the text alone for extension values. Whether a value fits its type is not looked at.
enum ValueReader {
    /// What is wrong, and at which attribute of which attribute.
    struct Failure: Error {
        var path: [String] = []
        let sentence: String

        /// The sentence, after the place it is about.
        func sentence(in whole: String) -> String {
            "In \(([whole] + path.map { "`\($0)`" }).joined(separator: ", ")): \(sentence)"
        }
    }

    static func value(_ json: JSONValue, as type: SchemaType?) throws(Failure) -> Value {
        switch json {
        case .null: throw Failure(sentence: "Cedar has no null.")
        case .bool(let value): return .bool(value)
        case .integer(let value): return .long(value)
        case .number: throw Failure(sentence: "Numbers must be whole and fit 64 bits.")
        case .string(let text):
            guard let constructor = type?.constructor else { return .string(text) }
            return try call(constructor, [.string(text)])
        case .array(let elements): return try set(elements, as: type)
        case .object(let object):
            // A schema that tells of a record leaves no room for escapes.
            if case .record(let attributes) = type {
                return .record(try record(object, as: attributes))
            }
            if let value = try escaped(object) { return value }
            if let value = try implicit(json, as: type) { return value }
            return .record(try record(object, as: [:]))
        }
    }

    /// A record of members whose types are known, or not.
    static func record(
        _ object: JSONObject,
        as attributes: [Text: SchemaAttribute]
    ) throws(Failure) -> Value.Record {
        var record = Value.Record()
        for member in object.members {
            let name = Text(member.name)
            record[name] = try inside(member.name) { () throws(Failure) in
                try value(member.value, as: attributes[name]?.type)
            }
        }
        return record
    }

    /// `{"type": …, "id": …}`, with or without `__entity` around it.
    static func entity(_ json: JSONValue) throws(Failure) -> EntityUID {
        let inner = json["__entity"] ?? json
        guard let name = inner["type"]?.string, let id = inner["id"]?.string else {
            throw Failure(sentence: "Expected an entity: an object with a type and an id.")
        }
        guard let type = EntityType(name) else {
            throw Failure(sentence: "\(StringLiteral.quoted(name)) is no name of an entity type.")
        }
        return EntityUID(type: type, id: id)
    }

    /// What `body` returns; a failure's path begins with `name`.
    static func inside<Result>(
        _ name: String,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        do throws(Failure) {
            return try body()
        } catch {
            throw Failure(path: [name] + error.path, sentence: error.sentence)
        }
    }

    private static func set(
        _ elements: [JSONValue],
        as type: SchemaType?
    ) throws(Failure) -> Value {
        var elementType: SchemaType?
        if case .set(let element) = type { elementType = element }
        var values: Set<Value> = []
        for element in elements { values.insert(try value(element, as: elementType)) }
        return .set(values)
    }

    // MARK: Escapes

    /// The value of an object that is an escape and nothing else.
    private static func escaped(_ object: JSONObject) throws(Failure) -> Value? {
        guard object.members.count == 1, let member = object.members.first else { return nil }
        switch member.name {
        case "__entity": return .entity(try entity(member.value))
        case "__extn": return try extensionValue(member.value)
        case "__expr" where member.value.string != nil:
            throw Failure(sentence: "The escape `__expr` is no longer part of Cedar.")
        case _: return nil
        }
    }

    /// The inside of an escape, where the type calls for one.
    private static func implicit(
        _ json: JSONValue,
        as type: SchemaType?
    ) throws(Failure) -> Value? {
        if case .entity = type { return .entity(try entity(json)) }
        return type?.constructor == nil ? nil : try extensionValue(json)
    }

    /// `{"fn": …, "arg": …}` or `{"fn": …, "args": […]}`.
    private static func extensionValue(_ json: JSONValue) throws(Failure) -> Value {
        guard let name = json["fn"]?.string, let function = ExtensionFunction(rawValue: name),
            let arguments = json["args"]?.array ?? json["arg"].map({ [$0] })
        else { throw Failure(sentence: "Expected a function of Cedar's with its argument.") }
        var values: [Value] = []
        for argument in arguments { values.append(try value(argument, as: nil)) }
        return try call(function, values)
    }

    private static func call(
        _ function: ExtensionFunction,
        _ arguments: [Value]
    ) throws(Failure) -> Value {
        do throws(EvaluationError.Reason) {
            return try function(arguments)
        } catch {
            throw Failure(sentence: error.sentence)
        }
    }
}
