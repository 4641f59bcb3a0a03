/// A Swift file as the rules read it: line by line, without comments and the words of its texts.
struct SwiftFile {
    let path: String
    let lineCount: Int
    /// What the compiler acts on; line 1 is first.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        var reader = CodeReader(text)
        code = reader.code().split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") }
    }

    /// "Sources/Platform/JSON/JSONValue.swift:12: …" for each line of code that matches.
    func lines(matching pattern: some RegexComponent) -> [String] {
        // Unicode's own word boundaries see one word in "FileManager.default".
        let words = pattern.regex.wordBoundaryKind(.simple)
        return code.enumerated().compactMap { index, line in
            line.contains(words) ? at(index, line) : nil
        }
    }

    func at(_ index: Int, _ line: String) -> String {
        "\(path):\(index + 1): \(line.drop { $0 == " " })"
    }
}

/// Leaves comments and the words of string literals out; what is interpolated into them stays.
struct CodeReader {
    private let bytes: [UInt8]
    private var index = 0
    private var out: [UInt8] = []

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func code() -> String {
        while index < bytes.count { readCode(untilClosing: false) }
        return String(decoding: out, as: UTF8.self)
    }

    /// To the end, or to the parenthesis that closes an interpolation.
    private mutating func readCode(untilClosing: Bool) {
        var depth = 0
        while index < bytes.count {
            if starts(with: "//") {
                while index < bytes.count, !starts(with: "\n") { index += 1 }
            } else if starts(with: "/*") {
                skipBlockComment()
            } else if starts(with: "\"") {
                readString(pounds: 0)
            } else if starts(with: "#"), let pounds = poundsBeforeQuote() {
                index += pounds
                readString(pounds: pounds)
            } else {
                if starts(with: "(") { depth += 1 }
                if starts(with: ")") {
                    depth -= 1
                    if untilClosing, depth < 0 { return }
                }
                keep()
            }
        }
    }

    private mutating func readString(pounds: Int) {
        let raw = String(repeating: "#", count: pounds)
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        index += quote.utf8.count
        out += Array("\"\"".utf8)
        while index < bytes.count {
            if starts(with: quote + raw) {
                index += quote.utf8.count + pounds
                return
            } else if starts(with: "\\" + raw + "(") {
                index += 2 + pounds
                readCode(untilClosing: true)
                index += 1
            } else if starts(with: "\\" + raw) {
                index += 2 + pounds
            } else if starts(with: "\n") {
                keep()
            } else {
                index += 1
            }
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                index += 2
            } else if starts(with: "*/") {
                depth -= 1
                index += 2
            } else if starts(with: "\n") {
                keep()
            } else {
                index += 1
            }
        } while depth > 0 && index < bytes.count
    }

    private mutating func keep() {
        out.append(bytes[index])
        index += 1
    }

    private func starts(with text: String) -> Bool {
        let end = index + text.utf8.count
        return end <= bytes.count && bytes[index..<end].elementsEqual(text.utf8)
    }

    private func poundsBeforeQuote() -> Int? {
        let pounds = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
        return index + pounds < bytes.count && bytes[index + pounds] == UInt8(ascii: "\"")
            ? pounds : nil
    }
}
