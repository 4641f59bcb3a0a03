/// The one JSON parser of this program: strict RFC 8259 over bytes, refusing what readers disagree about
/// (names written twice, lone surrogates, numbers without a value), within limits.
package struct JSONParser {
    package struct Limits: Sendable {
        package var bytes: Int
        package var depth: Int

        package init(bytes: Int, depth: Int) {
            self.bytes = bytes
            self.depth = depth
        }

        /// A message from the network: 64 KiB, 32 deep.
        package static let message = Limits(bytes: 65_536, depth: 32)
        /// A file that an administrator names: 64 MiB, 64 deep.
        package static let file = Limits(bytes: 64 << 20, depth: 64)
    }

    private let bytes: [UInt8]
    private let depthLimit: Int
    private var offset = 0
    private var depth = 0

    private init(_ bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    /// The value of a whole text; white space may surround it.
    package static func parse(_ bytes: [UInt8], limits: Limits = .message) throws(JSONError)
        -> JSONValue
    {
        guard bytes.count <= limits.bytes else { throw .tooLong(limit: limits.bytes) }
        var parser = JSONParser(bytes, depthLimit: limits.depth)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.offset == bytes.count else { throw .trailingBytes(offset: parser.offset) }
        return value
    }

    // MARK: Values

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"):
            return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case _: throw .unexpectedByte(offset: offset)
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depth < depthLimit else { throw .tooDeep(limit: depthLimit, offset: offset) }
        depth += 1
        offset += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        var object = JSONObject()
        let start = offset
        skipSpace()
        if take("}") { return .object(object) }
        repeat {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw .unexpectedByte(offset: offset) }
            let name = try string()
            skipSpace()
            guard take(":") else { throw try unexpected() }
            object.append(try value(), at: name)
            skipSpace()
        } while take(",")
        guard take("}") else { throw try unexpected() }
        guard !object.hasDuplicates else {
            var seen = JSONObject()
            for member in object.members where !seen.insert(member.value, at: member.name) {
                throw .duplicateName(member.name, offset: start)
            }
            return .object(seen)
        }
        return .object(object)
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw try unexpected() }
        return .array(elements)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError)
        -> JSONValue
    {
        for byte in word.description.utf8 {
            guard try peek() == byte else { throw .unexpectedByte(offset: offset) }
            offset += 1
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        _ = take("-")
        if take("0") {
            if let next = current, isDigit(next) { throw .malformedNumber(offset: start) }
        } else {
            try digits(from: start)
        }
        var isWhole = true
        if take(".") {
            isWhole = false
            try digits(from: start)
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            try digits(from: start)
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let whole = Int64(text) { return .integer(whole) }
        guard let number = Double(text), number.isFinite else {
            throw .malformedNumber(offset: start)
        }
        return .number(number)
    }

    private mutating func digits(from start: Int) throws(JSONError) {
        guard let first = current, isDigit(first) else { throw .malformedNumber(offset: start) }
        while let next = current, isDigit(next) { offset += 1 }
    }

    // MARK: Strings

    private mutating func string() throws(JSONError) -> String {
        let start = offset
        offset += 1
        var text: [UInt8] = []
        while true {
            let byte = try peek()
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw .malformedString(offset: start)
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw .malformedString(offset: offset - 1)
            case _: text.append(byte)
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let byte = try peek()
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: try unicodeEscape().utf8)
        case _: throw .malformedString(offset: offset - 1)
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> String {
        let start = offset
        var unit = try hexUnit()
        if (0xD800..<0xDC00).contains(unit) {
            guard take("\\"), take("u") else { throw .malformedString(offset: start) }
            let low = try hexUnit()
            guard (0xDC00..<0xE000).contains(low) else { throw .malformedString(offset: start) }
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(unit) else { throw .malformedString(offset: start) }
        return String(scalar)
    }

    private mutating func hexUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
                throw .malformedString(offset: offset)
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }

    // MARK: Bytes

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func peek() throws(JSONError) -> UInt8 {
        guard let current else { throw .unexpectedEnd }
        return current
    }

    private func unexpected() throws(JSONError) -> JSONError {
        _ = try peek()
        return .unexpectedByte(offset: offset)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            offset += 1
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
