/// The public name of one person's place in one session: `s-` and 4 to 16 of `a-z0-9`.
///
/// It is drawn at random for the session, so it tells nothing about the person.
package struct SeatName: Hashable, Sendable {
    package let text: String

    /// Nil unless `text` is written in exactly that way.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (6...18).contains(bytes.count), bytes.starts(with: Array("s-".utf8)),
            bytes.dropFirst(2).allSatisfy(SeatName.isAllowed)
        else { return nil }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case _: false
        }
    }
}
