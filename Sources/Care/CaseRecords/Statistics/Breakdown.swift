/// The same rate for groups of people, with small groups not shown.
///
/// A group of fewer than six sessions could be somebody; and where one alone would be missing, the next
/// smallest is left out as well, so that no subtraction brings it back.
package struct Breakdown: Sendable, Hashable {
    package let id: String
    package let title: String
    package let rows: [Row]

    package struct Row: Sendable, Hashable {
        package let label: String
        /// Nil: too few to show.
        package let counts: Counts?
    }

    package struct Counts: Sendable, Hashable {
        package let offered: Int
        package let held: Int
        /// What the rate is of: the offered without those stopped by a court or a child's wish.
        package let eligible: Int

        package init(offered: Int, held: Int, eligible: Int) {
            self.offered = offered
            self.held = held
            self.eligible = eligible
        }

        package var rate: Figure.Value { .share(held, of: eligible) }
    }

    package init(id: String, title: String, groups: [String: Counts]) {
        self.id = id
        self.title = title
        var hidden = groups.filter { $0.value.offered < Self.fewest }
        if hidden.count == 1 {
            let shown = groups.filter { hidden[$0.key] == nil }
            let smallest = shown.min { ($0.value.offered, $0.key) < ($1.value.offered, $1.key) }
            if let smallest { hidden[smallest.key] = smallest.value }
        }
        rows = groups.keys.sorted().map { label in
            Row(label: label, counts: hidden[label] == nil ? groups[label] : nil)
        }
    }

    /// Section 6.4: n below 6 is suppressed.
    package static let fewest = 6
}
