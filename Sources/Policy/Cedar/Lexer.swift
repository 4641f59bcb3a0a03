/// Takes a text apart into tokens; white space and `//` comments fall away.
struct Lexer {
    /// What is wrong, and where.
    struct Failure: Error {
        let position: Position
        let sentence: String
    }

    private let bytes: [UInt8]
    private var offset = 0
    /// How far lines and columns have been counted, and to what.
    private var counted = 0
    private var line = 1
    private var column = 1

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// All tokens of a text, the last of them its end.
    static func tokens(_ text: String) throws(Failure) -> [Token] {
        var lexer = Lexer(Array(text.utf8))
        var tokens: [Token] = []
        while true {
            lexer.skipSpace()
            let start = lexer.offset
            let position = lexer.position()
            let kind = try lexer.token()
            tokens.append(
                Token(kind: kind, position: position, start: start, end: lexer.offset)
            )
            if kind == .end { return tokens }
        }
    }

    /// Where the next byte stands; each byte is counted once.
    private mutating func position() -> Position {
        for byte in bytes[counted..<offset] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // Bytes 10xxxxxx go on with a scalar that another byte began.
                column += 1
            }
        }
        counted = offset
        return Position(line: line, column: column)
    }

    private mutating func token() throws(Failure) -> Token.Kind {
        guard let byte = current else { return .end }
        if Lexer.isIdentifierStart(byte) {
            return .identifier(take(while: Lexer.isIdentifierPart))
        }
        if Lexer.isDigit(byte) { return .number(take(while: Lexer.isDigit)) }
        if byte == UInt8(ascii: "\"") { return .string(try string()) }
        if let symbol = symbol() { return .symbol(symbol) }
        throw Failure(position: position(), sentence: "This character has no meaning here.")
    }

    private mutating func take(while isPart: (UInt8) -> Bool) -> String {
        let start = offset
        while let byte = current, isPart(byte) { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func string() throws(Failure) -> [UInt8] {
        let start = offset
        let position = position()
        offset += 1
        while let byte = current {
            offset += 1
            if byte == UInt8(ascii: "\"") { return Array(bytes[(start + 1)..<(offset - 1)]) }
            if byte == UInt8(ascii: "\\") { offset += 1 }
        }
        offset = bytes.count
        throw Failure(position: position, sentence: "This string has no closing quotation mark.")
    }

    /// Two characters before one.
    private mutating func symbol() -> Token.Symbol? {
        for length in [2, 1] where offset + length <= bytes.count {
            let text = String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
            if let symbol = Token.Symbol(rawValue: text) {
                offset += length
                return symbol
            }
        }
        return nil
    }

    // MARK: White space

    private mutating func skipSpace() {
        while let byte = current {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                offset += 1
            } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
                while let byte = current, byte != 0x0A, byte != 0x0D { offset += 1 }
            } else if let length = wideSpace {
                offset += length
            } else {
                return
            }
        }
    }

    /// The length of a white space character outside ASCII, if one is next.
    private var wideSpace: Int? {
        guard let byte = current, byte >= 0x80 else { return nil }
        let text = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
        guard let scalar = text.unicodeScalars.first, scalar.properties.isWhitespace else {
            return nil
        }
        return UTF8.width(scalar)
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }
    private var next: UInt8? { offset + 1 < bytes.count ? bytes[offset + 1] : nil }

    static func isIdentifierStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func isIdentifierPart(_ byte: UInt8) -> Bool {
        isIdentifierStart(byte) || isDigit(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
