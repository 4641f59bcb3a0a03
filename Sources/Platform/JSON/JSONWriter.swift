/// Writes a value as one text, so that it can be signed: no white space, shortest escapes,
/// UTF-8.
///
/// With `sorted`, members go by the order of their names' UTF-16 units, as in RFC 8785.
package struct JSONWriter {
    private let isSorted: Bool
    private var out: [UInt8] = []

    /// The text of `value`.
    package static func bytes(_ value: JSONValue, sorted: Bool = false) -> [UInt8] {
        var writer = JSONWriter(isSorted: sorted)
        writer.write(value)
        return writer.out
    }

    package static func text(_ value: JSONValue, sorted: Bool = false) -> String {
        String(decoding: bytes(value, sorted: sorted), as: UTF8.self)
    }

    private init(isSorted: Bool) { self.isSorted = isSorted }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .integer(let value): put(String(value))
        // A number that is not finite has no JSON text; no parser of ours makes one.
        case .number(let value): put(value.isFinite ? "\(value)" : "null")
        case .string(let value): write(value)
        case .array(let elements):
            put("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { put(",") }
                write(element)
            }
            put("]")
        case .object(let object):
            put("{")
            for (index, member) in ordered(object.members).enumerated() {
                if index > 0 { put(",") }
                write(member.name)
                put(":")
                write(member.value)
            }
            put("}")
        }
    }

    private func ordered(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
        guard isSorted else { return members }
        return members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    }

    private mutating func write(_ text: String) {
        put("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): put("\\\"")
            case UInt8(ascii: "\\"): put("\\\\")
            case 0x08: put("\\b")
            case 0x09: put("\\t")
            case 0x0A: put("\\n")
            case 0x0C: put("\\f")
            case 0x0D: put("\\r")
            case 0..<0x20: put("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            case _: out.append(byte)
            }
        }
        put("\"")
    }

    private mutating func put(_ text: String) { out.append(contentsOf: text.utf8) }
}
