package import Casework
package import JSON

/// What a session writes into the journal.
package enum LogEntry: Sendable, Hashable {
    case decision(DecisionEntry)
    case event(SessionEvent)

    package var json: JSONValue {
        switch self {
        case .decision(let decision): decision.json
        case .event(let event): event.json
        }
    }

    /// Reads what `json` wrote; nil for anything else.
    package init?(json: JSONValue) {
        if let event = SessionEvent(json: json) {
            self = .event(event)
        } else if let decision = DecisionEntry(json: json) {
            self = .decision(decision)
        } else {
            return nil
        }
    }
}

/// One decision, with what determined it: it can be explained in a sentence (promise P8).
package struct DecisionEntry: Sendable, Hashable {
    package let isAllowed: Bool
    package let action: String
    package let subject: SeatID?
    package let by: SeatID?
    package let policies: [String]
    package let sentences: [String]
    package let errors: [String]
    /// Who was in the room, and how old the last proof of sight and sound was, in milliseconds.
    package let present: [SeatID]
    package let sightAge: Int64?
    /// Of a refusal: people outside this session whose seats the asking browser holds too.
    package let outsiders: [PersonID]
    /// The fingerprint of the policies that were asked; nil in logs from before it was written down.
    package let policySet: String?

    package init(
        isAllowed: Bool,
        action: String,
        subject: SeatID?,
        by: SeatID?,
        policies: [String],
        sentences: [String],
        errors: [String],
        present: [SeatID],
        sightAge: Int64?,
        outsiders: [PersonID] = [],
        policySet: String? = nil
    ) {
        self.isAllowed = isAllowed
        self.action = action
        self.subject = subject
        self.by = by
        self.policies = policies
        self.sentences = sentences
        self.errors = errors
        self.present = present
        self.sightAge = sightAge
        self.outsiders = outsiders
        self.policySet = policySet
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.insert(.string(isAllowed ? "allowed" : "refused"), at: "decision")
        object.insert(.string(action), at: "action")
        if let subject { object.insert(.string(subject.text), at: "seat") }
        if let by { object.insert(.string(by.text), at: "by") }
        object.insert(.array(policies.map(JSONValue.string)), at: "policies")
        object.insert(.array(sentences.map(JSONValue.string)), at: "sentences")
        if !errors.isEmpty { object.insert(.array(errors.map(JSONValue.string)), at: "errors") }
        object.insert(.array(present.map { .string($0.text) }), at: "present")
        if let sightAge { object.insert(.integer(sightAge), at: "sightAge") }
        if !outsiders.isEmpty {
            object.insert(.array(outsiders.map { .string($0.text) }), at: "outsiders")
        }
        if let policySet { object.insert(.string(policySet), at: "policySet") }
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let decision = json["decision"]?.string, ["allowed", "refused"].contains(decision),
            let action = json["action"]?.string
        else { return nil }
        isAllowed = decision == "allowed"
        self.action = action
        subject = json["seat"]?.string.flatMap { SeatID($0) }
        by = json["by"]?.string.flatMap { SeatID($0) }
        policies = json["policies"]?.array?.compactMap(\.string) ?? []
        sentences = json["sentences"]?.array?.compactMap(\.string) ?? []
        errors = json["errors"]?.array?.compactMap(\.string) ?? []
        present = json["present"]?.array?.compactMap { $0.string.flatMap { SeatID($0) } } ?? []
        sightAge = json["sightAge"]?.integer
        outsiders = json["outsiders"]?.array?.compactMap { $0.string.map { PersonID($0) } } ?? []
        policySet = json["policySet"]?.string
    }
}
