/// How the play's lines look: plain text of at most 88 columns, with colours on a terminal only.
package struct PlayStyle: Sendable {
    private let isColoured: Bool

    package init(isColoured: Bool) { self.isColoured = isColoured }

    static let width = 88

    func strong(_ text: String) -> String { colour(text, "1") }
    func soft(_ text: String) -> String { colour(text, "2") }
    func good(_ text: String) -> String { colour(text, "32") }
    func bad(_ text: String) -> String { colour(text, "1;31") }

    private func colour(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// The text in lines that fit behind `indent` columns.
    static func lines(_ text: String, indent: Int, width: Int = PlayStyle.width) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width - indent {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? word : " " + word
        }
        return lines + [line]
    }
}
