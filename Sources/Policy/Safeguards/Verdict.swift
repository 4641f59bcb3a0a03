/// The policies' answer, with the policies that determined it.
package struct Verdict: Sendable, Hashable {
    package let isAllowed: Bool
    package let policies: [DecidingPolicy]
    /// What could not be evaluated.
    ///
    /// Any error means no (safeguarding mode).
    package let errors: [String]
    /// The fingerprint of the set that was asked.
    package let policySet: String?

    package init(
        isAllowed: Bool,
        policies: [DecidingPolicy],
        errors: [String] = [],
        policySet: String? = nil
    ) {
        self.policySet = policySet
        self.isAllowed = isAllowed && errors.isEmpty
        self.policies = policies
        self.errors = errors
    }

    /// What a refusal does to a session under way: the strongest effect named, never less than a hold
    /// where something could not be evaluated or nothing names an effect.
    package var effect: ViolationEffect {
        let named = policies.compactMap(\.onViolation).max()
        guard errors.isEmpty, let named else { return max(named ?? .hold, .hold) }
        return named
    }
}

/// A policy that determined a verdict, with its sentences.
package struct DecidingPolicy: Sendable, Hashable {
    package let id: String
    /// For staff: plain and exact.
    package let reason: String
    /// For families: kind, and silent about everybody else.
    package let familyReason: String?
    package let onViolation: ViolationEffect?

    package init(
        id: String,
        reason: String,
        familyReason: String? = nil,
        onViolation: ViolationEffect? = nil
    ) {
        self.id = id
        self.reason = reason
        self.familyReason = familyReason
        self.onViolation = onViolation
    }
}

/// What happens when a rule starts to apply, weakest first; the raw value is the annotation's word.
package enum ViolationEffect: String, Sendable, Hashable, Comparable, CaseIterable {
    case refuse, stopMedia, hold, remove, end

    package static func < (left: ViolationEffect, right: ViolationEffect) -> Bool {
        left.strength < right.strength
    }

    private var strength: Int {
        switch self {
        case .refuse: 0
        case .stopMedia: 1
        case .hold: 2
        case .remove: 3
        case .end: 4
        }
    }
}

/// Decides a question on the facts as they are: the policies, or in tests something plainer.
package protocol PolicyDeciding: Sendable {
    func decide(_ question: PolicyQuestion, on facts: SessionFacts) -> Verdict

    /// What decides many questions about one moment's facts, each as `decide` does.
    func verdicts(on facts: SessionFacts) -> (PolicyQuestion) -> Verdict
}

extension PolicyDeciding {
    package func verdicts(on facts: SessionFacts) -> (PolicyQuestion) -> Verdict {
        { decide($0, on: facts) }
    }
}
