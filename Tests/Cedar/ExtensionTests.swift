import Cedar
import Testing

@Suite struct `Extension types` {
    @Test(arguments: [
        // Decimals.
        "decimal(\"1.2345\").lessThan(decimal(\"1.2346\"))",
        "!decimal(\"1.0\").lessThan(decimal(\"1.0\"))",
        "decimal(\"1.0\").lessThanOrEqual(decimal(\"1.0\"))",
        "decimal(\"-0.5\").greaterThan(decimal(\"-0.6\"))",
        "decimal(\"1.0\").greaterThanOrEqual(decimal(\"1.0\"))",
        "decimal(\"-0.0\") == decimal(\"0.0\")", "decimal(\"007.5\") == decimal(\"7.5\")",
        "decimal(\"-922337203685477.5808\").lessThan(decimal(\"922337203685477.5807\"))",
        // Addresses.
        "ip(\"127.0.0.1\").isIpv4()", "!ip(\"127.0.0.1\").isIpv6()", "ip(\"::1\").isIpv6()",
        "ip(\"127.0.0.1\").isLoopback()", "ip(\"127.1.2.3/8\").isLoopback()",
        "!ip(\"127.0.0.0/7\").isLoopback()", "ip(\"::1\").isLoopback()",
        "!ip(\"::1/127\").isLoopback()", "!ip(\"::ffff:7f00:1\").isLoopback()",
        "ip(\"224.0.0.1\").isMulticast()", "ip(\"239.255.255.255\").isMulticast()",
        "!ip(\"224.0.0.0/3\").isMulticast()", "!ip(\"240.0.0.0\").isMulticast()",
        "ip(\"ff02::1\").isMulticast()", "!ip(\"ff00::/7\").isMulticast()",
        "ip(\"10.1.2.3\").isInRange(ip(\"10.0.0.0/8\"))",
        "!ip(\"11.1.2.3\").isInRange(ip(\"10.0.0.0/8\"))",
        "ip(\"10.0.0.0/24\").isInRange(ip(\"10.0.0.0/8\"))",
        "!ip(\"10.0.0.0/8\").isInRange(ip(\"10.0.0.0/24\"))",
        "ip(\"10.1.2.3\").isInRange(ip(\"0.0.0.0/0\"))",
        "!ip(\"10.1.2.3\").isInRange(ip(\"::/0\"))", "ip(\"fe80::1\").isInRange(ip(\"::/0\"))",
        "ip(\"2001:db8::5\").isInRange(ip(\"2001:db8::/32\"))",
        "ip(\"1:2:3:4:5:6:7:8\") != ip(\"1:2:3:4:5:6:7:9\")",
        "ip(\"::\") == ip(\"0:0:0:0:0:0:0:0\")", "ip(\"1::8\") == ip(\"1:0:0:0:0:0:0:8\")",
        "ip(\"1:2:3:4:5:6:7::\") == ip(\"1:2:3:4:5:6:7:0\")", "ip(\"ABCD::\") == ip(\"abcd::\")",
        "ip(\"10.0.0.1/8\") != ip(\"10.0.0.0/8\")",
        // Instants.
        "datetime(\"1970-01-01\").durationSince(datetime(\"1969-12-31\")) == duration(\"1d\")",
        "datetime(\"2024-02-29T12:30:15.250Z\").toTime() == duration(\"12h30m15s250ms\")",
        "datetime(\"2024-02-29T12:30:15Z\").toDate() == datetime(\"2024-02-29\")",
        "datetime(\"1969-12-31T23:00:00Z\").toTime() == duration(\"23h\")",
        "datetime(\"1969-12-31T23:00:00Z\").toDate() == datetime(\"1969-12-31\")",
        "datetime(\"2024-01-01\").offset(duration(\"-1d\")) == datetime(\"2023-12-31\")",
        "datetime(\"2000-03-01\").durationSince(datetime(\"2000-02-28\")) == duration(\"2d\")",
        "datetime(\"1900-03-01\").durationSince(datetime(\"1900-02-28\")) == duration(\"1d\")",
        "datetime(\"2024-10-15T00:00:00-2359\") == datetime(\"2024-10-15T23:59:00Z\")",
        "datetime(\"2024-10-15T11:38:02.101+1134\") == datetime(\"2024-10-15T00:04:02.101Z\")",
        "datetime(\"0000-01-01\") < datetime(\"0001-01-01\")",
        "datetime(\"9999-12-31T23:59:59.999Z\") > datetime(\"2024-01-01\")",
        // Durations.
        "duration(\"1d2h3m4s5ms\").toMilliseconds() == 93784005",
        "duration(\"-1m30s\").toSeconds() == -90", "duration(\"-90s\").toMinutes() == -1",
        "duration(\"90m\").toHours() == 1", "duration(\"47h\").toDays() == 1",
        "duration(\"1ms\").toMilliseconds() == 1", "duration(\"1m\").toMilliseconds() == 60000",
        "duration(\"1m1ms\").toMilliseconds() == 60001", "duration(\"-0s\") == duration(\"0d\")",
        "duration(\"-9223372036854775808ms\") < duration(\"9223372036854775807ms\")",
    ])
    func `give what Cedar gives`(_ condition: String) throws {
        #expect(try decision(of: condition) == .allow)
    }

    @Test(arguments: [
        "decimal(\"1\")", "decimal(\"1.\")", "decimal(\".1\")", "decimal(\"1.23456\")",
        "decimal(\"+1.0\")", "decimal(\"1.0 \")", "decimal(\"\")", "decimal(\"--1.0\")",
        "decimal(\"922337203685477.5808\")", "decimal(\"-922337203685477.5809\")",
        "decimal(\"1e1.0\")", "decimal(\"\u{661}.0\")", "decimal(\"1.0-\")",
        "ip(\"\")", "ip(\"1.2.3\")", "ip(\"1.2.3.256\")", "ip(\"01.2.3.4\")", "ip(\"1.2.3.4/33\")",
        "ip(\"1.2.3.4/\")", "ip(\"1.2.3.4/08\")", "ip(\"1.2.3.4/+8\")", "ip(\"1.2.3.4/8/8\")",
        "ip(\"1.2.3.4.5\")", "ip(\" 1.2.3.4\")", "ip(\"::/129\")", "ip(\":1\")", "ip(\"1::2::3\")",
        "ip(\"::ffff:1.2.3.4\")", "ip(\"1:2:3:4:5:6:7\")", "ip(\"1:2:3:4:5:6:7:8:9\")",
        "ip(\"1:2:3:4:5:6:7::8\")", "ip(\"12345::\")", "ip(\"g::\")", "ip(\":::\")", "ip(\"/8\")",
        "ip(\"::1%eth0\")",
        "datetime(\"\")", "datetime(\"2024-1-1\")", "datetime(\"2024-02-30\")",
        "datetime(\"2023-02-29\")", "datetime(\"2024-13-01\")", "datetime(\"2024-00-01\")",
        "datetime(\"2024-01-00\")", "datetime(\"2024-01-01T\")", "datetime(\"2024-01-01Z\")",
        "datetime(\"2024-01-01T00:00:00\")", "datetime(\"2024-01-01T24:00:00Z\")",
        "datetime(\"2024-01-01T00:60:00Z\")", "datetime(\"2016-12-31T23:59:60Z\")",
        "datetime(\"2024-01-01T00:00:00.1Z\")", "datetime(\"2024-01-01T00:00:00.1234Z\")",
        "datetime(\"2024-01-01T00:00:00+2400\")", "datetime(\"2024-01-01T00:00:00+0060\")",
        "datetime(\"2024-01-01T00:00:00+01:00\")", "datetime(\"2024-01-01T00:00:00ZZ\")",
        "datetime(\"10000-01-01\")", "datetime(\"2024-01-01 00:00:00Z\")",
        "duration(\"\")", "duration(\"-\")", "duration(\"1\")", "duration(\"d\")",
        "duration(\"1d1d\")", "duration(\"1h1d\")", "duration(\"1s1m\")", "duration(\"1ms1s\")",
        "duration(\"+1d\")", "duration(\"1.5h\")", "duration(\"1 d\")", "duration(\"1D\")",
        "duration(\"9223372036854775808ms\")", "duration(\"-9223372036854775809ms\")",
        "duration(\"106751991168d\")", "duration(\"99999999999999999999d\")", "duration(\"--1d\")",
    ])
    func `refuse malformed texts, but only when evaluated`(_ call: String) throws {
        guard
            case .malformedExtensionValue = try #require(try failure(of: "\(call) == 1"))
        else {
            Issue.record("Expected a malformed value.")
            return
        }
        #expect(try decision(of: "true || \(call) == 1") == .allow)
    }

    @Test(arguments: [
        "datetime(\"9999-12-31\").offset(duration(\"9223372036854775807ms\")) == 1",
        "datetime(\"0000-01-01\").offset(duration(\"-9223372036854775807ms\")) == 1",
        """
        datetime("9999-01-01").offset(duration("9000000000000000000ms"))
          .durationSince(datetime("0000-01-01").offset(duration("-9000000000000000000ms"))) == 1
        """,
        "datetime(\"1970-01-01\").offset(duration(\"-9223372036854775808ms\")).toDate() == 1",
    ])
    func `refuse instants beyond 64 bits`(_ condition: String) throws {
        #expect(try failure(of: condition) == .overflow)
    }

    @Test(arguments: [
        "decimal(1) == 1", "ip(true).isIpv4()", "datetime([]) == 1", "duration({}) == 1",
        "\"1.0\".lessThan(decimal(\"1.0\"))", "decimal(\"1.0\").lessThan(1)",
        "1.lessThanOrEqual(1)", "1.greaterThan(1)", "1.greaterThanOrEqual(1)",
        "\"127.0.0.1\".isLoopback()", "1.isIpv4()", "1.isIpv6()", "1.isMulticast()",
        "ip(\"::1\").isInRange(\"::1\")", "1.offset(duration(\"1d\")) == 1",
        "datetime(\"2024-01-01\").offset(1) == 1",
        "datetime(\"2024-01-01\").durationSince(duration(\"1d\")) == 1", "1.toDate() == 1",
        "duration(\"1d\").toTime() == 1", "1.toMilliseconds() == 1", "1.toSeconds() == 1",
        "1.toMinutes() == 1", "1.toHours() == 1", "datetime(\"2024-01-01\").toDays() == 1",
    ])
    func `refuse arguments of other types`(_ condition: String) throws {
        guard case .typeMismatch = try #require(try failure(of: condition)) else {
            Issue.record("Expected a mismatch of types.")
            return
        }
    }

    @Test(arguments: [
        "ip() == 1", "ip(\"::1\", \"::1\") == 1", "ip(\"::1\").isIpv4(1)",
        "ip(\"::1\").isInRange()", "duration(\"1d\").toDays(1) == 1",
        "datetime(\"2024-01-01\").offset() == 1",
    ])
    func `refuse the wrong number of arguments when evaluated`(_ condition: String) throws {
        guard case .wrongArgumentCount = try #require(try failure(of: condition)) else {
            Issue.record("Expected a wrong number of arguments.")
            return
        }
    }

    @Test(arguments: [
        ("0.0", "0.0000"), ("-0.5", "-0.5000"), ("12.34", "12.3400"),
        ("-922337203685477.5808", "-922337203685477.5808"),
    ])
    func `a decimal is written with four digits`(_ text: String, _ written: String) {
        #expect(Value.Decimal(text)?.description == written)
    }

    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1/32"), ("10.0.0.0/8", "10.0.0.0/8"),
        ("1::8", "1:0:0:0:0:0:0:8/128"), ("ff00::/8", "ff00:0:0:0:0:0:0:0/8"),
    ])
    func `an address is written in full`(_ text: String, _ written: String) {
        #expect(Value.IPAddress(text)?.description == written)
    }

    @Test func `days are those of the calendar for four centuries`() throws {
        var expected: Int64 = -11_676_096_000_000
        var wrong: [String] = []
        for year in 1600..<2000 {
            for month in 1...12 {
                for day in 1...31 {
                    let parts = [year, month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
                    let text = parts.joined(separator: "-")
                    guard let instant = Value.Datetime(text) else {
                        if day <= 28 { wrong.append(text) }
                        continue
                    }
                    if instant.milliseconds != expected { wrong.append(text) }
                    expected += 86_400_000
                }
            }
        }
        #expect(wrong == [])
        #expect(expected == 946_684_800_000)
    }
}
