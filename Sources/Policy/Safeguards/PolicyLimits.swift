import Cedar
package import JSON

/// A value for every ``PolicyLimit``: the base's, and where an authority is stricter, the authority's.
package struct PolicyLimits: Sendable, Hashable {
    package enum Failure: Error, Hashable {
        case unknown(String)
        case missing(PolicyLimit)
        case malformed(PolicyLimit, String)
        /// The authority's number would allow what the base does not.
        case looser(PolicyLimit, String, base: String)

        /// For whoever edits the numbers.
        package var sentence: String {
            switch self {
            case .unknown(let name):
                "There is no limit `\(name)`; the limits are "
                    + PolicyLimit.allCases.map(\.rawValue).joined(separator: ", ") + "."
            case .missing(let limit): "The limit `\(limit.rawValue)` is missing."
            case .malformed(let limit, let text):
                switch limit.kind {
                case .timeOfDay: "`\(limit.rawValue)` is a time such as 07:30, and not \(text)."
                case .duration: "`\(limit.rawValue)` is a span such as 15m, and not \(text)."
                }
            case .looser(let limit, let text, let base):
                "`\(limit.rawValue)` is \(base) and may be \(limit.stricter) than that; \(text) would "
                    + "loosen the rule `\(limit.rule)`."
            }
        }
    }

    private var values: [PolicyLimit: Int64] = [:]
    private var texts: [PolicyLimit: String] = [:]

    /// The base's numbers, all of them, by their names.
    package init(_ members: [(name: String, text: String)]) throws(Failure) {
        try take(members) { _, _ in true }
        for limit in PolicyLimit.allCases where values[limit] == nil { throw .missing(limit) }
    }

    /// These, tightened by an authority's; any of them may be left out.
    package func tightened(by members: [(name: String, text: String)]) throws(Failure)
        -> PolicyLimits
    {
        var limits = self
        try limits.take(members) { limit, value in
            values[limit].map { limit.isAsStrict(value, as: $0) } ?? false
        }
        return limits
    }

    private mutating func take(
        _ members: [(name: String, text: String)],
        if isStrict: (PolicyLimit, Int64) -> Bool
    ) throws(Failure) {
        for (name, text) in members {
            guard let limit = PolicyLimit(rawValue: name) else { throw .unknown(name) }
            guard let value = limit.value(text) else { throw .malformed(limit, text) }
            guard isStrict(limit, value) else {
                throw .looser(limit, text, base: texts[limit] ?? "")
            }
            values[limit] = value
            texts[limit] = text
        }
    }

    /// As it was written.
    package func text(_ limit: PolicyLimit) -> String { texts[limit] ?? "" }

    /// The same in Cedar's own JSON.
    package var json: JSONValue {
        var attributes = JSONObject()
        for (limit, value) in values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            switch limit.kind {
            case .timeOfDay: attributes.insert(.integer(value), at: limit.rawValue)
            case .duration:
                attributes.insert(
                    ["__extn": ["fn": "duration", "arg": .string("\(value)ms")]],
                    at: limit.rawValue
                )
            }
        }
        return [
            "uid": ["type": "Limits", "id": "active"], "attrs": .object(attributes),
            "parents": .array([]),
        ]
    }

    /// What the policies call `Limits::"active"`.
    var entity: Entity {
        var attributes: Value.Record = [:]
        for (limit, value) in values { attributes[limit.rawValue] = limit.cedar(value) }
        return Entity(uid: EntityUID(type: "Limits", id: "active"), attributes: attributes)
    }
}
