package import JSON

/// What a field holds without anybody's writing: lines, each with the entries of the log it rests on.
package struct RecordFact: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package let text: String
        /// Numbers in the log; empty for what comes from the plan.
        package let entries: [UInt64]

        package init(_ text: String, entries: [UInt64] = []) {
            self.text = text
            self.entries = entries
        }
    }

    package let lines: [Line]
    /// The same for machines, where there is more to say than the lines do: times in milliseconds
    /// since 1970, durations in seconds.
    package let data: JSONValue?

    init(_ lines: [Line], data: JSONValue? = nil) {
        self.lines = lines
        self.data = data
    }

    init(_ text: String, entries: [UInt64] = [], data: JSONValue? = nil) {
        self.init([Line(text, entries: entries)], data: data)
    }

    package var text: String { lines.map(\.text).joined(separator: "\n") }
    package var entries: [UInt64] { lines.flatMap(\.entries) }
}
