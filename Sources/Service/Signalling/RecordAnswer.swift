package import JSON

/// `GET` and `POST /api/record`: the contact record as far as it is written, strengths before concerns.
package struct RecordAnswer: Equatable, Sendable {
    /// Where a field's value comes from; only `human` fields are written by hand.
    package enum Source: String, CaseIterable, Sendable { case auto, plan, derived, human }

    package struct Field: Equatable, Sendable {
        package var key: String
        package var number: Int64
        package var title: String
        package var help: String?
        package var source: Source
        package var value: String
        package var isRequired: Bool
        /// The journal's entry that the value rests on.
        package var entry: Int64?

        package init(
            key: String,
            number: Int64,
            title: String,
            help: String? = nil,
            source: Source,
            value: String,
            isRequired: Bool,
            entry: Int64? = nil
        ) {
            self.key = key
            self.number = number
            self.title = title
            self.help = help
            self.source = source
            self.value = value
            self.isRequired = isRequired
            self.entry = entry
        }

        var json: JSONValue {
            .members([
                "key": .string(key), "number": .integer(number), "title": .string(title),
                "help": .text(help), "source": .string(source.rawValue), "value": .string(value),
                "isRequired": .bool(isRequired), "entry": .count(entry),
            ])
        }
    }

    package struct Section: Equatable, Sendable {
        package var title: String
        package var fields: [Field]

        package init(title: String, fields: [Field]) {
            self.title = title
            self.fields = fields
        }

        var json: JSONValue {
            .members(["title": .string(title), "fields": .array(fields.map(\.json))])
        }
    }

    package var session: SessionSummary
    package var isSigned: Bool
    package var isLate: Bool
    package var sections: [Section]
    /// What keeps it from being signed, as sentences.
    package var problems: [String]
    /// Who still has to sign before it is filed, by their shown name.
    package var awaits: String?

    package init(
        session: SessionSummary,
        isSigned: Bool,
        isLate: Bool,
        sections: [Section],
        problems: [String],
        awaits: String? = nil
    ) {
        self.session = session
        self.isSigned = isSigned
        self.isLate = isLate
        self.sections = sections
        self.problems = problems
        self.awaits = awaits
    }

    package var json: JSONValue {
        .members([
            "session": session.json, "isSigned": .bool(isSigned), "isLate": .bool(isLate),
            "sections": .array(sections.map(\.json)), "problems": .texts(problems),
            "awaits": .text(awaits),
        ])
    }
}
