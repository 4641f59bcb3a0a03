package import JSON
package import Sessions

/// `GET /api/queue` and `POST /api/review`: what the lead has to look at, and why.
package struct QueueAnswer: Equatable, Sendable {
    /// One reason, and the entries of the log that it rests on.
    package struct Finding: Equatable, Sendable {
        package var rule: String
        package var title: String
        package var sentence: String
        package var entries: [Int64]

        package init(rule: String, title: String, sentence: String, entries: [Int64]) {
            self.rule = rule
            self.title = title
            self.sentence = sentence
            self.entries = entries
        }

        var json: JSONValue {
            .members([
                "rule": .string(rule), "title": .string(title), "sentence": .string(sentence),
                "entries": .array(entries.map(JSONValue.integer)),
            ])
        }
    }

    /// Who has looked, when, and what they found.
    package struct Look: Equatable, Sendable {
        package var name: String
        package var time: String
        package var grade: String?
        package var words: String

        package init(name: String, time: String, grade: String?, words: String) {
            self.name = name
            self.time = time
            self.grade = grade
            self.words = words
        }

        var json: JSONValue {
            .members([
                "name": .string(name), "time": .string(time), "grade": .text(grade),
                "words": .string(words),
            ])
        }
    }

    package struct Row: Equatable, Sendable {
        package var session: SessionSummary
        /// The reader's own seat there.
        package var seat: SeatID
        /// By when, in words.
        package var due: String
        package var isOpen: Bool
        package var isOverdue: Bool
        package var needsSecondReader: Bool
        package var findings: [Finding]
        package var looks: [Look]
        /// Of which clocks people were told, in sentences.
        package var told: [String]

        package init(
            session: SessionSummary,
            seat: SeatID,
            due: String,
            isOpen: Bool,
            isOverdue: Bool,
            needsSecondReader: Bool,
            findings: [Finding],
            looks: [Look],
            told: [String] = []
        ) {
            self.session = session
            self.seat = seat
            self.due = due
            self.isOpen = isOpen
            self.isOverdue = isOverdue
            self.needsSecondReader = needsSecondReader
            self.findings = findings
            self.looks = looks
            self.told = told
        }

        var json: JSONValue {
            .members([
                "session": session.json, "seat": .string(seat.text), "due": .string(due),
                "isOpen": .bool(isOpen), "isOverdue": .bool(isOverdue),
                "needsSecondReader": .bool(needsSecondReader),
                "findings": .array(findings.map(\.json)), "looks": .array(looks.map(\.json)),
                "told": told.isEmpty ? nil : .texts(told),
            ])
        }
    }

    package var reader: String
    package var rows: [Row]
    /// Rows that are for other readers.
    package var others: Int64
    /// What ends soon in the reader's cases.
    package var ending: [String]

    package init(reader: String, rows: [Row], others: Int64, ending: [String] = []) {
        self.reader = reader
        self.rows = rows
        self.others = others
        self.ending = ending
    }

    package var json: JSONValue {
        .members([
            "reader": .string(reader), "rows": .array(rows.map(\.json)),
            "others": .integer(others), "ending": ending.isEmpty ? nil : .texts(ending),
        ])
    }
}
