/// A small still picture of one person: a JPEG in base64 (RFC 4648, section 4).
///
/// It is passed on as it came, and never decoded here.
package struct Portrait: Hashable, Sendable {
    package let base64: String

    /// Nil if that is not base64 of something that begins as a JPEG does, or too long.
    package init?(_ base64: String) {
        let bytes = base64.utf8
        guard bytes.count <= Self.limit, bytes.count.isMultiple(of: 4),
            bytes.starts(with: Self.start)
        else { return nil }
        let padding = bytes.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        guard bytes.dropLast(padding).allSatisfy(Self.isInAlphabet) else { return nil }
        self.base64 = base64
    }

    private static func isInAlphabet(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        case _: false
        }
    }

    /// Bytes of base64: 24 KiB, four times what a picture of 160 by 120 needs.
    package static let limit = 24_576
    /// FF D8 FF: a start of image, and the next marker (ITU-T T.81, annex B).
    private static let start = Array("/9j/".utf8)
}
