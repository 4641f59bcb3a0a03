import JSON
package import Sessions

/// `POST /api/cover`: who is with the child while their carer is in respite.
package struct CoverRequest: Equatable, Sendable {
    package let secret: Secret
    package let cover: ChildCover

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        secret = try reader.secret("secret")
        cover = try reader.word("cover")
    }
}

/// `POST /api/own-record/sign`: what a carer thinks of the record, in her own words.
package struct CountersignRequest: Equatable, Sendable {
    /// In Unicode scalars.
    package static let wordsLimit = 4_000

    package let seat: SeatID
    package let view: CarersView
    /// May be empty.
    package let words: String

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        view = try reader.word("view")
        words = try reader.textOrNothing("words", limit: Self.wordsLimit)
    }
}
