internal import Foundation

/// A moment in civil time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Timestamp: Hashable, Sendable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package func advanced(by duration: Duration) -> Timestamp {
        Timestamp(milliseconds: milliseconds &+ duration.wholeMilliseconds)
    }

    /// The time from `earlier` to this moment; negative if this one is earlier.
    package func timeSince(_ earlier: Timestamp) -> Duration {
        .milliseconds(milliseconds &- earlier.milliseconds)
    }
}

extension Duration {
    /// Rounded towards zero.
    package var wholeMilliseconds: Int64 {
        components.seconds &* 1000 &+ components.attoseconds / 1_000_000_000_000_000
    }
}

/// A time zone by its IANA name: plans are kept in local time (DST: edge case E31).
package struct CivilZone: Hashable, Sendable {
    package let name: String
    private let zone: TimeZone

    /// Nil if the system knows no zone by that name.
    package init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
    }

    /// Minutes since local midnight, 0 to 1439.
    package func minuteOfDay(_ moment: Timestamp) -> Int {
        let seconds = moment.milliseconds.flooredDivision(by: 1000) + Int64(offset(at: moment))
        return Int(seconds.flooredRemainder(by: 86_400) / 60)
    }

    /// For example "16:04".
    package func clock(_ moment: Timestamp) -> String {
        let minute = minuteOfDay(moment)
        return "\(Self.twoDigits(minute / 60)):\(Self.twoDigits(minute % 60))"
    }

    /// For example "16:04:31".
    package func clockWithSeconds(_ moment: Timestamp) -> String {
        let second = moment.milliseconds.flooredDivision(by: 1000).flooredRemainder(by: 60)
        return "\(clock(moment)):\(Self.twoDigits(Int(second)))"
    }

    /// For example "Tuesday 20 October 2026".
    package func day(_ moment: Timestamp) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_GB")
        formatter.timeZone = zone
        formatter.dateFormat = "EEEE d MMMM yyyy"
        return formatter.string(from: date(moment))
    }

    /// The day of the local calendar.
    package func civilDate(at moment: Timestamp) -> CivilDate {
        let seconds = moment.milliseconds.flooredDivision(by: 1000) &+ Int64(offset(at: moment))
        return CivilDate(dayNumber: Int(seconds.flooredDivision(by: 86_400)))
    }

    /// The whole years from a date of birth to `moment`, by the local calendar.
    package func age(bornOn birth: CivilDate, at moment: Timestamp) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let today = calendar.dateComponents([.year, .month, .day], from: date(moment))
        let years = (today.year ?? 0) - birth.year
        let hadBirthday =
            (today.month ?? 0, today.day ?? 0) >= (birth.month, birth.day)
        return hadBirthday ? years : years - 1
    }

    /// The moment at which local clocks first show that time, as deadlines want it; nil if they never do, or if there is no
    /// such day.
    ///
    /// What somebody plans for goes by `planned` (edge case E32).
    package func moment(on day: CivilDate, hour: Int, minute: Int) -> Timestamp? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            year: day.year,
            month: day.month,
            day: day.day,
            hour: hour,
            minute: minute
        )
        guard let date = calendar.date(from: parts),
            calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date) == parts
        else { return nil }
        return Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
    }

    private func offset(at moment: Timestamp) -> Int { zone.secondsFromGMT(for: date(moment)) }

    private func date(_ moment: Timestamp) -> Date {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

/// A day of the Gregorian calendar, without a zone: a date of birth.
package struct CivilDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    package init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    fileprivate func flooredRemainder(by divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
