package import Casework
package import Sessions

/// The contact record of one session: what plan and log know is filled in, and the rest is text that
/// the supervisor writes (design section 9).
package struct ContactRecord: Sendable {
    package let history: SessionHistory
    package let author: SeatID
    /// When it is signed; while it is being written, now.
    package let moment: Timestamp
    /// Nil until it is signed.
    package let head: LogHead?

    let draft: [RecordField: String]
    let names: Names
    let facts: [RecordField: RecordFact]

    /// The log that the record rests on, in words that can be compared with a checkpoint.
    package struct LogHead: Sendable, Hashable {
        /// Entries in the log at signing.
        package let size: UInt64
        /// Of the Merkle tree, as a checkpoint prints it.
        package let root: String

        package init(size: UInt64, root: String) {
            self.size = size
            self.root = root
        }
    }

    /// What the log's entries say that a fact rests on, each with its time.
    let basis: [UInt64: String]

    /// The record as far as `draft` has it.
    ///
    /// A field that `draft` does not name has its starting value: the notes taken during the session,
    /// in the fields where they belong. What it says of fields that nobody writes is passed over.
    ///
    /// `entries` come in the log's order; `author` is the seat of whoever writes and signs it; `moment`
    /// is that of signing, or now; `head` is nil while it is being written.
    package init(
        entries: [LoggedEntry],
        plan: SessionPlan,
        caseload: Caseload,
        draft: [RecordField: String],
        author: SeatID,
        at moment: Timestamp,
        head: LogHead? = nil
    ) {
        history = SessionHistory(entries, plan: plan, caseload: caseload)
        names = Names(plan: plan, caseload: caseload)
        self.author = author
        self.moment = moment
        self.head = head
        self.draft = draft.filter { $0.key.isWritten }
        let found = RecordFacts(
            history: history,
            names: names,
            caseload: caseload,
            author: author,
            moment: moment,
            head: head
        )
        let facts = Dictionary(
            uniqueKeysWithValues: RecordField.allCases.compactMap { field in
                found.fact(for: field).map { (field, $0) }
            }
        )
        self.facts = facts
        let cited = Set(facts.values.flatMap(\.entries))
        let sentences = LogSentences(names: names)
        basis = Dictionary(
            entries.filter { cited.contains($0.sequence) }.map { logged in
                let words = sentences.sentence(for: logged.entry, supervisors: [])
                return (logged.sequence, "\(plan.zone.clock(logged.at)). \(words)")
            }
        ) { first, _ in first }
    }

    package var outcome: Outcome? { history.outcome }
    package var isSigned: Bool { history.signed != nil }

    /// More than 24 hours after the session (field 63).
    package var isLate: Bool { history.isLate(at: moment) }

    /// What plan and log say; nil for a field that only a person can fill.
    package func fact(_ field: RecordField) -> RecordFact? { facts[field] }

    /// What is written: by the supervisor, or else by their notes during the session.
    package func text(_ field: RecordField) -> String {
        guard field.isWritten else { return "" }
        return draft[field] ?? startingValue(of: field)
    }

    /// Notes and concerns with their times, never to be typed again.
    private func startingValue(of field: RecordField) -> String {
        let kind: NoteKind? =
            switch field {
            case .interaction: .note
            case .concerns: .concern
            case _: nil
            }
        return history.notes.filter { $0.kind == kind }
            .map { "\(history.plan.zone.clock($0.mark.at)) \($0.text)" }
            .joined(separator: "\n")
    }
}
