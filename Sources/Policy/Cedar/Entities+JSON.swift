package import JSON

extension Entities {
    /// The entities of a text in Cedar's JSON format: an array of objects with `uid`, `attrs`,
    /// `parents` and, if there are any, `tags`.
    ///
    /// With a schema, its actions are added, and `__entity` and `__extn` may be left out where it
    /// tells the type.
    ///
    /// The text is in UTF-8, at most 64 MiB.
    public static func parse(
        _ json: [UInt8],
        schema: Schema? = nil
    ) throws(CedarError) -> Entities {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(json, limits: .file)
        } catch {
            throw .entitiesMalformed(sentence: "The entities are not JSON: \(error).")
        }
        return try Entities(json: value, schema: schema)
    }

    /// The entities of a parsed text.
    package init(json: JSONValue, schema: Schema? = nil) throws(CedarError) {
        guard let list = json.array else {
            throw .entitiesMalformed(sentence: "Expected an array of entities.")
        }
        var entities: [Entity] = []
        for (index, json) in list.enumerated() {
            do throws(ValueReader.Failure) {
                entities.append(try Entity(json: json, schema: schema))
            } catch {
                let name = json["uid"].flatMap { try? ValueReader.entity($0).description }
                throw .entitiesMalformed(
                    sentence: error.sentence(in: name ?? "the entity at index \(index)")
                )
            }
        }
        try self.init(entities, schema: schema)
    }

    /// The attributes of an object, read as those of an entity of that type.
    package static func attributes(
        _ json: JSONValue,
        of type: EntityType,
        schema: Schema?
    ) throws(CedarError) -> Value.Record {
        guard let object = json.object else {
            throw .entitiesMalformed(sentence: "Expected an object of attributes.")
        }
        do throws(ValueReader.Failure) {
            return try ValueReader.record(object, as: schema?.entityTypes[type]?.attributes ?? [:])
        } catch {
            throw .entitiesMalformed(sentence: error.sentence(in: "attributes of \(type)"))
        }
    }
}

extension Entity {
    fileprivate init(json: JSONValue, schema: Schema?) throws(ValueReader.Failure) {
        guard let uid = json["uid"] else { throw ValueReader.Failure(sentence: "There is no uid.") }
        guard let attributes = json["attrs"]?.object, let parents = json["parents"]?.array else {
            throw ValueReader.Failure(sentence: "Expected `attrs`, an object, and `parents`.")
        }
        self.init(uid: try ValueReader.entity(uid))
        let declaration = schema?.entityTypes[self.uid.type]
        self.attributes = try ValueReader.record(
            attributes,
            as: declaration?.attributes ?? [:]
        )
        for parent in parents { self.parents.insert(try ValueReader.entity(parent)) }
        guard let tags = json["tags"] else { return }
        guard let tags = tags.object else {
            throw ValueReader.Failure(sentence: "Expected `tags` to be an object.")
        }
        for tag in tags.members {
            self.tags[tag.name] = try ValueReader.inside(tag.name) {
                () throws(ValueReader.Failure) in
                try ValueReader.value(tag.value, as: declaration?.tags)
            }
        }
    }
}
