package import Cedar
import Foundation
import JSON
import Safeguards

/// The examples that a set of policies must satisfy, as `Policies/README.md` describes their files.
package struct PolicyExamples: Sendable {
    /// One of them: what is asked, and what must come out.
    package struct Example: Sendable {
        package let file: String
        package let name: String
        let request: JSONValue
        /// Attributes of entities that are different here.
        let over: JSONValue
        package let decision: Response.Decision
        /// The determining policies, sorted.
        package let reasons: [String]
    }

    package enum Failure: Error, CustomStringConvertible {
        case unreadable(String)
        case malformed(file: String, sentence: String)

        package var description: String {
            switch self {
            case .unreadable(let path): "\(path): The file cannot be read."
            case .malformed(let file, let sentence): "\(file): \(sentence)"
            }
        }
    }

    package let examples: [Example]
    private let entities: [JSONValue]

    /// Reads `tests/` of a policy folder: its people, its moments, and every other file as examples.
    ///
    /// `own` is where an authority's own examples are, which speak of the same people and moments; nil
    /// for those of the base.
    package init(folder: String, own: String? = nil) throws(Failure) {
        let fixtures = folder + "/tests"
        let tests = own ?? fixtures
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: tests) else {
            throw .unreadable(tests)
        }
        entities = try Self.json("entities.json", in: fixtures).array ?? []
        let moments = Moments(try Self.json("contexts.json", in: fixtures))
        var examples: [Example] = []
        for name in names.sorted() where name.hasSuffix(".json") && !Self.fixtures.contains(name) {
            for (number, json) in (try Self.json(name, in: tests).array ?? []).enumerated() {
                guard let example = Example(json, file: name, moments) else {
                    throw .malformed(
                        file: tests + "/" + name,
                        sentence:
                            "Example \(number + 1) (\(json["name"]?.string ?? "no name")) is incomplete."
                    )
                }
                examples.append(example)
            }
        }
        self.examples = examples
    }

    /// What plain Cedar says of an example.
    func response(
        to example: Example,
        _ policies: PolicySet,
        _ schema: Schema,
        _ limits: PolicyLimits
    ) throws(CedarError) -> Response {
        let world = world(of: example, entities + [limits.json])
        return Authorizer.authorize(
            try Request(json: example.request, schema: schema),
            policies: policies,
            entities: try Entities(json: .array(world), schema: schema)
        )
    }

    private func world(of example: Example, _ entities: [JSONValue]) -> [JSONValue] {
        guard let over = example.over.object, !over.isEmpty else { return entities }
        return entities.map { entity in
            let uid = entity["uid"]
            let name = "\(uid?["type"]?.string ?? "")::\(uid?["id"]?.string ?? "")"
            guard let changes = over[name]?.object else { return entity }
            return changes.members.reduce(entity) { entity, change in
                entity.setting(["attrs", change.name], to: change.value.expanded)
            }
        }
    }

    private static func json(_ name: String, in folder: String) throws(Failure) -> JSONValue {
        let path = folder + "/" + name
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
        do throws(JSONError) {
            return try JSONParser.parse(Array(data), limits: .file)
        } catch {
            throw .malformed(file: path, sentence: "The file is not JSON: \(error).")
        }
    }

    private static let fixtures: Set<String> = ["entities.json", "contexts.json"]
}

extension PolicyExamples.Example {
    fileprivate init?(_ json: JSONValue, file: String, _ moments: Moments) {
        guard let name = json["name"]?.string, let action = json["action"]?.string,
            let principal = json["principal"]?.string, let resource = json["resource"]?.string,
            let moment = json["context"]?.string, let base = moments[moment],
            let decision = json["decision"]?.string.flatMap(Response.Decision.init(rawValue:)),
            let reasons = json["reason"]?.array?.compactMap(\.string)
        else { return nil }
        self.file = file
        self.name = name
        self.decision = decision
        self.reasons = reasons.sorted()
        over = json["over"] ?? .object(JSONObject())
        request = [
            "principal": JSONValue.string(principal).uid,
            "action": ["type": "Action", "id": .string(action)],
            "resource": JSONValue.string(resource).uid,
            "context": base.changed(by: json["with"]),
        ]
    }
}

/// The named moments of `contexts.json`: whole ones, and others with changes.
private struct Moments {
    private let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    subscript(name: String) -> JSONValue? { moment(name, depth: 0) }

    private func moment(_ name: String, depth: Int) -> JSONValue? {
        guard depth < 16, let moment = json[name] else { return nil }
        guard let base = moment["from"]?.string else { return moment.expanded }
        return self.moment(base, depth: depth + 1)?.changed(by: moment["with"])
    }
}

extension JSONValue {
    /// The value with the changes that `with` names by their paths.
    fileprivate func changed(by with: JSONValue?) -> JSONValue {
        (with?.object?.members ?? []).reduce(self) { value, change in
            value.setting(
                change.name.split(separator: ".").map(String.init)[...],
                to: change.value.expanded
            )
        }
    }

    /// A `null` removes what is there.
    fileprivate func setting(_ path: ArraySlice<String>, to new: JSONValue) -> JSONValue {
        guard let name = path.first else { return new }
        var object = JSONObject()
        for member in self.object?.members ?? [] where member.name != name {
            object.insert(member.value, at: member.name)
        }
        let inner = (self[name] ?? .object(JSONObject())).setting(path.dropFirst(), to: new)
        if inner != .null { object.insert(inner, at: name) }
        return .object(object)
    }

    /// Both shorthands of the files, written out: `Type::id`, and a moment in UTC.
    fileprivate var expanded: JSONValue {
        switch self {
        case .object(let object):
            var expanded = JSONObject()
            for member in object.members { expanded.insert(member.value.expanded, at: member.name) }
            return .object(expanded)
        case .array(let values): return .array(values.map(\.expanded))
        case .string(let text):
            if text.wholeMatch(of: /[A-Z][A-Za-z]*::.+/) != nil { return ["__entity": uid] }
            if text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/) != nil {
                return ["__extn": ["fn": "datetime", "arg": self]]
            }
            return self
        case .null, .bool, .integer, .number: return self
        }
    }

    fileprivate var uid: JSONValue {
        let parts = (string ?? "").split(separator: "::", maxSplits: 1).map(String.init)
        return ["type": .string(parts.first ?? ""), "id": .string(parts.dropFirst().first ?? "")]
    }
}
