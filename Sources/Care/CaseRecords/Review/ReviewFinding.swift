package import Casework

/// One reason for a row of the queue, in a sentence, with the entries of the log that it rests on.
package struct ReviewFinding: Sendable, Hashable {
    package let rule: ReviewRule
    package let sentence: String
    /// By number; empty where it rests on what is not in the log.
    package let entries: [UInt64]
    /// What its clock runs from.
    package let at: Timestamp

    init(_ rule: ReviewRule, _ sentence: String, entries: [UInt64] = [], at: Timestamp) {
        self.rule = rule
        self.sentence = sentence
        self.entries = entries
        self.at = at
    }
}
