package import Casework

/// Who is with the child while their carer is in respite; in words that name nobody (VR1, VR2).
package enum ChildCover: String, Sendable, Hashable, CaseIterable {
    case partner, otherAdult, school, noChildNow
}

/// What a carer thinks of the record of her supervision (FS2).
package enum CarersView: String, Sendable, Hashable, CaseIterable {
    case agrees, disagrees
}

/// The list that the two of a supervision share: what to talk about, and who does what by when.
package struct SharedList: Sendable, Hashable {
    package internal(set) var items: [Item] = []
    /// Who agrees with the items as they are; a new item asks everybody again.
    package internal(set) var agreedBy: Set<SeatID> = []
    package internal(set) var actions: [Action] = []

    package struct Item: Sendable, Hashable {
        package let text: String
        package let by: SeatID
    }

    /// Who does what by when.
    package struct Action: Sendable, Hashable {
        package let text: String
        package let owner: SeatID
        package let due: CivilDate

        package init(text: String, owner: SeatID, due: CivilDate) {
            self.text = text
            self.owner = owner
            self.due = due
        }
    }

    /// Items and actions each; more than an hour holds.
    package static let limit = 40
}

/// The carer's part of a record: what she thinks of it, in her own words, under the worker's hash.
package struct Countersignature: Sendable, Hashable {
    package let by: SeatID
    package let view: CarersView
    /// May be empty.
    package let words: String
    /// Of the record that she read, as the worker signed it.
    package let hash: String
    package let at: Timestamp
}
