extension CivilDate {
    /// The day so many days later, by the Gregorian calendar; `days` is not negative.
    package func advanced(byDays days: Int) -> CivilDate {
        var (year, month, day) = (year, month, day)
        for _ in 0..<max(0, days) {
            day += 1
            guard day > Self.days(in: month, of: year) else { continue }
            (month, day) = (month + 1, 1)
            guard month > 12 else { continue }
            (year, month) = (year + 1, 1)
        }
        return CivilDate(year: year, month: month, day: day)
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        case _: 31
        }
    }
}
