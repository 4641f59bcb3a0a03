import JSON

/// When a session is and what kind, in words.
package struct SessionSummary: Equatable, Sendable {
    /// `Tuesday 20 October 2026`.
    package var day: String
    /// `16:00`.
    package var from: String
    package var to: String
    /// `supervisedFamilyTime`.
    package var kind: String
    /// For staff: `Kites`.
    package var title: String?

    package init(day: String, from: String, to: String, kind: String, title: String? = nil) {
        self.day = day
        self.from = from
        self.to = to
        self.kind = kind
        self.title = title
    }

    var json: JSONValue {
        .members([
            "day": .string(day), "from": .string(from), "to": .string(to), "kind": .string(kind),
            "title": .text(title),
        ])
    }
}
