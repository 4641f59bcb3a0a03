/// A string that is equal to another only if their bytes are.
///
/// Swift's own equality takes canonically equivalent strings for one; Cedar compares scalars, and
/// two names that merely look alike must not be the same person.
struct Text: Sendable, Hashable {
    let string: String

    init(_ string: String) { self.string = string }

    /// Swift's comparison first: it is fast, and what it calls different has different bytes.
    static func == (one: Text, other: Text) -> Bool {
        one.string == other.string && one.string.utf8.elementsEqual(other.string.utf8)
    }

    /// Equal bytes are canonically equivalent, so Swift's own hash serves.
    func hash(into hasher: inout Hasher) { hasher.combine(string) }
}
