package import JSON

/// Cedar's JSON policy format: the syntax tree of policies, for other people's tools.
extension PolicySet {
    /// The policies as Cedar's JSON policy format writes them, in UTF-8.
    ///
    /// - Throws: ``CedarError/policyJSONMalformed(sentence:)`` if a chain of operators is so long that
    ///   its tree, which is one level higher for each, would be too high to be read again.
    public func json() throws(CedarError) -> [UInt8] {
        JSONWriter.bytes(try jsonValue())
    }

    package func jsonValue() throws(CedarError) -> JSONValue {
        var written = JSONObject()
        var links: [JSONValue] = []
        var (templates, policies) = (JSONObject(), JSONObject())
        for template in self.templates { templates.insert(try template.json(), at: template.id) }
        for policy in self.policies {
            if let link = policy.link {
                links.append(link.json(id: policy.id))
            } else {
                policies.insert(try policy.json(), at: policy.id)
            }
        }
        written.insert(.object(templates), at: "templates")
        written.insert(.object(policies), at: "staticPolicies")
        written.insert(.array(links), at: "templateLinks")
        return .object(written)
    }
}

extension Policy.Link {
    fileprivate func json(id: String) -> JSONValue {
        var values = JSONObject()
        if let principal { values.insert(principal.json, at: "?principal") }
        if let resource { values.insert(resource.json, at: "?resource") }
        return [
            "templateId": .string(template), "newId": .string(id), "values": .object(values),
        ]
    }
}

extension Policy {
    fileprivate func json() throws(CedarError) -> JSONValue {
        var object = JSONObject()
        object.insert(.string(effect.rawValue), at: "effect")
        object.insert(principal.json(slot: "?principal"), at: "principal")
        object.insert(action.json, at: "action")
        object.insert(resource.json(slot: "?resource"), at: "resource")
        var bodies: [JSONValue] = []
        for condition in conditions {
            guard condition.expression.writtenHeight <= Expression.writtenHeightLimit else {
                throw .policyJSONMalformed(
                    sentence: "The policy `\(id)` is too deep for the JSON format."
                )
            }
            bodies.append([
                "kind": condition.isUnless ? "unless" : "when", "body": condition.expression.json,
            ])
        }
        object.insert(.array(bodies), at: "conditions")
        guard !annotations.isEmpty else { return .object(object) }
        var notes = JSONObject()
        for (name, value) in annotations.sorted(by: { $0.key < $1.key }) {
            notes.insert(bareAnnotations.contains(name) ? .null : .string(value), at: name)
        }
        object.insert(.object(notes), at: "annotations")
        return .object(object)
    }
}

extension ScopeConstraint {
    fileprivate func json(slot: JSONValue) -> JSONValue {
        switch self {
        case .any: ["op": "All"]
        case .equal(.entity(let uid)): ["op": "==", "entity": uid.json]
        case .equal(.slot): ["op": "==", "slot": slot]
        case .within(.entity(let uid)): ["op": "in", "entity": uid.json]
        case .within(.slot): ["op": "in", "slot": slot]
        case .isType(let type): ["op": "is", "entity_type": .string(type.description)]
        case .isTypeWithin(let type, .entity(let uid)):
            [
                "op": "is", "entity_type": .string(type.description), "in": ["entity": uid.json],
            ]
        case .isTypeWithin(let type, .slot):
            ["op": "is", "entity_type": .string(type.description), "in": ["slot": slot]]
        }
    }
}

extension ActionConstraint {
    fileprivate var json: JSONValue {
        switch self {
        case .any: return ["op": "All"]
        case .equal(let uid): return ["op": "==", "entity": uid.json]
        case .within(let groups):
            // The reference writes a list of one as that one.
            guard groups.count == 1, let group = groups.first else {
                return ["op": "in", "entities": .array(groups.map(\.json))]
            }
            return ["op": "in", "entity": group.json]
        }
    }
}

extension EntityUID {
    var json: JSONValue { ["type": .string(type.description), "id": .string(id)] }
}
