import JSON
package import Sessions

/// `POST /api/look` and `POST /api/join`: a link's secret.
package struct LinkRequest: Equatable, Sendable {
    package let secret: Secret

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        secret = try MessageReader(bytes).secret("secret")
    }
}

/// `POST /api/agree`: a yes or a no of the person the link was made for.
package struct AgreeRequest: Equatable, Sendable {
    package let secret: Secret
    package let agrees: Bool
    /// BCP 47: which of the texts was read; nil for that of the person's own language.
    package let language: String?

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        secret = try reader.secret("secret")
        agrees = try reader.flag("agrees")
        language = try reader.optionalText("language", limit: 16)
    }
}

/// `POST /api/declare`: an interpreter's answer whether they know anybody in this family.
package struct DeclareRequest: Equatable, Sendable {
    package let secret: Secret
    package let knows: Bool

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        secret = try reader.secret("secret")
        knows = try reader.flag("knows")
    }
}

/// `POST /api/ticket` and `POST /api/record/sign`: a seat, which the cookie must bear out.
package struct SeatRequest: Equatable, Sendable {
    package let seat: SeatID

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        seat = try MessageReader(bytes).seat("seat")
    }
}

/// `POST /api/feeling`: the face that a child chose, or that they would rather not say.
package struct FeelingRequest: Equatable, Sendable {
    package let seat: SeatID
    package let feeling: Feeling

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        feeling = try reader.word("feeling")
    }
}

/// `POST /api/afterword`: what a family member, or the carer at a child's seat, has to say after the end.
package struct AfterwordRequest: Equatable, Sendable {
    package let seat: SeatID
    package let text: String

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        text = try reader.text("text", limit: Request.noteLimit)
    }
}

/// `POST /api/record`: the fields that a person has written so far.
package struct RecordDraft: Equatable, Sendable {
    package struct Field: Equatable, Sendable {
        package let key: String
        /// May be empty: a field that was cleared.
        package let value: String
    }

    package static let fieldLimit = 80
    /// In Unicode scalars.
    package static let valueLimit = 8_000

    package let seat: SeatID
    package let fields: [Field]
    /// Of each field, the version that its writer has read; one that is not named has none yet.
    package let base: [String: Int64]

    package init(_ bytes: [UInt8]) throws(SignallingError) {
        let reader = try MessageReader(bytes)
        seat = try reader.seat("seat")
        fields = try reader.texts(
            "fields",
            limit: RecordDraft.fieldLimit,
            length: RecordDraft.valueLimit
        )
        .map { Field(key: $0.name, value: $0.text) }
        base = try reader.counts("base", limit: RecordDraft.fieldLimit)
    }
}
