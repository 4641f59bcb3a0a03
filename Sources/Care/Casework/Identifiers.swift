/// Names a person within this authority's records.
///
/// Never sent to another participant.
package struct PersonID: Hashable, Sendable, Comparable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func < (left: PersonID, right: PersonID) -> Bool { left.text < right.text }
}

/// Names a child's case, by the case system's own reference.
package struct CaseID: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// Names one version of a family time plan.
package struct PlanVersion: Hashable, Sendable {
    package let plan: String
    package let number: Int

    package init(plan: String, number: Int) {
        self.plan = plan
        self.number = number
    }

    package var text: String { "\(plan).v\(number)" }
}
