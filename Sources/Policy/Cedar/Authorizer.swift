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
        var permits: [String] = []
        var forbids: [String] = []
        var errors: [Response.Failure] = []
        for policy in policies.candidates(
            for: request.action,
            ancestors: entities.ancestors(of: request.action)
        ) {
            do throws(EvaluationError) {
                guard try evaluator.isSatisfied(policy) else { continue }
                switch policy.effect {
                case .permit: permits.append(policy.id)
                case .forbid: forbids.append(policy.id)
                }
            } catch {
                errors.append(Response.Failure(policyID: policy.id, error: error))
            }
        }
        let isAllowed = forbids.isEmpty && !permits.isEmpty
        return Response(
            decision: isAllowed ? .allow : .deny,
            reasons: forbids.isEmpty ? permits : forbids,
            errors: errors
        )
    }
}
