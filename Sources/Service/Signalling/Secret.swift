/// A text that opens something: a link's secret, a ticket, a resume secret.
///
/// It never prints itself, so a log line can't hold it. Any text of 1 to 128 bytes is taken: whether it opens
/// anything is one answer for wrong, used, expired and unknown alike.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package let text: String

    package init?(_ text: String) {
        guard (1...128).contains(text.utf8.count) else { return nil }
        self.text = text
    }

    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
