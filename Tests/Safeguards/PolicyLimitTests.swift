import Cedar
import Foundation
import Safeguards
import Testing

@Suite struct `The limits of the policies` {
    @Test(arguments: PolicyLimit.allCases)
    func `are each read by the rule that is named for them`(limit: PolicyLimit) throws {
        let text = try PolicyFiles.text("20-safeguards.cedar")
        let start = try #require(text.range(of: "@id(\"\(limit.rule)\")"))
        let rest = text[start.upperBound...]
        let rule = rest.range(of: "@id(").map { rest[..<$0.lowerBound] } ?? rest
        #expect(rule.contains("Limits::\"active\".\(limit.rawValue)"))
    }

    @Test(arguments: [
        ("childrenFrom", "08:00", "07:29"), ("childrenUntil", "19:00", "19:31"),
        ("underTensUntil", "18:30", "19:01"), ("waitingRoomOpens", "10m", "16m"),
        ("earlyStart", "0s", "5m1ms"), ("overrun", "0m", "10m1s"), ("pageHidden", "5s", "11s"),
        ("lookBack", "7d", "15d"), ("betweenForbidden", "2h", "29m"),
        ("longestUnder2", "5m", "11m"), ("longestUnder5", "10m", "16m"),
        ("longestUnder10", "20m", "31m"), ("longestUnder14", "30m", "46m"),
        ("longest", "45m", "61m"),
    ])
    func `may be tightened by an authority, and never loosened`(
        name: String,
        stricter: String,
        looser: String
    ) throws {
        let limit = try #require(PolicyLimit(rawValue: name))
        let base = try PolicyFiles.limits()
        #expect(try base.tightened(by: [(name, stricter)]).text(limit) == stricter)
        #expect(try base.tightened(by: [(name, base.text(limit))]) == base)
        let expected = PolicyLimits.Failure.looser(limit, looser, base: base.text(limit))
        #expect(throws: expected) { try base.tightened(by: [(name, looser)]) }
        #expect(expected.sentence.contains("`\(limit.rule)`"))
    }

    @Test(arguments: ["", "7:30", "07:60", "24:00", "07:30:00", "-1:00", "+7:30", "07.30", "30m"])
    func `that are times of day are written as such`(text: String) throws {
        #expect(throws: PolicyLimits.Failure.malformed(.childrenFrom, text)) {
            try PolicyFiles.limits().tightened(by: [("childrenFrom", text)])
        }
    }

    @Test(arguments: ["", "15", "-5m", "5 m", "m", "99999999999999999999d", "07:30"])
    func `that are spans are written as such`(text: String) throws {
        #expect(throws: PolicyLimits.Failure.malformed(.overrun, text)) {
            try PolicyFiles.limits().tightened(by: [("overrun", text)])
        }
    }

    @Test func `are refused by a name that none has, and where one is missing`() throws {
        #expect(throws: PolicyLimits.Failure.unknown("overun")) {
            try PolicyFiles.limits().tightened(by: [("overun", "5m")])
        }
        #expect(throws: PolicyLimits.Failure.missing(.childrenFrom)) { try PolicyLimits([]) }
    }
}
