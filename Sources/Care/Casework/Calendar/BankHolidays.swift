/// The bank holidays of England and Wales, worked out for any year.
///
/// Banking and Financial Dealings Act 1971, section 1 and Schedule 1; New Year's Day, the early May
/// holiday and substitutes for a Saturday are appointed each year by royal proclamation, always in this
/// way. A holiday that is appointed once, or moved, is handed to `WorkingCalendar` as a day of its own.
package enum BankHolidays {
    /// In order; eight of them.
    package static func days(in year: Int) -> [CivilDate] {
        let easter = easterSunday(in: year)
        return [
            newYear(year),
            easter.adding(days: -2),
            easter.adding(days: 1),
            first(.monday, onOrAfter: CivilDate(year: year, month: 5, day: 1)),
            first(.monday, onOrAfter: CivilDate(year: year, month: 5, day: 25)),
            first(.monday, onOrAfter: CivilDate(year: year, month: 8, day: 25)),
        ] + christmas(year)
    }

    /// The Gregorian computus (Meeus, Jones and Butcher).
    static func easterSunday(in year: Int) -> CivilDate {
        let (golden, century, rest) = (year % 19, year / 100, year % 100)
        let correction = (century &- (century &+ 8) / 25 &+ 1) / 3
        let epact =
            (19 &* golden &+ century &- century / 4 &- correction &+ 15) % 30
        let weekday = (32 &+ 2 &* (century % 4) &+ 2 &* (rest / 4) &- epact &- rest % 4) % 7
        let late = (golden &+ 11 &* epact &+ 22 &* weekday) / 451
        let sum = epact &+ weekday &- 7 &* late &+ 114
        return CivilDate(year: year, month: sum / 31, day: sum % 31 &+ 1)
    }

    /// A holiday at a weekend has its substitute on the next Monday.
    private static func newYear(_ year: Int) -> CivilDate {
        let day = CivilDate(year: year, month: 1, day: 1)
        return day.weekday.isWeekend ? first(.monday, onOrAfter: day) : day
    }

    /// Christmas Day and Boxing Day, in the order of the days they are kept on.
    private static func christmas(_ year: Int) -> [CivilDate] {
        let days =
            switch CivilDate(year: year, month: 12, day: 25).weekday {
            case .friday: [25, 28]
            case .saturday: [27, 28]
            case .sunday: [26, 27]
            case .monday, .tuesday, .wednesday, .thursday: [25, 26]
            }
        return days.map { CivilDate(year: year, month: 12, day: $0) }
    }

    private static func first(_ weekday: Weekday, onOrAfter day: CivilDate) -> CivilDate {
        day.adding(days: (weekday.rawValue &- day.weekday.rawValue &+ 7) % 7)
    }
}
