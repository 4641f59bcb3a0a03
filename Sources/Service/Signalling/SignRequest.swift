package import Sessions

/// The record is to be signed as its page shows it: `{"seat":"s-…","facts":"9f2c"}`.
package struct SignRequest: Equatable, Sendable {
    package let seat: SeatID
    /// The fingerprint that came with the record; nil from whoever did not read it on a page.
    package let facts: String?

    private static let factsLimit = 100

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        facts = try reader.optionalText("facts", limit: Self.factsLimit)
    }
}
