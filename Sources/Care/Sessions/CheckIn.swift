/// When a child is asked how they feel (domain.md section 3, fields 25 and 50).
package enum CheckIn: String, Sendable, Hashable, CaseIterable {
    case before, after
}

/// How a child says they feel, by one of five faces; to skip it is an answer too.
package enum Feeling: String, Sendable, Hashable, CaseIterable {
    case veryHappy, happy, inBetween, sad, verySad, skipped
}
