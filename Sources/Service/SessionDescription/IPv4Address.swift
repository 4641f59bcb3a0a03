/// Four bytes, in the order in which they are written.
package struct IPv4Address: Sendable, Hashable, CustomStringConvertible {
    package let a, b, c, d: UInt8

    package init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        (self.a, self.b, self.c, self.d) = (a, b, c, d)
    }

    /// Nil unless `text` is four decimal numbers without leading zeros.
    package init?(_ text: String) { self.init(Array(text.utf8)[...]) }

    init?(_ bytes: ArraySlice<UInt8>) {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { UInt8(decimal: $0) }
        guard parts.count == 4, let a = parts[0], let b = parts[1], let c = parts[2],
            let d = parts[3]
        else { return nil }
        self.init(a, b, c, d)
    }

    package var description: String { "\(a).\(b).\(c).\(d)" }
}

extension FixedWidthInteger {
    /// Decimal digits only, no sign, no leading zero; nil if it does not fit.
    init?(decimal digits: ArraySlice<UInt8>) {
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Self(String(decoding: digits, as: UTF8.self))
        else { return nil }
        self = value
    }
}
