/// Days of a series on which somebody chooses first whether a session is held (edge case E34).
///
/// Nothing is cancelled by itself, and nothing is held as if the day were any other.
package struct PlannedDays: Sendable, Hashable {
    /// Besides the bank holidays, in words: "the school's half-term", "Eid al-Fitr".
    package let others: [CivilDate: String]
    /// Days of either kind on which a session is held all the same: who chose it and why, in words.
    package let held: [CivilDate: String]

    package init(others: [CivilDate: String] = [:], held: [CivilDate: String] = [:]) {
        self.others = others
        self.held = held
    }

    /// What `day` is, if nobody has chosen yet; nil for any other day.
    package func conflict(on day: CivilDate) -> String? {
        guard held[day]?.contains(where: { !$0.isWhitespace }) != true else { return nil }
        return others[day] ?? Self.feast(day)
            ?? (BankHolidays.days(in: day.year).contains(day) ? "a bank holiday" : nil)
    }

    /// The days themselves: at a weekend the bank holiday is another one.
    private static func feast(_ day: CivilDate) -> String? {
        switch (day.month, day.day) {
        case (12, 25): "Christmas Day"
        case (12, 26): "Boxing Day"
        case (1, 1): "New Year’s Day"
        case _: nil
        }
    }
}
