package import JSON

extension Request {
    /// The request of a text in Cedar's JSON format: `principal`, `action`, `resource` and
    /// `context`.
    ///
    /// The text is in UTF-8, at most 64 MiB. The schema tells the types of the action's context.
    public static func parse(
        _ json: [UInt8],
        schema: Schema? = nil
    ) throws(CedarError) -> Request {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(json, limits: .file)
        } catch {
            throw .requestMalformed(sentence: "The request is not JSON: \(error).")
        }
        return try Request(json: value, schema: schema)
    }

    /// The request of a parsed text; members that Cedar does not know are left alone.
    package init(json: JSONValue, schema: Schema? = nil) throws(CedarError) {
        do throws(ValueReader.Failure) {
            self.init(
                principal: try Request.entity("principal", of: json),
                action: try Request.entity("action", of: json),
                resource: try Request.entity("resource", of: json)
            )
            guard let context = json["context"] else { return }
            let type: SchemaType? = schema.map { schema in
                .record(schema.actions[action]?.appliesTo?.context ?? [:])
            }
            self.context = try ValueReader.inside("context") { () throws(ValueReader.Failure) in
                let value = try ValueReader.value(context, as: type)
                guard case .record(let record) = value else {
                    throw ValueReader.Failure(sentence: "Expected the context to be an object.")
                }
                return record
            }
        } catch {
            throw .requestMalformed(sentence: error.sentence(in: "the request"))
        }
    }

    private static func entity(
        _ name: String,
        of json: JSONValue
    ) throws(ValueReader.Failure) -> EntityUID {
        try ValueReader.inside(name) { () throws(ValueReader.Failure) in
            try ValueReader.entity(json[name] ?? .null)
        }
    }
}
