/// The file that a carers' session is kept on: never a child's (FS6).
package struct CarersFile: Sendable, Hashable {
    /// By the case system's own reference.
    package let reference: String
    /// In words: "Foster carer’s file", "Register of the peer group".
    package let name: String
    /// The last supervision before this one; nil if there was none.
    package let last: CivilDate?
    /// From one to the next, as the authority wants it; nil where nobody counts.
    package let everyDays: Int?

    package init(reference: String, name: String, last: CivilDate? = nil, everyDays: Int? = nil) {
        self.reference = reference
        self.name = name
        self.last = last
        self.everyDays = everyDays
    }

    /// Days after which the next one is overdue: the frequency, and ten days more (FS5).
    package var overdueDays: Int? { everyDays.map { $0 + 10 } }
}
