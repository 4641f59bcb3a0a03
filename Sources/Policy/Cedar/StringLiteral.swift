/// The inside of a Cedar string: the escapes of Rust's strings.
enum StringLiteral {
    /// A piece of a literal, once its escapes are read.
    enum Piece {
        case scalar(Unicode.Scalar)
        /// `\*`, which only a pattern may hold.
        case escapedStar
    }

    /// The text of a literal; nil if an escape in it is unknown.
    static func text(_ raw: [UInt8]) -> String? {
        var text = String.UnicodeScalarView()
        let isRead = read(raw) { piece in
            guard case .scalar(let scalar) = piece else { return false }
            text.append(scalar)
            return true
        }
        return isRead ? String(text) : nil
    }

    /// The pattern of a literal, in which `*` stands for any text and `\*` for a star.
    static func pattern(_ raw: [UInt8]) -> Pattern? {
        var pattern = Pattern()
        let isRead = read(raw) { piece in
            switch piece {
            case .scalar("*"): pattern.appendWildcard()
            case .scalar(let scalar): pattern.append(scalar)
            case .escapedStar: pattern.append("*")
            }
            return true
        }
        return isRead ? pattern : nil
    }

    /// A literal of `text`, with its quotation marks.
    static func quoted(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case "\0": literal += "\\0"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                literal += "\\u{\(String(scalar.value, radix: 16))}"
            case _: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    /// Hands `take` one piece after another; false if it refuses one or an escape is unknown.
    private static func read(_ raw: [UInt8], _ take: (Piece) -> Bool) -> Bool {
        var rest = String(decoding: raw, as: UTF8.self).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            // As in Rust, a bare carriage return is refused: an editor may add or remove it.
            guard scalar != "\r" else { return false }
            let piece = scalar == "\\" ? escape(&rest) : .scalar(scalar)
            guard let piece, take(piece) else { return false }
        }
        return true
    }

    private static func escape(_ rest: inout Substring.UnicodeScalarView) -> Piece? {
        switch rest.popFirst() {
        case "n": .scalar("\n")
        case "r": .scalar("\r")
        case "t": .scalar("\t")
        case "0": .scalar("\0")
        case "\\": .scalar("\\")
        case "'": .scalar("'")
        case "\"": .scalar("\"")
        case "*": .escapedStar
        case "x": hexadecimal(&rest)
        case "u": unicode(&rest)
        case _: nil
        }
    }

    /// `\xHH`, ASCII only.
    private static func hexadecimal(_ rest: inout Substring.UnicodeScalarView) -> Piece? {
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit),
            high < 8, let scalar = Unicode.Scalar(high << 4 | low)
        else { return nil }
        return .scalar(scalar)
    }

    /// `\u{H…}`: one to six digits, underscores between them.
    private static func unicode(_ rest: inout Substring.UnicodeScalarView) -> Piece? {
        guard rest.popFirst() == "{" else { return nil }
        var value: UInt32 = 0
        var digits = 0
        while let next = rest.popFirst() {
            if next == "}" {
                return digits == 0 ? nil : Unicode.Scalar(value).map(Piece.scalar)
            }
            if next == "_", digits > 0 { continue }
            guard digits < 6, let digit = digit(next) else { return nil }
            value = value << 4 | digit
            digits += 1
        }
        return nil
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
        guard scalar.isASCII else { return nil }
        return Character(scalar).hexDigitValue.map(UInt32.init)
    }
}
