import JSON

extension TimelineAnswer {
    /// The supervisor's sight and sound: a lane of its own, and the same in a sentence.
    package struct Sight: Equatable, Sendable {
        package enum What: String, CaseIterable, Sendable { case shown, notShown, paused }

        package struct Span: Equatable, Sendable {
            package var interval: Interval
            package var what: What

            package init(from: Int64, to: Int64, what: What) {
                interval = Interval(from: from, to: to)
                self.what = what
            }

            var json: JSONValue {
                .members([
                    "from": .integer(interval.from), "to": .integer(interval.to),
                    "what": .string(what.rawValue),
                ])
            }
        }

        package var spans: [Span]
        package var sentence: String

        package init(spans: [Span], sentence: String) {
            self.spans = spans
            self.sentence = sentence
        }

        var json: JSONValue {
            .members(["spans": .array(spans.map(\.json)), "sentence": .string(sentence)])
        }
    }
}
