package import Sessions

/// `POST /api/review`: the lead has looked at a session.
package struct ReviewRequest: Equatable, Sendable {
    package enum Grade: String, CaseIterable, Sendable {
        case outstanding, good, requiresImprovement, inadequate
    }

    /// The lead's seat in that session.
    package let seat: SeatID
    /// One of the inspectorate's words; nil for "seen" alone.
    package let grade: Grade?
    /// May be empty.
    package let words: String

    /// In Unicode scalars.
    package static let wordsLimit = 2_000

    private static let gradeLimit = 40

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        let isGraded = try reader.optionalText("grade", limit: Self.gradeLimit) != nil
        grade = isGraded ? try reader.word("grade") : nil
        words = try reader.optionalText("words", limit: Self.wordsLimit) ?? ""
    }
}
