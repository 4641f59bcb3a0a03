package import Casework

/// What somebody adds to a signed record, which itself is never changed (domain.md section 3, field 64).
///
/// Each names by its hash what came last: the record, or the addendum before it. So none can be left out,
/// changed or put elsewhere without those after it telling.
package struct Addendum: Sendable, Hashable {
    package let by: SeatID
    /// When it was written.
    package let at: Timestamp
    /// Why something has to be added, in the author's words.
    package let reason: String
    package let text: String
    /// The record's hash.
    package let record: String
    /// The hash of what came last.
    package let previous: String
    /// SHA-256 of its own canonical text, in hexadecimal.
    package let hash: String

    package init(
        by: SeatID,
        at: Timestamp,
        reason: String,
        text: String,
        record: String,
        previous: String,
        hash: String
    ) {
        self.by = by
        self.at = at
        self.reason = reason
        self.text = text
        self.record = record
        self.previous = previous
        self.hash = hash
    }
}

/// A manager's look at a signed record and what was added to it: a layer of its own, which changes neither
/// (field 62).
package struct RecordCheck: Sendable, Hashable {
    package enum Verdict: String, Sendable, Hashable, CaseIterable {
        case agrees, asksForAddendum
    }

    package let by: SeatID
    package let verdict: Verdict
    /// May be empty where they agree.
    package let reason: String
    /// The hash of what came last when they looked.
    package let of: String

    package init(by: SeatID, verdict: Verdict, reason: String, of: String) {
        self.by = by
        self.verdict = verdict
        self.reason = reason
        self.of = of
    }
}

extension SessionState {
    /// Signed by everybody who has to sign it; from then on it is added to and never changed.
    package var isRecordWhole: Bool {
        guard recordHash != nil, phase == .writtenUp || phase == .reviewed else { return false }
        return !form.carerSigns || countersignature != nil
    }

    /// The hash of what came last: the record, or its newest addendum; nil before it is signed.
    package var recordTail: String? { addenda.last?.hash ?? recordHash }

    /// What a manager has asked for and nobody has written yet.
    package var openRequest: RecordCheck? {
        recordChecks.last.flatMap { check in
            check.verdict == .asksForAddendum && check.of == recordTail ? check : nil
        }
    }

    func add(_ addendum: Addendum, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        guard role(seat) == .supervisor || role(seat) == .lead, addendum.by == seat else {
            throw .notForRole
        }
        guard isRecordWhole else { throw .wrongPhase(phase) }
        guard addendum.record == recordHash, addendum.previous == recordTail else {
            throw .outdated
        }
        guard addenda.count < Self.addendumLimit else { throw .enough }
        return [.addendumAdded(addendum)]
    }

    func check(_ check: RecordCheck, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        guard role(seat) == .lead, check.by == seat else { throw .notForRole }
        guard isRecordWhole else { throw .wrongPhase(phase) }
        guard phase == .writtenUp else { throw .alreadyDone }
        guard check.of == recordTail else { throw .outdated }
        guard recordChecks.count < Self.addendumLimit else { throw .enough }
        return [.recordChecked(check)]
    }

    /// What is added is new, so nobody has looked at it yet.
    mutating func take(_ addendum: Addendum) {
        addenda.append(addendum)
        if phase == .reviewed { phase = .writtenUp }
    }

    mutating func take(_ check: RecordCheck) {
        recordChecks.append(check)
        if check.verdict == .agrees { phase = .reviewed }
    }

    private static let addendumLimit = 100
}
