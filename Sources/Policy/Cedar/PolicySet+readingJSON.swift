package import JSON

extension PolicySet {
    /// The policies of a text in Cedar's JSON policy format; ids are those that the text gives.
    ///
    /// The text is in UTF-8, at most 64 MiB. Errors call it by the name `file`; there are no positions
    /// in it, so policies stand at line 1.
    public static func parse(json: [UInt8], file: String) throws(CedarError) -> PolicySet {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(json, limits: .init(bytes: 64 << 20, depth: depthLimit))
        } catch {
            throw .policyJSONMalformed(sentence: "\(file) is not JSON: \(error).")
        }
        return try PolicySet(json: value, file: file)
    }

    /// The policies of a parsed text.
    package init(json: JSONValue, file: String) throws(CedarError) {
        self.init()
        do throws(PolicyJSON.Failure) {
            let json = try PolicyJSON.object(
                json,
                required: ["templates", "staticPolicies", "templateLinks"]
            )
            let reader = PolicyJSON(file: file)
            for member in try PolicyJSON.members(json["templates"]) {
                try add(
                    try reader.policy(member.value, id: member.name, isTemplate: true),
                    isTemplate: true
                )
            }
            for member in try PolicyJSON.members(json["staticPolicies"]) {
                try add(try reader.policy(member.value, id: member.name), isTemplate: false)
            }
            for json in try PolicyJSON.elements(json["templateLinks"]) {
                let link = try PolicyJSON.object(json, required: ["templateId", "newId", "values"])
                try addLink(link)
            }
        } catch {
            throw .policyJSONMalformed(sentence: error.sentence(in: file))
        }
    }

    private mutating func add(
        _ policy: Policy,
        isTemplate: Bool
    ) throws(PolicyJSON.Failure) {
        do throws(CedarError) {
            try add(policy, asTemplate: isTemplate)
        } catch {
            throw PolicyJSON.Failure(sentence: "The id `\(policy.id)` is given twice.")
        }
    }

    private mutating func addLink(_ link: JSONObject) throws(PolicyJSON.Failure) {
        var filled: [String: EntityUID] = [:]
        for value in try PolicyJSON.members(link["values"]) {
            guard ["?principal", "?resource"].contains(value.name) else {
                throw PolicyJSON.Failure(sentence: "There is no slot `\(value.name)`.")
            }
            filled[value.name] = try PolicyJSON.entity(value.value)
        }
        let template = try PolicyJSON.string(link["templateId"], "the template's id")
        let id = try PolicyJSON.string(link["newId"], "the link's id")
        do throws(CedarError) {
            try self.link(
                template: template,
                as: id,
                principal: filled["?principal"],
                resource: filled["?resource"]
            )
        } catch {
            throw PolicyJSON.Failure(sentence: error.description)
        }
    }

    /// Deep enough for the highest expression there may be.
    private static let depthLimit = 3 * Expression.heightLimit
}
