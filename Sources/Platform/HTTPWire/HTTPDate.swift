/// Dates as fields write them (IMF-fixdate, RFC 9110 section 5.6.7).
package enum HTTPDate {
    /// Seconds since 1970, UTC, as in "Tue, 20 Oct 2026 15:50:00 GMT"; up to the year 9999.
    package static func text(secondsSince1970 time: Int64) -> String {
        let time = min(max(time, 0), 253_402_300_799)
        let (days, second) = time.quotientAndRemainder(dividingBy: 86_400)
        // Civil date from days, years beginning in March (Howard Hinnant, "chrono-Compatible
        // Low-Level Date Algorithms").
        let (era, ofEra) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = Int(shifted < 10 ? shifted + 2 : shifted - 10)
        let year = era * 400 + yearOfEra + (month < 2 ? 1 : 0)
        let clock = [second / 3600, second / 60 % 60, second % 60].map(twoDigits)
        let weekday = weekdays[Int((days + 4) % 7)]
        return "\(weekday), \(twoDigits(day)) \(months[month]) \(padded(year, to: 4)) "
            + "\(clock.joined(separator: ":")) GMT"
    }

    private static func twoDigits(_ number: Int64) -> String { padded(number, to: 2) }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
