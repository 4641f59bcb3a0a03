package import Sessions

/// A session's log is to go to somebody outside: `{"seat":"s-…","reason":"The court asked for it."}`.
package struct ExportRequest: Equatable, Sendable {
    package let seat: SeatID
    /// May be empty here; whether it may be is for the policies to say.
    package let reason: String

    /// In Unicode scalars.
    package static let reasonLimit = 500

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        reason = try reader.optionalText("reason", limit: Self.reasonLimit) ?? ""
    }
}
