/// Checks policies against a schema, by the rules of Cedar's strict validation.
///
/// A policy that passes never errs for want of an attribute or for a value's type, as long as
/// entities and requests conform to the schema too.
public struct Validator: Sendable {
    /// What validation has found.
    public struct Verdict: Sendable, Equatable {
        /// In order of the policies.
        public internal(set) var errors: [ValidationIssue] = []
        /// Worth a look, but no error: policies that decide nothing.
        public internal(set) var warnings: [ValidationIssue] = []

        public var isValid: Bool { errors.isEmpty }
    }

    let schema: Schema
    let hierarchy: SchemaHierarchy
    private let environments: [RequestEnvironment]

    public init(schema: Schema) {
        self.schema = schema
        hierarchy = SchemaHierarchy(schema)
        environments = schema.environments
    }

    /// Looks at all policies, templates and links of a set.
    public func validate(_ policies: PolicySet) -> Verdict {
        var verdict = Verdict()
        for policy in policies.templates + policies.policies {
            if policy.isLink {
                verdict.errors += slotIssues(of: policy)
            } else {
                verdict.errors += nameIssues(of: policy)
                checkTypes(of: policy, &verdict)
            }
            if !matchesRequest(policy) {
                verdict.errors.append(policy.issue(.scopeMatchesNoRequest))
            }
        }
        return verdict
    }

    /// Each issue is told once, in however many kinds of request it is found.
    private func checkTypes(of policy: Policy, _ verdict: inout Verdict) {
        var told: Set<ValidationIssue> = []
        var maySucceed = false
        for environment in environments where admits(policy, environment) {
            var checker = Typechecker(
                schema: schema,
                hierarchy: hierarchy,
                environment: environment
            )
            if checker.mayHold(policy.conditions) { maySucceed = true }
            for fault in checker.faults {
                let issue = policy.issue(fault.reason, fault.position)
                if told.insert(issue).inserted { verdict.errors.append(issue) }
            }
        }
        if !maySucceed { verdict.warnings.append(policy.issue(.neverSatisfied)) }
    }
}

extension Policy {
    func issue(
        _ reason: ValidationIssue.Reason,
        _ position: Position? = nil
    ) -> ValidationIssue {
        ValidationIssue(
            policyID: id,
            file: file,
            position: position ?? self.position,
            reason: reason
        )
    }
}
