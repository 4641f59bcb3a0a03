import Cedar
import JSON

/// Requests against one set of policies.
extension PolicyBatch {
    /// Policies by their `@id`, a schema if there is one, entities, and an array of requests.
    struct Input {
        let policies: PolicySet
        let schema: Schema?
        let entities: Entities
        let requests: [JSONValue]
        /// Whether the policies are strictly valid; nil without a schema.
        let isValid: Bool?
        /// How long parsing and validating the policies took.
        let loadTime: Duration
    }

    /// One answer a request, in order.
    static func answers(_ input: Input) -> [Answer] { input.requests.map { answer($0, input) } }

    private static func answer(_ request: JSONValue, _ input: Input) -> Answer {
        let name = request["name"] ?? .null
        do throws(CedarError) {
            let (parsed, entities) = try parsed(request, input)
            return .results(
                name,
                isValid: input.isValid,
                [result(parsed, input.policies, entities)]
            )
        } catch {
            return .inputError(name, error.description)
        }
    }

    /// A request, and the entities as they are for it.
    static func parsed(
        _ request: JSONValue,
        _ input: Input
    ) throws(CedarError) -> (Request, Entities) {
        var entities = input.entities
        for override in request["over"]?.array ?? [] {
            try replaceAttributes(override, in: &entities, input.schema)
        }
        return (try Request(json: request, schema: input.schema), entities)
    }

    /// `[type, id, attributes]`: for this request these attributes take the place of the entity's.
    private static func replaceAttributes(
        _ override: JSONValue,
        in entities: inout Entities,
        _ schema: Schema?
    ) throws(CedarError) {
        guard let parts = override.array, parts.count == 3, let name = parts[0].string,
            let type = EntityType(name), let id = parts[1].string
        else {
            throw .requestMalformed(sentence: "Expected `over` to hold [type, id, attributes].")
        }
        let uid = EntityUID(type: type, id: id)
        let attributes = try Entities.attributes(parts[2], of: type, schema: schema)
        guard let entity = entities[uid] else {
            throw .requestMalformed(sentence: "There is no entity \(uid) to change.")
        }
        entities.setAttributes(entity.attributes.merging(attributes), of: uid)
    }
}
