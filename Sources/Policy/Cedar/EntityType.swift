/// The name of an entity type: identifiers joined by `::`, such as `Council::Session`.
public struct EntityType: Sendable, Hashable, CustomStringConvertible {
    let text: Text

    /// The type of that name; nil unless it is written as Cedar writes it, without white space and
    /// reserved words.
    public init?(_ name: String) {
        guard EntityType.isName(name) else { return nil }
        text = Text(name)
    }

    /// For parsers that have checked the name.
    init(checked name: String) { text = Text(name) }

    public var description: String { text.string }

    /// True for `Action` in any namespace: the one kind of entity a schema itself creates.
    public var isAction: Bool { text.string == "Action" || text.string.hasSuffix("::Action") }

    /// Cedar's `Name`, as it stands in JSON texts.
    static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        var index = 0
        while true {
            let start = index
            while index < bytes.count, Lexer.isIdentifierPart(bytes[index]) { index += 1 }
            let part = bytes[start..<index]
            guard let first = part.first, Lexer.isIdentifierStart(first),
                !Reserved.words.contains(String(decoding: part, as: UTF8.self))
            else { return false }
            if index == bytes.count { return true }
            guard bytes.count - index > 2, bytes[index] == UInt8(ascii: ":"),
                bytes[index + 1] == UInt8(ascii: ":")
            else { return false }
            index += 2
        }
    }
}

extension EntityType: ExpressibleByStringLiteral {
    /// A name written in the program, which is not checked: a wrong one is the type of nothing.
    public init(stringLiteral value: String) { text = Text(value) }
}

/// Words that are no identifiers.
enum Reserved {
    static let words: Set<String> = [
        "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar",
    ]
}
