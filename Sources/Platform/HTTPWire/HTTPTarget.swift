/// A request target in origin form (RFC 9112 section 3.2.1): what nothing but a proxy writes otherwise.
package struct HTTPTarget: Sendable, Equatable, CustomStringConvertible {
    /// As it stood on the wire.
    package let text: String
    /// The path's segments, percent-decoded; "/" has none.
    package let segments: [String]
    /// The query's pairs, percent-decoded, in order; "+" is a plus sign.
    package let query: [(name: String, value: String)]

    package var description: String { text }

    package static func == (one: Self, other: Self) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    /// Nil when it is not in origin form, or not the one way to write its path.
    ///
    /// Refused: dot segments, an encoded slash or control character, bytes that are not UTF-8, fragments.
    package init?(_ text: String) { self.init(bytes: Array(text.utf8)[...]) }

    init?(bytes: ArraySlice<UInt8>) {
        guard bytes.first == UInt8(ascii: "/"),
            bytes.allSatisfy({
                HTTPByte.isPathCharacter($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?")
            })
        else { return nil }
        let parts = bytes.dropFirst().split(
            separator: UInt8(ascii: "?"),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard let path = parts.first else { return nil }
        var segments: [String] = []
        if !path.isEmpty {
            for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
                guard let segment = Self.decoded(part), segment != ".", segment != "..",
                    !segment.utf8.contains(UInt8(ascii: "/"))
                else { return nil }
                segments.append(segment)
            }
        }
        var query: [(name: String, value: String)] = []
        for pair in parts.dropFirst().joined().split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = Self.decoded(Array(pair[..<equals])[...]),
                let value = Self.decoded(Array(pair[equals...].dropFirst())[...])
            else { return nil }
            query.append((name, value))
        }
        text = String(decoding: bytes, as: UTF8.self)
        self.segments = segments
        self.query = query
    }

    /// The value of a query name; nil when it is missing or there are two.
    package func value(_ name: String) -> String? {
        let found = query.filter { $0.name.utf8.elementsEqual(name.utf8) }
        return found.count == 1 ? found.first?.value : nil
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexDigit),
                let low = rest.popFirst().flatMap(hexDigit)
            else { return nil }
            result.append(high << 4 | low)
        }
        guard result.allSatisfy({ $0 >= HTTPByte.space && $0 != 0x7F }) else { return nil }
        return String(validating: result, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x41...0x46: byte &- 0x37
        case 0x61...0x66: byte &- 0x57
        case _: nil
        }
    }
}
