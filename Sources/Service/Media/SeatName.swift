/// A seat's public name, as everybody in the session knows it: 1 to 64 of `A-Z a-z 0-9 - _`.
package struct SeatName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil if `text` is not such a name.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(SeatName.isAllowed) else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        case _: false
        }
    }
}
