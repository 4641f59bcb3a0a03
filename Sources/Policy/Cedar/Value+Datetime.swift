extension Value {
    /// An instant, in milliseconds: the extension type `datetime`.
    public struct Datetime: Sendable, Hashable, Comparable {
        /// Since 1970-01-01T00:00:00Z, leap seconds not counted.
        public let milliseconds: Int64

        public init(milliseconds: Int64) { self.milliseconds = milliseconds }

        /// The instant of `YYYY-MM-DD`, or of `YYYY-MM-DDThh:mm:ss` with `Z`, `.SSSZ`, `+hhmm` or
        /// `.SSS+hhmm` behind it; nil for any other text and for days that are in no calendar.
        public init?(_ text: String) {
            var reader = TextReader(text)
            guard let year = reader.number(digits: 4), reader.take("-"),
                let month = reader.number(digits: 2), reader.take("-"),
                let day = reader.number(digits: 2),
                let days = Datetime.daysSinceEpoch(year: year, month: month, day: day)
            else { return nil }
            guard !reader.isAtEnd else {
                milliseconds = days * Datetime.millisecondsADay
                return
            }
            guard reader.take("T"), let hour = reader.number(digits: 2), reader.take(":"),
                let minute = reader.number(digits: 2), reader.take(":"),
                let second = reader.number(digits: 2),
                hour < 24, minute < 60, second < 60
            else { return nil }
            var millisecond: Int64 = 0
            if reader.take(".") {
                guard let fraction = reader.number(digits: 3) else { return nil }
                millisecond = fraction
            }
            guard let offset = Datetime.offsetMinutes(&reader), reader.isAtEnd else { return nil }
            let minutes = (hour * 60 + minute) - offset
            milliseconds =
                days * Datetime.millisecondsADay + minutes * 60_000 + second * 1000 + millisecond
        }

        public static func < (one: Datetime, other: Datetime) -> Bool {
            one.milliseconds < other.milliseconds
        }

        /// This instant moved by a duration; nil if 64 bits do not hold it.
        public func offset(by duration: Value.Duration) -> Datetime? {
            let (sum, overflow) = milliseconds.addingReportingOverflow(duration.milliseconds)
            return overflow ? nil : Datetime(milliseconds: sum)
        }

        /// The time from `earlier` to this instant; nil if 64 bits do not hold it.
        public func durationSince(_ earlier: Datetime) -> Value.Duration? {
            let (span, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
            return overflow ? nil : Value.Duration(milliseconds: span)
        }

        /// Midnight (UTC) at the start of its day; nil if 64 bits do not hold it.
        public var date: Datetime? {
            let (midnight, overflow) = milliseconds.subtractingReportingOverflow(time.milliseconds)
            return overflow ? nil : Datetime(milliseconds: midnight)
        }

        /// The time since midnight (UTC).
        public var time: Value.Duration {
            let remainder = milliseconds % Datetime.millisecondsADay
            return Value.Duration(
                milliseconds: remainder < 0 ? remainder + Datetime.millisecondsADay : remainder
            )
        }

        // MARK: Civil time

        /// `Z` or `+hhmm`, in minutes.
        private static func offsetMinutes(_ reader: inout TextReader) -> Int64? {
            if reader.take("Z") { return 0 }
            let isEast = reader.take("+")
            guard isEast || reader.take("-"), let hours = reader.number(digits: 2),
                let minutes = reader.number(digits: 2), hours < 24, minutes < 60
            else { return nil }
            return (isEast ? 1 : -1) * (hours * 60 + minutes)
        }

        /// Days from 1970-01-01 in the Gregorian calendar, which is taken back before its time.
        ///
        /// Years run from March, so that the leap day is a year's last.
        private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64? {
            guard (1...12).contains(month), day >= 1, day <= lastDay(ofMonth: month, year: year)
            else { return nil }
            let marchYear = (month <= 2 ? year - 1 : year) + 400
            let monthsSinceMarch = (month + 9) % 12
            let daysSinceMarch = (153 * monthsSinceMarch + 2) / 5 + day - 1
            let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
            return marchYear * 365 + leapDays + daysSinceMarch - daysFromYearMinus400
        }

        private static func lastDay(ofMonth month: Int64, year: Int64) -> Int64 {
            switch month {
            case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            case 4, 6, 9, 11: 30
            case _: 31
            }
        }

        /// From 1 March of the year -400 to 1 January 1970.
        private static let daysFromYearMinus400: Int64 = 719_468 + 146_097
        private static let millisecondsADay: Int64 = 86_400_000
    }
}
