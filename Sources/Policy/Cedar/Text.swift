/// A string that is equal to another only if their bytes are.
///
/// Swift's own equality takes canonically equivalent strings for one; Cedar compares scalars, and
/// two names that merely look alike must not be the same person. The hash is made once: most of a
/// decision is looking names up.
struct Text: Sendable, Hashable {
    let string: String
    private let hash: Int

    init(_ string: String) {
        self.string = string
        hash = string.hashValue
    }

    static func == (one: Text, other: Text) -> Bool {
        one.hash == other.hash && areSame(one.string, other.string)
    }

    /// Equal bytes are canonically equivalent, so Swift's own hash serves.
    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// Swift's comparison first: it is fast, and what it calls different has different bytes.
    static func areSame(_ one: String, _ other: String) -> Bool {
        one == other && one.utf8.elementsEqual(other.utf8)
    }
}
