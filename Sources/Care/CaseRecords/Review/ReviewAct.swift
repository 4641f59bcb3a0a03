package import Casework
package import JSON

/// What a reviewer did with a session: an entry of its log, with a name.
package struct ReviewAct: Sendable, Hashable {
    package let reader: PersonID
    package let at: Timestamp
    /// Nil for "seen" alone.
    package let grade: Grade?
    package let words: String

    /// The inspectorate's words (domain.md section 6.2).
    package enum Grade: String, Sendable, Hashable, CaseIterable {
        case outstanding, good, requiresImprovement, inadequate

        package var words: String {
            switch self {
            case .outstanding: "Outstanding"
            case .good: "Good"
            case .requiresImprovement: "Requires improvement to be good"
            case .inadequate: "Inadequate"
            }
        }
    }

    package init(reader: PersonID, at: Timestamp, grade: Grade?, words: String) {
        self.reader = reader
        self.at = at
        self.grade = grade
        self.words = words
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.insert(.string(reader.text), at: "seenBy")
        if let grade { object.insert(.string(grade.rawValue), at: "grade") }
        object.insert(.string(words), at: "words")
        return .object(object)
    }

    /// Reads what `json` wrote, with the moment of its entry; nil for anything else.
    package init?(json: JSONValue, at: Timestamp) {
        guard let reader = json["seenBy"]?.string, let words = json["words"]?.string else {
            return nil
        }
        if let grade = json["grade"] {
            guard let known = grade.string.flatMap(Grade.init(rawValue:)) else { return nil }
            self.grade = known
        } else {
            grade = nil
        }
        self.reader = PersonID(reader)
        self.at = at
        self.words = words
    }
}
