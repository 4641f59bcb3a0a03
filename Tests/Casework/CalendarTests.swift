import Casework
import Testing

@Suite struct `The calendar of days` {
    @Test func `counts each day of four hundred years once`() {
        var number = CivilDate(year: 1900, month: 1, day: 1).dayNumber
        var weekday = Weekday.monday.rawValue
        for year in 1900..<2300 {
            for month in 1...12 {
                for day in 1...31 {
                    let date = CivilDate(year: year, month: month, day: day)
                    guard CivilDate(text: date.standardText) != nil else { continue }
                    #expect(date.dayNumber == number)
                    #expect(CivilDate(dayNumber: number) == date)
                    #expect(date.weekday.rawValue == weekday)
                    number += 1
                    weekday = (weekday + 1) % 7
                }
            }
        }
        #expect(CivilDate(year: 1970, month: 1, day: 1).dayNumber == 0)
        #expect(CivilDate(year: 2300, month: 1, day: 1).dayNumber == number)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-4-1", "20261020", "2026-10-20 ",
        "0000-01-01", "-026-10-20", "2026-10-2x", "",
    ])
    func `reads only days that there are`(text: String) {
        #expect(CivilDate(text: text) == nil)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"), ("2026-03-31", -1, "2026-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
    ])
    func `adds months up to a month's last day`(from: String, months: Int, to: String) {
        #expect(CivilDate(text: from)?.adding(months: months).standardText == to)
    }

    @Test(arguments: [
        ("2012-02-29", 75, "2087-03-01"), ("2012-02-29", 100, "2112-02-29"),
        ("2012-02-29", 18, "2030-03-01"), ("2000-02-29", 100, "2100-03-01"),
        ("2019-05-12", 75, "2094-05-12"),
    ])
    func `moves an anniversary of 29 February to 1 March`(born: String, years: Int, day: String) {
        #expect(CivilDate(text: born)?.anniversary(afterYears: years).standardText == day)
    }
}

@Suite struct `Working days` {
    private let calendar: WorkingCalendar
    private let london: CivilZone

    init() throws {
        london = try #require(CivilZone("Europe/London"))
        calendar = WorkingCalendar(zone: london)
    }

    @Test(arguments: [
        // As published on GOV.UK, and for years that begin or end at a weekend.
        (2022, "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ])
    func `are none on bank holidays`(year: Int, days: String) {
        let found = BankHolidays.days(in: year).map { $0.standardText.dropFirst(5) }
        #expect(found.joined(separator: " ") == days)
    }

    @Test func `know a holiday that is appointed once or moved`() throws {
        // 2022: the spring holiday went to 2 June, with another on the 3rd.
        let moved = WorkingCalendar(
            zone: london,
            closures: [
                CivilDate(year: 2022, month: 6, day: 2), CivilDate(year: 2022, month: 6, day: 3),
            ],
            workedHolidays: [CivilDate(year: 2022, month: 5, day: 30)]
        )
        #expect(moved.isWorking(CivilDate(year: 2022, month: 5, day: 30)))
        #expect(
            moved.day(after: CivilDate(year: 2022, month: 6, day: 1), workingDays: 1)
                == CivilDate(year: 2022, month: 6, day: 6)
        )
    }

    @Test(arguments: [
        // Before Easter, over Christmas and the New Year, over both changes of the clocks.
        ("2026-04-02 16:30", EscalationClock.workingDays(1), "2026-04-08 00:00"),
        ("2026-12-24 16:30", .workingDays(1), "2026-12-30 00:00"),
        ("2026-12-23 16:30", .observationRecord, "2027-01-05 00:00"),
        ("2027-12-24 23:59", .workingDays(1), "2027-12-30 00:00"),
        ("2026-10-24 12:00", .workingDays(1), "2026-10-27 00:00"),
        ("2026-10-20 16:30", .observationRecord, "2026-10-28 00:00"),
        ("2026-10-20 16:30", .parentsCopy, "2026-11-04 00:00"),
        ("2026-10-24 12:00", .oneDay, "2026-10-25 11:00"),
        ("2027-03-27 12:00", .oneDay, "2027-03-28 13:00"),
        ("2026-10-24 12:00", .missedSession, "2026-10-25 10:00"),
        ("2027-03-27 23:30", .missedSession, "2027-03-28 10:00"),
        ("2026-10-20 00:00", .sameDay, "2026-10-21 00:00"),
        ("2026-10-20 23:59", .sameDay, "2026-10-21 00:00"),
        ("2026-10-20 16:30", .oneHour, "2026-10-20 17:30"),
        ("2026-10-20 16:30", .atOnce, "2026-10-20 16:30"),
        // 31 January, then a day that is missing and falls on a Sunday.
        ("2027-01-31 09:00", .subjectAccess, "2027-03-02 00:00"),
        ("2026-11-25 09:00", .subjectAccess, "2026-12-30 00:00"),
        ("2026-10-20 09:00", .subjectAccess, "2026-11-21 00:00"),
        ("2028-01-31 09:00", .subjectAccess, "2028-03-01 00:00"),
    ])
    func `give each clock its end`(from: String, clock: EscalationClock, to: String) throws {
        #expect(read(calendar.due(clock, from: try moment(from))) == to, "\(clock.words)")
    }

    @Test func `have 23 or 25 hours when the clocks change`() throws {
        let day = try moment("2026-10-25 00:00")
        #expect(calendar.due(.sameDay, from: day).timeSince(day) == .seconds(25 * 3600))
        let spring = try moment("2027-03-28 00:00")
        #expect(calendar.due(.sameDay, from: spring).timeSince(spring) == .seconds(23 * 3600))
    }

    @Test func `begin where midnight does not exist`() throws {
        // Beirut's clocks went from midnight to one o'clock.
        let beirut = try #require(CivilZone("Asia/Beirut"))
        let day = CivilDate(year: 2022, month: 3, day: 27)
        let first = try #require(beirut.firstMoment(on: day, hour: 0))
        #expect(beirut.clock(first) == "01:00")
        #expect(beirut.civilDate(at: first) == day)
    }

    private func moment(_ text: String) throws -> Timestamp {
        let parts = text.split(separator: " ")
        let time = try #require(parts.last).split(separator: ":").compactMap { Int($0) }
        let day = try #require(CivilDate(text: String(parts[0])))
        return try #require(london.moment(on: day, hour: time[0], minute: time[1]))
    }

    private func read(_ moment: Timestamp) -> String {
        "\(london.civilDate(at: moment).standardText) \(london.clock(moment))"
    }
}

@Suite struct `A planned day` {
    private func day(_ month: Int, _ day: Int, _ year: Int = 2026) -> CivilDate {
        CivilDate(year: year, month: month, day: day)
    }

    @Test(arguments: [
        (2026, 12, 24, nil), (2026, 12, 25, "Christmas Day"), (2026, 12, 28, "a bank holiday"),
        (2027, 12, 25, "Christmas Day"), (2027, 12, 27, "a bank holiday"),
        (2027, 3, 26, "a bank holiday"),
        (2027, 1, 1, "New Year’s Day"), (2027, 3, 9, "Eid al-Fitr"), (2027, 3, 10, nil),
    ])
    func `is a conflict on a bank holiday or a day that the plan names`(
        year: Int,
        month: Int,
        day: Int,
        name: String?
    ) {
        let days = PlannedDays(others: [self.day(3, 9, 2027): "Eid al-Fitr"])
        #expect(days.conflict(on: self.day(month, day, year)) == name)
    }

    @Test func `is none any more once somebody has chosen, and said who and why`() {
        let christmas = day(12, 25)
        let chosen = "Priya, with Nasrin and Denise: they want to sing together."
        #expect(PlannedDays(held: [christmas: chosen]).conflict(on: christmas) == nil)
        #expect(PlannedDays(held: [christmas: " "]).conflict(on: christmas) == "Christmas Day")
        #expect(PlannedDays(held: [christmas: chosen]).conflict(on: day(12, 28)) != nil)
    }
}
