/// A person's own agreement to take part: typed, scoped, in their language, and withdrawable.
///
/// Withdrawing ends participation; it never deletes the record (domain.md section 0.1).
package struct Agreement: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable {
        case missing, given, refused, withdrawn
    }

    package let person: PersonID
    /// The language in which it was read and given.
    package let language: Language
    package let status: Status

    package init(person: PersonID, language: Language, status: Status) {
        self.person = person
        self.language = language
        self.status = status
    }
}
