import Cedar
import JSON

/// What else than decisions can be asked of a case, to be held against other Cedar tools.
extension PolicyBatch {
    enum Aspect {
        case decisions
        /// Whether entities and requests are as the schema says.
        case conformance
        /// The policies in Cedar's JSON policy format.
        case syntax
    }

    /// Policies in Cedar, or in its JSON policy format.
    static func policies(_ json: JSONValue) throws(CedarError) -> PolicySet {
        guard let text = json.string else { return try PolicySet(json: json, file: "policies") }
        return try PolicySet.parse(text, file: "policies")
    }

    /// `{"n":name,"entities":bool,"requests":[bool]}`, and behind each no the reason why.
    static func conformance(_ input: JSONValue) -> Answer {
        let name = input["n"] ?? .null
        guard let text = input["s"]?.string, let requests = input["r"]?.array else {
            return .inputError(name, "Expected a schema in `s` and requests in `r`.")
        }
        let schema: Schema
        do throws(CedarError) {
            schema = try Schema.parse(text, file: "schema")
        } catch {
            return .parseError(name, error)
        }
        let conformance = Conformance(schema: schema)
        let entities = problem(ofEntities: input["e"] ?? [], conformance, schema)
        let problems = requests.map { problem(of: $0, conformance, schema) }
        return Answer(
            json: [
                "n": name, "entities": .bool(entities == nil),
                "requests": .array(problems.map { .bool($0 == nil) }),
                "why": .array(
                    ([entities] + problems).compactMap(\.self).map(JSONValue.string)
                ),
            ],
            isDecided: true
        )
    }

    private static func problem(
        ofEntities json: JSONValue,
        _ conformance: Conformance,
        _ schema: Schema
    ) -> String? {
        do throws(CedarError) {
            let entities = try Entities(json: json, schema: schema)
            do throws(Conformance.Failure) {
                try conformance.check(entities)
                return nil
            } catch {
                return error.description
            }
        } catch {
            return error.description
        }
    }

    private static func problem(
        of json: JSONValue,
        _ conformance: Conformance,
        _ schema: Schema
    ) -> String? {
        do throws(CedarError) {
            let request = try Request(json: json, schema: schema)
            do throws(Conformance.Failure) {
                try conformance.check(request)
                return nil
            } catch {
                return error.description
            }
        } catch {
            return error.description
        }
    }

    /// `{"n":name,"policies":{…}}`.
    static func syntax(_ input: JSONValue) -> Answer {
        let name = input["n"] ?? .null
        guard let text = input["p"] else {
            return .inputError(name, "Expected policies in `p`.")
        }
        do throws(CedarError) {
            let json = try policies(text).jsonValue()
            return Answer(json: ["n": name, "policies": json], isDecided: true)
        } catch {
            return .parseError(name, error)
        }
    }

    /// A case may hold policies in JSON, whose trees are deep.
    static let limits = JSONParser.Limits(bytes: 64 << 20, depth: 640)
}
