/// Decides requests exactly as Cedar does.
///
/// A satisfied forbid denies. Else a satisfied permit allows. Else the request is denied. A policy
/// that errs counts as not satisfied; whoever must not fail open looks at ``Response/errors``.
public enum Authorizer {
    public static func authorize(
        _ request: Request,
        policies: PolicySet,
        entities: Entities
    ) -> Response {
        let evaluator = Evaluator(request: request, entities: entities)
        let rules = policies.rules
        var permits: [Int] = []
        var forbids: [Int] = []
        var errors: [(place: Int, error: EvaluationError)] = []
        policies.index.forEachPlace(for: request, in: entities) { place in
            let rule = rules[place]
            do throws(EvaluationError) {
                guard try evaluator.isSatisfied(rule) else { return }
                if rule.isPermit { permits.append(place) } else { forbids.append(place) }
            } catch {
                errors.append((place, error))
            }
        }
        let isAllowed = forbids.isEmpty && !permits.isEmpty
        let reasons = inOrder(forbids.isEmpty ? permits : forbids)
        return Response(
            decision: isAllowed ? .allow : .deny,
            reasons: reasons.map { rules[$0].id },
            errors: failures(errors, rules)
        )
    }

    /// As they were written, each once.
    private static func inOrder(_ places: [Int]) -> [Int] {
        guard places.count > 1 else { return places }
        var ordered: [Int] = []
        for place in places.sorted() where ordered.last != place { ordered.append(place) }
        return ordered
    }

    private static func failures(
        _ errors: [(place: Int, error: EvaluationError)],
        _ rules: [Rule]
    ) -> [Response.Failure] {
        guard !errors.isEmpty else { return [] }
        return inOrder(errors.map(\.place)).compactMap { place in
            errors.first { $0.place == place }.map {
                Response.Failure(policyID: rules[place].id, error: $0.error)
            }
        }
    }
}
