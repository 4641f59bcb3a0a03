import Cedar
import JSON

/// `policy batch`: decides many requests in plain Cedar semantics, one line of JSON an answer.
///
/// No safeguarding mode here: what any other Cedar tool would say is what this says, so that others
/// can check us and the public corpus can be run.
package enum PolicyBatch {
    /// One line of output.
    struct Answer: Equatable {
        let json: JSONValue
        /// False if the input could not be read, so that nothing was decided.
        let isDecided: Bool

        /// Policies are judged by the user's text: one that does not parse is an answer too.
        static func parseError(_ name: JSONValue, _ error: CedarError) -> Answer {
            Answer(
                json: ["n": name, "parseError": .string(error.description)],
                isDecided: true
            )
        }

        static func inputError(_ name: JSONValue, _ sentence: String) -> Answer {
            Answer(json: ["n": name, "inputError": .string(sentence)], isDecided: false)
        }

        /// Decisions, and the verdict of strict validation; nil if there is no schema to tell by.
        static func results(
            _ name: JSONValue,
            isValid: Bool?,
            _ results: [JSONValue]
        ) -> Answer {
            let valid = isValid.map(JSONValue.bool) ?? .null
            return Answer(
                json: ["n": name, "valid": valid, "results": .array(results)],
                isDecided: true
            )
        }
    }

    // MARK: Cases: policies, schema, entities and requests on one line

    /// The answers to one line of a corpus, which holds one case; a line that holds several behind
    /// each other, as the public corpus does once, gets one answer for each.
    static func answers(
        line: ArraySlice<UInt8>,
        _ aspect: Aspect = .decisions
    ) -> [Answer] {
        cases(line).map { text in
            do throws(JSONError) {
                let input = try JSONParser.parse(Array(text), limits: limits)
                return switch aspect {
                case .decisions: answer(input)
                case .conformance: conformance(input)
                case .syntax: syntax(input)
                }
            } catch {
                return .inputError(.null, "The line is not JSON: \(error).")
            }
        }
    }

    private static func answer(_ input: JSONValue) -> Answer {
        let name = input["n"] ?? .null
        guard let text = input["p"], let requests = input["r"]?.array else {
            return .inputError(name, "Expected policies in `p` and requests in `r`.")
        }
        let policies: PolicySet
        do throws(CedarError) {
            policies = try self.policies(text)
        } catch {
            return .parseError(name, error)
        }
        do throws(CedarError) {
            var schema: Schema?
            if let text = input["s"]?.string { schema = try Schema.parse(text, file: "schema") }
            let entities = try Entities(json: input["e"] ?? [], schema: schema)
            var results: [JSONValue] = []
            for request in requests {
                let request = try Request(json: request, schema: schema)
                results.append(result(request, policies, entities))
            }
            return .results(name, isValid: isValid(policies, schema), results)
        } catch {
            return .inputError(name, error.description)
        }
    }

    /// The verdict of strict validation; nil without a schema.
    static func isValid(_ policies: PolicySet, _ schema: Schema?) -> Bool? {
        schema.map { Validator(schema: $0).validate(policies).isValid }
    }

    /// Cuts a line behind each outermost closing brace.
    private static func cases(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var cases: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        var depth = 0
        var isInString = false
        var isEscaped = false
        for (index, byte) in zip(line.indices, line) {
            if isInString {
                if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                guard depth == 0 else { continue }
                cases.append(line[start...index])
                start = index + 1
            case _: continue
            }
        }
        let rest = line[start...]
        return rest.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) ? cases : cases + [rest]
    }

    // MARK: A request

    static func result(
        _ request: Request,
        _ policies: PolicySet,
        _ entities: Entities
    ) -> JSONValue {
        let response = Authorizer.authorize(request, policies: policies, entities: entities)
        return [
            "decision": .string(response.decision.rawValue),
            "reason": .array(response.reasons.map(JSONValue.string)),
            "errors": .array(response.errors.map { .string($0.policyID) }),
        ]
    }
}
