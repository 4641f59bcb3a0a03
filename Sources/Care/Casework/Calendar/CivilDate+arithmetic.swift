/// Counting in days, by the proleptic Gregorian calendar; years from 1 on.
extension CivilDate: Comparable {
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// Days since 1 January 1970, negative before it.
    package var dayNumber: Int {
        // Years from March, so that the day that comes and goes is their last.
        let shifted = year &- (month <= 2 ? 1 : 0)
        let era = shifted.flooredQuotient(by: 400)
        let yearOfEra = shifted &- era &* 400
        let dayOfYear = (153 &* ((month &+ 9) % 12) &+ 2) / 5 &+ day &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        return era &* 146_097 &+ dayOfEra &- 719_468
    }

    package init(dayNumber: Int) {
        let days = dayNumber &+ 719_468
        let era = days.flooredQuotient(by: 146_097)
        let dayOfEra = days &- era &* 146_097
        let yearOfEra =
            (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
        let march = (5 &* dayOfYear &+ 2) / 153
        let month = march < 10 ? march &+ 3 : march &- 9
        self.init(
            year: yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear &- (153 &* march &+ 2) / 5 &+ 1
        )
    }

    /// Nil unless `text` is a day of the calendar, as "2026-10-20".
    package init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            year > 0
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard CivilDate(dayNumber: date.dayNumber) == date else { return nil }
        self = date
    }

    /// For example "2026-10-20" (ISO 8601).
    package var standardText: String { "\(year)-\(Self.padded(month))-\(Self.padded(day))" }

    /// For example "20 October 2026".
    package var words: String {
        guard Self.months.indices.contains(month &- 1) else { return standardText }
        return "\(day) \(Self.months[month &- 1]) \(year)"
    }

    package var weekday: Weekday {
        // The first day of 1970 was a Thursday.
        let index = (dayNumber &+ 3) &- (dayNumber &+ 3).flooredQuotient(by: 7) &* 7
        return Weekday.allCases[index]
    }

    package func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber &+ days) }

    /// The same day so many months later, or the last day of that month if it has no such day.
    package func adding(months: Int) -> CivilDate {
        let count = year &* 12 &+ month &- 1 &+ months
        let year = count.flooredQuotient(by: 12)
        let month = count &- year &* 12 &+ 1
        let last = Self.lastDay(ofMonth: month, in: year)
        return CivilDate(year: year, month: month, day: min(day, last))
    }

    /// The anniversary so many years later.
    ///
    /// 29 February becomes 1 March where there is none: a period is never shorter for it.
    package func anniversary(afterYears years: Int) -> CivilDate {
        let year = year &+ years
        let hasDay = day <= Self.lastDay(ofMonth: month, in: year)
        return hasDay
            ? CivilDate(year: year, month: month, day: day)
            : CivilDate(year: year, month: 3, day: 1)
    }

    private static func lastDay(ofMonth month: Int, in year: Int) -> Int {
        let next =
            month == 12
            ? CivilDate(year: year &+ 1, month: 1, day: 1)
            : CivilDate(year: year, month: month &+ 1, day: 1)
        return next.adding(days: -1).day
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}

/// A day of the week, from Monday on (ISO 8601).
package enum Weekday: Int, Sendable, Hashable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    package var isWeekend: Bool {
        switch self {
        case .saturday, .sunday: true
        case .monday, .tuesday, .wednesday, .thursday, .friday: false
        }
    }
}

extension Int {
    fileprivate func flooredQuotient(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient &- 1 : quotient
    }
}
