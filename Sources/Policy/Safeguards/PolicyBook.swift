package import Cedar
import Sessions

/// The authority's policies, read once and asked for every grant: safeguarding mode around plain Cedar.
///
/// Cedar alone fails open where a forbid errs, and where facts are not what the schema says; here any
/// error is a no, and facts that do not conform are put to no policy (design section 5).
package struct PolicyBook: PolicyDeciding {
    let policies: PolicySet
    /// The entities that are the same in every session.
    let fixed: Entities
    package let limits: PolicyLimits
    private let conformance: Conformance
    /// Names the whole set by its content; nil where nobody has worked it out.
    package let fingerprint: String?

    /// Reads policies and schema; only a set that is strictly valid is taken.
    ///
    /// What an authority adds may only forbid: since a forbid wins over any permit, it can tighten the
    /// base and not loosen it. Nor can it take a base policy's id.
    ///
    /// - Throws: the first error with file, line, column and a sentence; nothing is half loaded.
    package init(
        policies files: [PolicySet.File],
        local: [PolicySet.File] = [],
        schema: PolicySet.File,
        limits: PolicyLimits,
        fingerprint: String? = nil
    ) throws(CedarError) {
        self.policies = try PolicySet.parse(files + local, idsFromAnnotations: true)
        let names = Set(local.map(\.name))
        for policy in policies.policies
        where policy.effect == .permit && names.contains(policy.file) {
            throw .policyMalformed(
                file: policy.file,
                position: policy.position,
                sentence: "`\(policy.id)` permits. A policy of an authority's own may only forbid."
            )
        }
        let schema = try Schema.parse(schema.text, file: schema.name)
        fixed = try Entities(PolicyWorld.fixed + [limits.entity], schema: schema)
        self.limits = limits
        self.fingerprint = fingerprint
        conformance = Conformance(schema: schema)
        for policy in policies.policies where policy.annotations["reason"] == nil {
            throw .policyMalformed(
                file: policy.file,
                position: policy.position,
                sentence: "The policy `\(policy.id)` has no @reason: a sentence for people."
            )
        }
        if let issue = Validator(schema: schema).validate(policies).errors.first {
            throw .policyMalformed(
                file: issue.file,
                position: issue.position,
                sentence: "`\(issue.policyID)`: \(issue.reason.sentence)"
            )
        }
    }

    package var count: Int { policies.policies.count }

    package func decide(_ question: PolicyQuestion, on facts: SessionFacts) -> Verdict {
        verdicts(on: facts)(question)
    }

    package func verdicts(on facts: SessionFacts) -> (PolicyQuestion) -> Verdict {
        do throws(CedarError) {
            let slice = try PolicySlice(facts, fixed: fixed)
            let problem = slice.problem(conformance)
            return { question in verdict(on: question, in: slice, with: problem) }
        } catch {
            let problem = error.description
            return { _ in refusal(for: problem) }
        }
    }

    private func verdict(
        on question: PolicyQuestion,
        in slice: PolicySlice,
        with problem: String?
    ) -> Verdict {
        do throws(CedarError) {
            let request = try PolicyRequest(question, in: slice)
            if let problem = request.problem(conformance) ?? problem {
                return refusal(for: problem)
            }
            let response = Authorizer.authorize(
                request.request,
                policies: policies,
                entities: request.entities
            )
            return verdict(response)
        } catch {
            return refusal(for: error.description)
        }
    }

    /// No policy was asked.
    private func refusal(for problem: String) -> Verdict {
        Verdict(isAllowed: false, policies: [], errors: [problem], policySet: fingerprint)
    }

    private func verdict(_ response: Response) -> Verdict {
        Verdict(
            isAllowed: response.decision == .allow,
            policies: response.reasons.compactMap { policies[$0] }.map(DecidingPolicy.init),
            errors: response.errors.map { "\($0.policyID): \($0.error)" },
            policySet: fingerprint
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
