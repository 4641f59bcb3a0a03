import JSON

/// Reads policies in Cedar's JSON policy format.
///
/// Expressions are in `PolicyJSON+Expressions.swift`. What the reference refuses is refused here too, and
/// members that the format does not know are refused where it refuses them.
struct PolicyJSON {
    struct Failure: Error {
        var path: [String] = []
        let sentence: String

        func sentence(in whole: String) -> String {
            "In \(([whole] + path.map { "`\($0)`" }).joined(separator: ", ")): \(sentence)"
        }
    }

    let file: String
    let position = Position(line: 1, column: 1)

    func policy(
        _ json: JSONValue,
        id: String,
        isTemplate: Bool = false
    ) throws(Failure) -> Policy {
        try Self.inside(id) { () throws(Failure) in
            let object = try Self.object(
                json,
                required: ["effect", "principal", "action", "resource", "conditions"],
                optional: ["annotations"]
            )
            guard let effect = object["effect"]?.string.flatMap(Policy.Effect.init(rawValue:))
            else { throw Failure(sentence: "The effect is `permit` or `forbid`.") }
            let (annotations, bare) = try Self.annotations(object["annotations"])
            let policy = Policy(
                id: id,
                effect: effect,
                annotations: annotations,
                bareAnnotations: bare,
                file: file,
                position: position,
                principal: try Self.scope(object["principal"], "?principal"),
                action: try Self.action(object["action"]),
                resource: try Self.scope(object["resource"], "?resource"),
                conditions: try conditions(object["conditions"])
            )
            guard isTemplate || !policy.isTemplate else {
                throw Failure(sentence: "A slot may stand in a template only.")
            }
            return policy
        }
    }

    private static func annotations(
        _ json: JSONValue?
    ) throws(Failure) -> ([String: String], Set<String>) {
        guard json != nil else { return ([:], []) }
        var annotations: [String: String] = [:]
        var bare: Set<String> = []
        for member in try members(json) {
            guard let first = member.name.utf8.first, Lexer.isIdentifierStart(first),
                member.name.utf8.allSatisfy(Lexer.isIdentifierPart)
            else { throw Failure(sentence: "`\(member.name)` is no name of an annotation.") }
            if member.value == .null {
                annotations[member.name] = ""
                bare.insert(member.name)
            } else {
                annotations[member.name] = try string(member.value, "an annotation's value")
            }
        }
        return (annotations, bare)
    }

    // MARK: Scope

    private static func scope(
        _ json: JSONValue?,
        _ slot: String
    ) throws(Failure) -> ScopeConstraint {
        switch try op(json) {
        case "All": return .any
        case "==": return .equal(try scopeEntity(json, slot))
        case "in": return .within(try scopeEntity(json, slot))
        case "is":
            _ = try object(json ?? .null, required: ["op", "entity_type"], optional: ["in"])
            let type = try type(json?["entity_type"])
            guard let group = json?["in"], group != .null else { return .isType(type) }
            return .isTypeWithin(type, try scopeEntity(group, slot))
        case let op: throw Failure(sentence: "A scope knows no `\(op)`.")
        }
    }

    private static func scopeEntity(
        _ json: JSONValue?,
        _ slot: String
    ) throws(Failure) -> ScopeEntity {
        guard let name = json?["slot"] else { return .entity(try entity(json?["entity"])) }
        guard name.string == slot else {
            throw Failure(sentence: "Only the slot `\(slot)` may stand here.")
        }
        return .slot
    }

    private static func action(_ json: JSONValue?) throws(Failure) -> ActionConstraint {
        switch try op(json) {
        case "All": return .any
        case "==": return .equal(try actionEntity(json?["entity"]))
        case "in":
            if let group = json?["entity"] { return .within([try actionEntity(group)]) }
            let groups = json?["entities"]
            var actions: [EntityUID] = []
            for group in try elements(groups) { actions.append(try actionEntity(group)) }
            return .within(actions)
        case let op: throw Failure(sentence: "The action's scope knows no `\(op)`.")
        }
    }

    private static func actionEntity(_ json: JSONValue?) throws(Failure) -> EntityUID {
        let uid = try entity(json)
        guard uid.type.isAction else {
            throw Failure(sentence: "Expected an action, found \(uid).")
        }
        return uid
    }

    private static func op(_ json: JSONValue?) throws(Failure) -> String {
        guard let op = json?["op"]?.string else {
            throw Failure(sentence: "Expected a scope: an object with an `op`.")
        }
        return op
    }

    // MARK: Conditions

    private func conditions(_ json: JSONValue?) throws(Failure) -> [Condition] {
        var conditions: [Condition] = []
        for condition in try Self.elements(json) {
            let object = try Self.object(condition, required: ["kind", "body"])
            guard let kind = object["kind"]?.string, let body = object["body"],
                ["when", "unless"].contains(kind)
            else { throw Failure(sentence: "A condition is of the kind `when` or `unless`.") }
            conditions.append(
                Condition(isUnless: kind == "unless", expression: try expression(body))
            )
        }
        return conditions
    }

    // MARK: Parts

    static func entity(_ json: JSONValue?) throws(Failure) -> EntityUID {
        guard let json else { throw Failure(sentence: "An entity is missing.") }
        do throws(ValueReader.Failure) {
            return try ValueReader.entity(json)
        } catch {
            throw Failure(path: error.path, sentence: error.sentence)
        }
    }

    static func type(_ json: JSONValue?) throws(Failure) -> EntityType {
        let name = try string(json, "an entity type")
        guard let type = EntityType(name) else {
            throw Failure(sentence: "\(StringLiteral.quoted(name)) is no name of a type.")
        }
        return type
    }

    static func string(_ json: JSONValue?, _ what: String) throws(Failure) -> String {
        guard let text = json?.string else { throw Failure(sentence: "Expected \(what).") }
        return text
    }

    static func elements(_ json: JSONValue?) throws(Failure) -> [JSONValue] {
        guard let elements = json?.array else { throw Failure(sentence: "Expected an array.") }
        return elements
    }

    static func members(_ json: JSONValue?) throws(Failure) -> [JSONObject.Member] {
        guard let object = json?.object else { throw Failure(sentence: "Expected an object.") }
        return object.members
    }

    /// An object with these members and no others.
    static func object(
        _ json: JSONValue,
        required: [String],
        optional: [String] = []
    ) throws(Failure) -> JSONObject {
        guard let object = json.object else { throw Failure(sentence: "Expected an object.") }
        for name in required where object[name] == nil {
            throw Failure(sentence: "There is no `\(name)`.")
        }
        for name in object.names where !required.contains(name) && !optional.contains(name) {
            throw Failure(sentence: "`\(name)` has no meaning here.")
        }
        return object
    }

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
}
