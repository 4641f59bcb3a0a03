import JSON

/// What only some kinds of session have.
extension StateSnapshot {
    /// The list that the two of a supervision share.
    package struct ListState: Equatable, Sendable {
        package struct Item: Equatable, Sendable {
            package var text: String
            /// By their shown name.
            package var by: String

            package init(text: String, by: String) {
                self.text = text
                self.by = by
            }
        }

        package struct Action: Equatable, Sendable {
            package var text: String
            package var owner: String
            /// For reading: `3 November 2026`.
            package var due: String

            package init(text: String, owner: String, due: String) {
                self.text = text
                self.owner = owner
                self.due = due
            }
        }

        package var items: [Item]
        /// Who agrees with the items as they are.
        package var agreedBy: [String]
        package var isAgreed: Bool
        package var actions: [Action]

        package init(items: [Item], agreedBy: [String], isAgreed: Bool, actions: [Action]) {
            self.items = items
            self.agreedBy = agreedBy
            self.isAgreed = isAgreed
            self.actions = actions
        }

        var json: JSONValue {
            .members([
                "items": .array(
                    items.map { .members(["text": .string($0.text), "by": .string($0.by)]) }
                ),
                "agreedBy": .texts(agreedBy), "isAgreed": .bool(isAgreed),
                "actions": .array(
                    actions.map {
                        .members([
                            "text": .string($0.text), "owner": .string($0.owner),
                            "due": .string($0.due),
                        ])
                    }
                ),
            ])
        }
    }

    /// A carer asked her own worker for a call; only that worker learns of it.
    package struct Support: Equatable, Sendable {
        /// The entry's number in the journal.
        package var entry: Int64
        /// By their shown name.
        package var carer: String
        /// Civil time of day.
        package var time: String
        /// Not the first time in 28 days: a manager looks too (VR5).
        package var isRepeated: Bool

        package init(entry: Int64, carer: String, time: String, isRepeated: Bool) {
            self.entry = entry
            self.carer = carer
            self.time = time
            self.isRepeated = isRepeated
        }

        var json: JSONValue {
            .members([
                "entry": .integer(entry), "carer": .string(carer), "time": .string(time),
                "isRepeated": .bool(isRepeated),
            ])
        }
    }
}
