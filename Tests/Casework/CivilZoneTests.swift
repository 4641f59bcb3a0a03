import Casework
import Testing

@Suite struct `Local time` {
    private let london: CivilZone

    init() throws { london = try #require(CivilZone("Europe/London")) }

    @Test(arguments: [
        // Edge case E31: the weekly session stays at four o'clock.
        (2026, 10, 20, "15:00"), (2026, 10, 27, "16:00"), (2027, 3, 23, "16:00"),
        (2027, 3, 30, "15:00"),
    ])
    func `is four o'clock in summer and in winter`(
        year: Int,
        month: Int,
        day: Int,
        greenwich: String
    ) throws {
        let date = CivilDate(year: year, month: month, day: day)
        let four = try #require(london.moment(on: date, hour: 16, minute: 0))
        let utc = try #require(CivilZone("UTC"))
        #expect(utc.moment(on: date, hour: 0, minute: 0).map { utc.day($0) } == london.day(four))
        #expect(utc.clock(four) == greenwich)
        #expect(london.clock(four) == "16:00")
    }

    @Test func `knows no half past one when clocks go forward`() throws {
        let night = CivilDate(year: 2027, month: 3, day: 28)
        #expect(london.moment(on: night, hour: 1, minute: 0) == nil)
        #expect(london.moment(on: night, hour: 1, minute: 30) == nil)
        #expect(london.moment(on: night, hour: 1, minute: 59) == nil)
        let before = try #require(london.moment(on: night, hour: 0, minute: 59))
        let after = try #require(london.moment(on: night, hour: 2, minute: 0))
        #expect(after.timeSince(before) == .seconds(60))
    }

    @Test func `takes the first half past one when clocks go back`() throws {
        let night = CivilDate(year: 2027, month: 10, day: 31)
        let half = try #require(london.moment(on: night, hour: 1, minute: 30))
        let midnight = try #require(london.moment(on: night, hour: 0, minute: 0))
        #expect(half.timeSince(midnight) == .seconds(90 * 60))
        #expect(london.clock(half.advanced(by: .seconds(3600))) == "01:30")
    }

    @Test func `that comes twice is refused until whoever plans says which`() throws {
        let night = CivilDate(year: 2027, month: 10, day: 31)
        let problem = #expect(throws: PlannedTimeProblem.self) {
            try london.planned(on: night, hour: 1, minute: 30)
        }
        #expect(
            problem?.description == """
                01:30 on Sunday 31 October 2027 comes twice in Europe/London, because the clocks go back: the \
                first is 00:30 UTC, the second 01:30 UTC. Say which.
                """
        )
        let first = try london.planned(on: night, hour: 1, minute: 30, which: .first)
        let second = try london.planned(on: night, hour: 1, minute: 30, which: .second)
        #expect(second.timeSince(first) == .seconds(3600))
        #expect([first, second].map(london.clock) == ["01:30", "01:30"])
    }

    @Test(arguments: [(0, 59), (2, 0), (16, 0)])
    func `that comes once needs no choice, on that night either`(hour: Int, minute: Int) throws {
        let night = CivilDate(year: 2027, month: 10, day: 31)
        let moment = london.moment(on: night, hour: hour, minute: minute)
        #expect(try london.planned(on: night, hour: hour, minute: minute) == moment)
        #expect(try london.planned(on: night, hour: hour, minute: minute, which: .second) == moment)
    }

    @Test(arguments: [(1, 30), (1, 0), (25, 0)])
    func `that never comes cannot be planned for`(hour: Int, minute: Int) {
        let night = CivilDate(year: 2027, month: 3, day: 28)
        let problem = #expect(throws: PlannedTimeProblem.self) {
            try london.planned(on: night, hour: hour, minute: minute)
        }
        #expect(problem?.description.hasPrefix("28 March 2027 has no ") == true)
    }

    @Test func `comes twice by half an hour where clocks go back by that`() throws {
        let island = try #require(CivilZone("Australia/Lord_Howe"))
        let night = CivilDate(year: 2027, month: 4, day: 4)
        let first = try island.planned(on: night, hour: 1, minute: 45, which: .first)
        let second = try island.planned(on: night, hour: 1, minute: 45, which: .second)
        #expect(second.timeSince(first) == .seconds(1800))
    }

    @Test(arguments: [(2027, 2, 29), (2027, 2, 30), (2027, 4, 31), (2027, 13, 1), (2027, 1, 0)])
    func `has no moment on a day that no calendar has`(year: Int, month: Int, day: Int) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(london.moment(on: date, hour: 16, minute: 0) == nil)
    }

    @Test(arguments: [(24, 0), (25, 0), (-1, 0), (16, 60), (16, -1)])
    func `has no moment at a time that no clock shows`(hour: Int, minute: Int) {
        let date = CivilDate(year: 2026, month: 10, day: 20)
        #expect(london.moment(on: date, hour: hour, minute: minute) == nil)
    }

    @Test func `is written as people write it`() {
        let moment = Timestamp(milliseconds: 1_792_508_671_999)
        #expect(london.day(moment) == "Tuesday 20 October 2026")
        #expect(london.clock(moment) == "16:04")
        #expect(london.clockWithSeconds(moment) == "16:04:31")
        #expect(london.minuteOfDay(moment) == 16 * 60 + 4)
    }

    @Test func `counts before 1970 as after it`() throws {
        let utc = try #require(CivilZone("UTC"))
        #expect(utc.clockWithSeconds(Timestamp(milliseconds: -1)) == "23:59:59")
        #expect(utc.clockWithSeconds(Timestamp(milliseconds: -1000)) == "23:59:59")
        #expect(utc.clockWithSeconds(Timestamp(milliseconds: -1001)) == "23:59:58")
        #expect(utc.minuteOfDay(Timestamp(milliseconds: -86_400_000)) == 0)
    }

    @Test(arguments: ["", "Nowhere/Land", "Europe/London ", "London", "../etc/passwd"])
    func `has no zone by a name that nobody knows`(name: String) {
        #expect(CivilZone(name) == nil)
    }
}

@Suite struct `An age` {
    private let london: CivilZone

    init() throws { london = try #require(CivilZone("Europe/London")) }

    @Test(arguments: [
        (2021, 2, 28, 0), (2021, 3, 1, 1), (2024, 2, 28, 3), (2024, 2, 29, 4), (2024, 3, 1, 4),
        (2038, 2, 28, 17), (2038, 3, 1, 18),
    ])
    func `of who was born on 29 February grows on 1 March in common years`(
        year: Int,
        month: Int,
        day: Int,
        expected: Int
    ) throws {
        let date = CivilDate(year: year, month: month, day: day)
        let noon = try #require(london.moment(on: date, hour: 12, minute: 0))
        let birth = CivilDate(year: 2020, month: 2, day: 29)
        #expect(london.age(bornOn: birth, at: noon) == expected)
    }

    @Test func `grows at midnight where the child lives`() throws {
        let birth = CivilDate(year: 2019, month: 5, day: 12)
        let birthday = CivilDate(year: 2026, month: 5, day: 12)
        let midnight = try #require(london.moment(on: birthday, hour: 0, minute: 0))
        #expect(london.age(bornOn: birth, at: midnight) == 7)
        #expect(london.age(bornOn: birth, at: midnight.advanced(by: .milliseconds(-1))) == 6)
        let utc = try #require(CivilZone("UTC"))
        #expect(utc.age(bornOn: birth, at: midnight) == 6)
    }
}

@Suite struct `A timestamp` {
    @Test func `is moved by whole milliseconds, rounded towards zero`() {
        let moment = Timestamp(milliseconds: 1000)
        #expect(moment.advanced(by: .microseconds(1999)).milliseconds == 1001)
        #expect(moment.advanced(by: .microseconds(-1999)).milliseconds == 999)
        #expect(moment.advanced(by: .seconds(-2)).milliseconds == -1000)
    }

    @Test func `tells how long ago another was`() {
        let early = Timestamp(milliseconds: 1000)
        let late = Timestamp(milliseconds: 3500)
        #expect(late.timeSince(early) == .milliseconds(2500))
        #expect(early.timeSince(late) == .milliseconds(-2500))
        #expect(early < late)
    }
}
