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
        /// What that entry says, with its time.
        package var basis: String?
        /// How often a field that people write was written; said back when it is written again.
        package var version: Int64?

        package init(
            key: String,
            number: Int64,
            title: String,
            help: String? = nil,
            source: Source,
            value: String,
            isRequired: Bool,
            entry: Int64? = nil,
            basis: String? = nil
        ) {
            self.key = key
            self.number = number
            self.title = title
            self.help = help
            self.source = source
            self.value = value
            self.isRequired = isRequired
            self.entry = entry
            self.basis = basis
        }

        var json: JSONValue {
            .members([
                "key": .string(key), "number": .integer(number), "title": .string(title),
                "help": .text(help), "source": .string(source.rawValue), "value": .string(value),
                "isRequired": .bool(isRequired), "entry": .count(entry), "basis": .text(basis),
                "version": .count(version),
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

    /// What the reader wrote while somebody else wrote the same field: nothing is lost, and they choose.
    package struct Conflict: Equatable, Sendable {
        package var key: String
        package var title: String
        package var yours: String
        package var theirs: String
        package var version: Int64
        /// Who changed what, and when.
        package var sentence: String

        package init(
            key: String,
            title: String,
            yours: String,
            theirs: String,
            version: Int64,
            sentence: String
        ) {
            self.key = key
            self.title = title
            self.yours = yours
            self.theirs = theirs
            self.version = version
            self.sentence = sentence
        }

        var json: JSONValue {
            .members([
                "key": .string(key), "title": .string(title), "yours": .string(yours),
                "theirs": .string(theirs), "version": .integer(version),
                "sentence": .string(sentence),
            ])
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
    package var conflicts: [Conflict]
    /// Where the signed record is, to whoever may sign; nil before it is filed.
    package var signed: SignAnswer?
    /// A fingerprint of the fields that nobody writes; said back with the signature.
    package var facts: String?

    package init(
        session: SessionSummary,
        isSigned: Bool,
        isLate: Bool,
        sections: [Section],
        problems: [String],
        awaits: String? = nil,
        conflicts: [Conflict] = [],
        signed: SignAnswer? = nil,
        facts: String? = nil
    ) {
        self.session = session
        self.isSigned = isSigned
        self.isLate = isLate
        self.sections = sections
        self.problems = problems
        self.awaits = awaits
        self.conflicts = conflicts
        self.signed = signed
        self.facts = facts
    }

    package var json: JSONValue {
        .members([
            "session": session.json, "isSigned": .bool(isSigned), "isLate": .bool(isLate),
            "sections": .array(sections.map(\.json)), "problems": .texts(problems),
            "awaits": .text(awaits),
            "conflicts": conflicts.isEmpty ? nil : .array(conflicts.map(\.json)),
            "signed": signed?.json, "facts": .text(facts),
        ])
    }
}
