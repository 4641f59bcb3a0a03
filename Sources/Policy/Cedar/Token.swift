/// The smallest pieces of policies and schemas.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        case identifier(String)
        /// Digits only; a minus sign is an operator.
        case number(String)
        /// Between quotation marks, escapes as written.
        case string([UInt8])
        case symbol(Symbol)
        case end
    }

    enum Symbol: String, Sendable {
        case at = "@"
        case dot = "."
        case comma = ","
        case semicolon = ";"
        case colon = ":"
        case doubleColon = "::"
        case question = "?"
        case openParenthesis = "("
        case closeParenthesis = ")"
        case openBrace = "{"
        case closeBrace = "}"
        case openBracket = "["
        case closeBracket = "]"
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case or = "||"
        case and = "&&"
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divide = "/"
        case modulo = "%"
        case not = "!"
        case assign = "="
    }

    let kind: Kind
    let position: Position
    /// Offsets of its first byte and of the byte behind it.
    let start: Int
    let end: Int

    /// How a sentence names it.
    var description: String {
        switch kind {
        case .identifier(let name): "`\(name)`"
        case .number(let digits): "`\(digits)`"
        case .string: "a string"
        case .symbol(let symbol): "`\(symbol.rawValue)`"
        case .end: "the end of the text"
        }
    }
}
