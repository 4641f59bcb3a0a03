import JSON
package import Sessions

/// `POST /api/record/addendum`: something to add to a signed record.
package struct AddendumRequest: Equatable, Sendable {
    /// In Unicode scalars.
    package static let reasonLimit = 500
    package static let textLimit = 8_000

    package let seat: SeatID
    /// Why; may not be empty.
    package let reason: String
    package let text: String
    /// What the writer has read last: `last` of the answer.
    package let after: String

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        reason = try reader.text("reason", limit: Self.reasonLimit)
        text = try reader.text("text", limit: Self.textLimit)
        after = try reader.text("after", limit: Self.hashLimit)
    }

    static let hashLimit = 128
}

/// `POST /api/record/check`: a manager's look at a signed record.
package struct CheckRequest: Equatable, Sendable {
    package enum Verdict: String, CaseIterable, Sendable {
        case agrees, asksForAddendum
    }

    package let seat: SeatID
    package let verdict: Verdict
    /// May be empty only where they agree.
    package let reason: String
    /// What the reader has read last: `last` of the answer.
    package let after: String

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        let verdict: Verdict = try reader.word("verdict")
        self.verdict = verdict
        let reason = try reader.optionalText("reason", limit: AddendumRequest.reasonLimit) ?? ""
        guard verdict == .agrees || !reason.isEmpty else { throw reader.malformed }
        self.reason = reason
        after = try reader.text("after", limit: AddendumRequest.hashLimit)
    }
}
