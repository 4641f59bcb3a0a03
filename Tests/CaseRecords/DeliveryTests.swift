import CaseRecords
import Casework
import JSON
import Sessions
import Testing

@Suite struct `A notice for the case system` {
    private let notice = CaseNotice(
        session: SessionID("kites-1"),
        kind: .recordSigned,
        file: "kites-1.json",
        hash: "9f86d081",
        at: Timestamp(milliseconds: 1_792_510_265_250)
    )
    private let start = Timestamp(milliseconds: 1_800_000_000_000)

    private func after(_ facts: DeliveryFact...) -> Delivery {
        var delivery = Delivery(notice)
        for (number, fact) in facts.enumerated() {
            delivery.take(fact, entry: UInt64(10 + number), at: start)
        }
        return delivery
    }

    @Test func `is thin, and the same bytes whenever it is made`() throws {
        let body = notice.body(source: "/contact-broker", records: "https://files.example/r/")
        #expect(body == notice.body(source: "/contact-broker", records: "https://files.example/r/"))
        let event = try JSONParser.parse(body)
        #expect(event["specversion"] == "1.0")
        #expect(event["type"] == "contactbroker.record.signed")
        #expect(event["id"] == "recordSigned-9f86d081")
        #expect(event["time"] == "2026-10-20T15:31:05.250Z")
        #expect(event["data"]?["document"] == "https://files.example/r/kites-1.json")
        #expect(event["data"]?["sha256"] == "9f86d081")
        #expect(event.object?.names.count == 8 && event["data"]?.object?.names.count == 4)
        #expect(!notice.id.contains("."))
    }

    @Test func `has moments in the form of RFC 3339`() {
        #expect(Timestamp(milliseconds: 0).rfc3339 == "1970-01-01T00:00:00.000Z")
        #expect(Timestamp(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: 951_782_400_007).rfc3339 == "2000-02-29T00:00:00.007Z")
    }

    @Test func `is due at once, and after a try when the pause is over`() {
        #expect(after().left(at: start) == .zero)
        let tried = after(.tried(at: start, .timedOut, pause: .seconds(300)))
        #expect(tried.left(at: start) == .seconds(300))
        #expect(tried.left(at: start.advanced(by: .seconds(299))) == .seconds(1))
        #expect(tried.left(at: start.advanced(by: .seconds(301))) == .zero)
        // A clock that was set back a year holds nothing up.
        #expect(tried.left(at: start.advanced(by: .seconds(-31_536_000))) == .seconds(300))
    }

    @Test func `is never sent again once it was delivered`() {
        let delivered = after(.delivered(at: start, status: 409), .replayed(by: "J", reason: "r"))
        #expect(delivered.state == .delivered(10))
        #expect(delivered.left(at: start) == nil)
    }

    @Test func `is given up after the last pause, and tried anew when a person wants it`() {
        let schedule = RetrySchedule(pauses: [.seconds(1), .seconds(2)])
        var delivery = Delivery(notice)
        var facts: [DeliveryFact] = []
        while delivery.left(at: start) != nil {
            let fact = delivery.fact(
                after: .status(503),
                at: start,
                schedule: schedule,
                random: 0
            )
            facts.append(fact)
            delivery.take(fact, entry: 7, at: start)
        }
        #expect(facts.map(\.kind) == [.tried, .tried, .abandoned])
        #expect(delivery.isAbandoned)
        delivery.take(.replayed(by: "Joanna Sable", reason: "It is mended."), entry: 8, at: start)
        #expect(delivery.left(at: start) == .zero && delivery.tries == 0)
    }

    @Test func `stops at once when the receiver wants nothing more`() {
        let fact = after().fact(after: .gone, at: start, schedule: .usual, random: 1)
        #expect(fact == .abandoned(at: start, .gone))
        #expect(Delivery.isReceiverGone([after(fact)]))
        #expect(!Delivery.isReceiverGone([after(fact, .replayed(by: "J", reason: "r"))]))
        #expect(!Delivery.isReceiverGone([after(.abandoned(at: start, .timedOut))]))
        // What one notice found out holds for all, until a later one gets through.
        let later = after(
            .tried(at: start, .timedOut, pause: .zero),
            .delivered(at: start, status: 200)
        )
        #expect(!Delivery.isReceiverGone([after(fact), later]))
    }

    @Test(arguments: [
        (200, "delivered"), (204, "delivered"), (409, "delivered"), (301, "status"),
        (404, "status"),
        (410, "gone"), (429, "status"), (500, "status"), (199, "status"),
    ])
    func `is delivered or not by the receiver's status`(status: Int, means: String) {
        switch DeliveryOutcome(status: status, retryAfter: nil) {
        case .delivered(let code): #expect(means == "delivered" && code == status)
        case .failed(.gone, _): #expect(means == "gone")
        case .failed(.status(let code), _): #expect(means == "status" && code == status)
        case .failed: Issue.record("another failure")
        }
    }

    @Test func `reads back every fact that the log keeps`() throws {
        let failures: [DeliveryFailure] = [
            .status(503), .gone, .timedOut, .notConnected, .nameUnknown, .addressNotAllowed,
            .notUnderstood,
        ]
        let facts =
            failures.flatMap { failure -> [DeliveryFact] in
                [
                    .tried(at: start, failure, pause: .milliseconds(1234)),
                    .abandoned(at: start, failure),
                ]
            } + [.delivered(at: start, status: 202), .replayed(by: "Joanna", reason: "Mended.")]
        for fact in facts {
            let bytes = JSONWriter.bytes(fact.json(of: notice.id))
            let json = try JSONParser.parse(bytes)
            #expect(DeliveryFact(fact.kind, json: json) == fact)
            #expect(json["notice"]?.string == notice.id)
            #expect(fact.sentence.hasSuffix("."))
            for name in json.object?.names ?? [] where name != "notice" {
                var less = JSONObject()
                for member in json.object?.members ?? [] where member.name != name {
                    less.insert(member.value, at: member.name)
                }
                #expect(DeliveryFact(fact.kind, json: .object(less)) == nil, "without \(name)")
            }
        }
    }

    @Test func `waits longer each time, never quite the same, and as long as it is asked to`() {
        let usual = RetrySchedule.usual
        #expect(usual.span > .seconds(3 * 86_400) && usual.span < .seconds(4 * 86_400))
        #expect(zip(usual.pauses, usual.pauses.dropFirst()).allSatisfy { $0 < $1 })
        var seen: Set<Duration> = []
        for random in UInt64(0)..<1000 {
            let pause = usual.pause(after: 2, random: random &* 0x9E37_79B9_7F4A_7C15) ?? .zero
            #expect(pause >= .seconds(240) && pause <= .seconds(360))
            seen.insert(pause)
        }
        #expect(seen.count > 900)
        #expect(usual.pause(after: 1, random: 3, atLeast: .seconds(60)) == .seconds(60))
        #expect(usual.pause(after: 1, random: 3, atLeast: .seconds(9_999_999)) == .seconds(86_400))
        #expect(usual.pause(after: 10, random: 3) == nil)
        #expect(usual.pause(after: 0, random: 3) == nil)
    }

    @Test func `that was given up is in the lead's queue, even if they had looked before`() throws {
        let end = DeliveryFact.abandoned(at: start, .status(503))
        let session = CaseSession(
            entries: Term.sessions[0].entries,
            plan: Term.plan(0),
            caseload: Kites.caseload(),
            deliveries: [
                {
                    var delivery = Delivery(notice)
                    delivery.take(end, entry: 99, at: Term.at(0, 90))
                    return delivery
                }()
            ]
        )
        func row(seenAt minute: Double) throws -> ReviewQueue.Row {
            let act = ReviewAct(
                reader: PersonID("joanna"),
                at: Term.at(0, minute),
                grade: nil,
                words: ""
            )
            let queue = ReviewQueue(
                [session],
                acts: [session.id: [act]],
                readers: [PersonID("joanna")],
                calendar: WorkingCalendar(zone: Kites.zone),
                at: Term.at(0, 200)
            ) { _ in [0] }
            return try #require(queue.rows.first)
        }
        let finding = try #require(
            try row(seenAt: 80).findings.first { $0.rule == .notDelivered }
        )
        #expect(finding.sentence.contains("it answered with status 503"))
        #expect(finding.entries == [99])
        #expect(try row(seenAt: 80).isOpen)
        #expect(try !row(seenAt: 95).isOpen)
    }
}
