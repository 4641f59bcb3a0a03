import CaseRecords
import Casework
import JSON
import Sessions
import Testing

/// The term's sessions are of Tuesdays at 16:00, from 20 October 2026.
@Suite struct `A clock of the queue` {
    private let calendar = WorkingCalendar(zone: Kites.zone)
    private let joanna = PersonID("joanna")

    @Test func `is told when it is set, and when it has run out, by the working calendar`() {
        // The supervisor was lost in the second session, on 27 October: one working day.
        let evening = told(Term.sessions, at: Term.at(1, 60)).filter { $0.rule == .supervisorLapse }
        #expect(evening.map(\.stage) == [.set])
        #expect(evening.first?.addressees == [.safeguardingLead])
        #expect(evening.first.map { read($0.due) } == "2026-10-29 00:00")
        let later = told(Term.sessions, at: Term.at(2, 0)).filter { $0.rule == .supervisorLapse }
        #expect(later.map(\.stage) == [.set, .ranOut])
        // A Friday's working day ends on Monday night.
        #expect(later.last.map { read($0.at) } == "2026-10-29 00:00")
    }

    @Test
    func `runs to 10:00 of the next day for a session that was missed, and is the social worker's`()
    {
        let all = told(Term.sessions, at: Term.at(5, 0)).filter {
            $0.session == SessionID("kites-5") && $0.rule == .missedSession
        }
        #expect(all.map(\.stage) == [.set, .ranOut])
        #expect(all.allSatisfy { $0.addressees == [.socialWorker] })
        #expect(all.last.map { read($0.at) } == "2026-11-18 10:00")
    }

    @Test func `runs 24 hours for a child who was not brought`() throws {
        let session = Term.session(
            0,
            Term.beginning(live: nil, child: false) + [(16, .ended(.other, by: Kites.supervisor))]
        )
        let all = told([session], at: Term.at(0, 60)).filter { $0.rule == .notBrought }
        #expect(all.map(\.stage) == [.set])
        #expect(all.first?.addressees == [.socialWorker, .safeguardingLead])
        let set = try #require(all.first)
        #expect(set.due == Term.at(0, 16 + 24 * 60))
    }

    @Test(arguments: [
        (RecordField.disclosure, "She told me on the way out.", true),
        (.disclosure, "None.", false),
        (.significantHarm, "A bruise.", true), (.significantHarm, " ", false),
    ])
    func `runs out the same day for harm that the record tells of`(
        field: RecordField,
        text: String,
        isSet: Bool
    ) {
        let session = Term.session(
            0,
            Term.beginning() + [(30, Term.ended)],
            written: [field: text]
        )
        let all = told([session], at: Term.at(0, 60)).filter { $0.rule == .harm }
        #expect(all.count == (isSet ? 1 : 0))
        for one in all {
            #expect(read(one.due) == "2026-10-21 00:00")
            #expect(one.addressees == [.socialWorker, .safeguardingLead])
        }
    }

    @Test func `stands still once somebody has looked, and has the same name whenever it is read`()
    {
        let first = told(Term.sessions, at: Term.at(3, 0)).map(\.key)
        let later = told(Term.sessions, at: Term.at(9, 0)).map(\.key)
        #expect(Set(first).isSubset(of: Set(later)))
        #expect(Set(later).count == later.count)
        let look = ReviewAct(reader: joanna, at: Term.at(1, 60), grade: .good, words: "")
        let seen = told(
            Term.sessions,
            at: Term.at(3, 0),
            acts: [SessionID("kites-2"): [look]]
        )
        #expect(!seen.contains { $0.session == SessionID("kites-2") })
    }

    @Test func `goes on when the first reader found it inadequate`() {
        let look = ReviewAct(reader: joanna, at: Term.at(1, 60), grade: .inadequate, words: "")
        let all = told(
            Term.sessions,
            at: Term.at(3, 0),
            acts: [SessionID("kites-2"): [look]]
        ).filter { $0.session == SessionID("kites-2") }
        #expect(all.map(\.rule) == [.secondReader, .secondReader])
        #expect(all.map(\.stage) == [.set, .ranOut])
    }

    @Test func `of an addendum that was asked for goes on whoever looked, until it is written`() {
        let check = RecordCheck(
            by: Kites.colleague,
            verdict: .asksForAddendum,
            reason: "How did it end?",
            of: "9f"
        )
        let asked: [(Double, SessionEvent)] =
            Term.beginning() + [(30, Term.ended), (40, Term.signed), (1500, .recordChecked(check))]
        let look = ReviewAct(reader: joanna, at: Term.at(0, 1600), grade: .good, words: "")
        let acts = [SessionID("kites-1"): [look]]
        let open = queue([Term.session(0, asked)], at: Term.at(2, 0), acts: acts)
        let finding = open.rows.first?.findings.first { $0.rule == .addendumAsked }
        #expect(open.rows.first?.isOpen == true)
        #expect(finding?.sentence.contains("“How did it end?”") == true)
        let all = open.escalations(calendar, at: Term.at(2, 0))
            .filter { $0.rule == .addendumAsked }
        #expect(all.map(\.stage) == [.ranOut])
        #expect(all.first?.addressees == [.supervisor, .safeguardingLead])
        let addendum = Addendum(
            by: Kites.supervisor,
            at: Term.at(0, 1700),
            reason: "r",
            text: "They waved.",
            record: "9f",
            previous: "9f",
            hash: "b7"
        )
        let answered = Term.session(0, asked + [(1700, .addendumAdded(addendum))])
        let after = queue([answered], at: Term.at(2, 0), acts: acts)
        #expect(after.rows.flatMap(\.findings).allSatisfy { $0.rule != .addendumAsked })
    }

    @Test func `tells a case system by when and whose work it is, and nothing of whom or why`()
        throws
    {
        let escalation = try #require(told(Term.sessions, at: Term.at(1, 60)).first)
        let clock = ToldClock(escalation, key: "00ff00ff")
        #expect(ToldClock(json: clock.json) == clock)
        let notice = CaseNotice(clock, of: SessionID("kites-2"))
        #expect(notice.id == "clockSet-00ff00ff")
        let body = notice.body(source: "/contact-broker", records: "records/")
        let event = try JSONParser.parse(body)
        #expect(event["type"] == "contactbroker.clock.set")
        #expect(event["data"]?.object?.names == ["session", "kind", "for", "due"])
        let text = String(decoding: body, as: UTF8.self)
        #expect(!text.contains(escalation.rule.rawValue) && !text.contains(escalation.name))
    }

    private func told(
        _ sessions: [CaseSession],
        at moment: Timestamp,
        acts: [SessionID: [ReviewAct]] = [:]
    ) -> [Escalation] {
        queue(sessions, at: moment, acts: acts).escalations(calendar, at: moment)
    }

    private func queue(
        _ sessions: [CaseSession],
        at moment: Timestamp,
        acts: [SessionID: [ReviewAct]] = [:]
    ) -> ReviewQueue {
        ReviewQueue(
            sessions,
            acts: acts,
            readers: [joanna],
            calendar: calendar,
            at: moment,
            digest: { Array($0.utf8) }
        )
    }

    private func read(_ moment: Timestamp) -> String {
        "\(Kites.zone.civilDate(at: moment).standardText) \(Kites.zone.clock(moment))"
    }
}

extension Escalation {
    fileprivate var key: String { "\(session.text) \(name)" }
}
