import JSON

extension LookAnswer {
    /// The rules and the question in one language.
    package struct Text: Equatable, Sendable {
        /// BCP 47.
        package var language: String
        package var rules: [String]
        package var question: String

        package init(language: String, rules: [String], question: String) {
            self.language = language
            self.rules = rules
            self.question = question
        }

        var json: JSONValue {
            .members([
                "language": .string(language), "rules": .texts(rules),
                "question": .string(question),
            ])
        }
    }
}
