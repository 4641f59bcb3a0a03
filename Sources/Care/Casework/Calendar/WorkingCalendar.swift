/// The authority's working days, in a session's zone: when something that began must be done.
///
/// Days are counted as days of the local calendar, hours as hours that pass; so a day on which the
/// clocks change has 23 or 25 hours, and 24 hours stay 24 hours.
package struct WorkingCalendar: Sendable, Hashable {
    package let zone: CivilZone
    /// Days on which nobody works besides weekends and bank holidays: appointed once, or the authority's.
    package let closures: Set<CivilDate>
    /// Bank holidays that were moved to another day, and are worked.
    package let workedHolidays: Set<CivilDate>

    package init(
        zone: CivilZone,
        closures: Set<CivilDate> = [],
        workedHolidays: Set<CivilDate> = []
    ) {
        self.zone = zone
        self.closures = closures
        self.workedHolidays = workedHolidays
    }

    package func isWorking(_ day: CivilDate) -> Bool {
        guard !day.weekday.isWeekend, !closures.contains(day) else { return false }
        return workedHolidays.contains(day) || !BankHolidays.days(in: day.year).contains(day)
    }

    /// The working day that is so many after `day`, which does not count; `day` itself for 0.
    package func day(after day: CivilDate, workingDays: Int) -> CivilDate {
        var (current, left) = (day, workingDays)
        while left > 0 {
            current = current.adding(days: 1)
            if isWorking(current) { left -= 1 }
        }
        return current
    }

    /// `day`, or the first working day after it.
    package func working(onOrAfter day: CivilDate) -> CivilDate {
        isWorking(day) ? day : self.day(after: day, workingDays: 1)
    }

    /// The first moment at which it is too late.
    package func due(_ clock: EscalationClock, from moment: Timestamp) -> Timestamp {
        let today = zone.civilDate(at: moment)
        switch clock {
        case .atOnce: return moment
        case .elapsed(let duration): return moment.advanced(by: duration)
        case .sameDay: return endOf(today)
        case .nextDay(let hour):
            return zone.firstMoment(on: today.adding(days: 1), hour: hour) ?? endOf(today)
        case .workingDays(let count): return endOf(day(after: today, workingDays: count))
        case .months(let count):
            return endOf(working(onOrAfter: today.adding(months: count)))
        }
    }

    private func endOf(_ day: CivilDate) -> Timestamp {
        let next = day.adding(days: 1)
        // Every zone shows some time of each of its days.
        return zone.firstMoment(on: next, hour: 0)
            ?? Timestamp(milliseconds: Int64(next.dayNumber) &* 86_400_000)
    }
}

/// How long something may take (domain.md section 6.3).
package enum EscalationClock: Sendable, Hashable {
    case atOnce
    /// Hours that pass, whatever the day: "within 24 hours", "within 1 hour".
    case elapsed(Duration)
    /// By local midnight.
    case sameDay
    /// By that hour of the next day of the calendar: a missed session is told by 10:00.
    case nextDay(hour: Int)
    /// By the end of the working day that is so many after today.
    case workingDays(Int)
    /// By the end of the same day of a later month; at a weekend or holiday, of the next working day
    /// (UK GDPR article 12(3), as the Information Commissioner counts it).
    case months(Int)
}

extension EscalationClock {
    package static let oneHour = elapsed(.seconds(3600))
    package static let oneDay = elapsed(.seconds(24 * 3600))
    /// To assess a breach of personal data (UK GDPR article 33).
    package static let breachAssessment = elapsed(.seconds(72 * 3600))
    package static let missedSession = nextDay(hour: 10)
    /// An allegation about somebody who works with children, to the designated officer.
    package static let allegation = workingDays(1)
    package static let observationRecord = workingDays(5)
    package static let parentsCopy = workingDays(10)
    package static let subjectAccess = months(1)

    /// For example "within 5 working days".
    package var words: String {
        switch self {
        case .atOnce: "at once"
        case .elapsed(let duration):
            duration == .seconds(3600) ? "within 1 hour" : "within \(duration.wholeHours) hours"
        case .sameDay: "on the same day"
        case .nextDay(let hour): "by \(hour < 10 ? "0" : "")\(hour):00 on the next day"
        case .workingDays(let count): "within \(count) working day\(count == 1 ? "" : "s")"
        case .months(let count): "within \(count) month\(count == 1 ? "" : "s")"
        }
    }
}

extension Duration {
    fileprivate var wholeHours: Int64 { components.seconds / 3600 }
}
