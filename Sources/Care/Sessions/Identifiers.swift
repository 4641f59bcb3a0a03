/// Names a session within this broker.
///
/// Private: participants get only their seat's name.
package struct SessionID: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// Names one person's place in one session: random, public, and never a person's own id.
package struct SeatID: Hashable, Sendable, Comparable {
    package let text: String

    /// Nil unless `text` is "s-" and 4 to 16 of a-z and 0-9.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count >= 6, bytes.count <= 18, text.hasPrefix("s-"),
            bytes.dropFirst(2).allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
            })
        else { return nil }
        self.text = text
    }

    package static func < (left: SeatID, right: SeatID) -> Bool { left.text < right.text }
}
