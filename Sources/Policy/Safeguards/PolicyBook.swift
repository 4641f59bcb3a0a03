package import Cedar
import Sessions

/// The authority's policies, read once and asked for every grant: safeguarding mode around plain Cedar.
///
/// Cedar alone fails open where a forbid errs; here any error is a no (design section 5).
package struct PolicyBook: PolicyDeciding {
    private let policies: PolicySet
    private let schema: Schema

    /// Reads policies and schema; only a set that is strictly valid is taken.
    ///
    /// - Throws: the first error with file, line, column and a sentence; nothing is half loaded.
    package init(policies files: [PolicySet.File], schema: PolicySet.File) throws(CedarError) {
        self.policies = try PolicySet.parse(files, idsFromAnnotations: true)
        self.schema = try Schema.parse(schema.text, file: schema.name)
        for policy in policies.policies where policy.annotations["reason"] == nil {
            throw .policyMalformed(
                file: policy.file,
                position: policy.position,
                sentence: "The policy `\(policy.id)` has no @reason: a sentence for people."
            )
        }
        if let issue = Validator(schema: self.schema).validate(policies).errors.first {
            throw .policyMalformed(
                file: issue.file,
                position: issue.position,
                sentence: "`\(issue.policyID)`: \(issue.reason.sentence)"
            )
        }
    }

    package var count: Int { policies.policies.count }

    package func decide(_ question: PolicyQuestion, on facts: SessionFacts) -> Verdict {
        do throws(CedarError) {
            let request = try PolicyRequest(question, on: facts, schema: schema)
            let response = Authorizer.authorize(
                request.request,
                policies: policies,
                entities: request.entities
            )
            return verdict(response)
        } catch {
            return Verdict(isAllowed: false, policies: [], errors: [error.description])
        }
    }

    private func verdict(_ response: Response) -> Verdict {
        Verdict(
            isAllowed: response.decision == .allow,
            policies: response.reasons.compactMap { policies[$0] }.map(DecidingPolicy.init),
            errors: response.errors.map { "\($0.policyID): \($0.error)" }
        )
    }
}

extension DecidingPolicy {
    fileprivate init(_ policy: Policy) {
        self.init(
            id: policy.id,
            reason: policy.annotations["reason"] ?? "",
            familyReason: policy.annotations["familyReason"],
            onViolation: policy.effect == .permit
                ? nil
                : policy.annotations["onViolation"].flatMap(ViolationEffect.init(rawValue:))
                    ?? .hold
        )
    }
}
