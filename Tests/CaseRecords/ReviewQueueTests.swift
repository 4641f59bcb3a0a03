import CaseRecords
import Casework
import JSON
import Sessions
import Testing

@Suite struct `The review queue` {
    private let joanna = PersonID("joanna")
    private let imran = PersonID("imran")

    @Test(arguments: rulesOfTheTerm)
    func `has the rows that the rules find`(number: Int, rules: [ReviewRule]) {
        let found = row(Term.sessions, number)?.findings.map(\.rule) ?? []
        let own = found.filter { ![.newSupervisor, .missingNotes, .sample].contains($0) }
        #expect(own == rules)
    }

    @Test func `gives each reason in a sentence, with its entries`() throws {
        let lapse = try #require(row(Term.sessions, 1)?.findings.first)
        #expect(lapse.sentence == "Paused: Marcus lost the connection. It lasted 2 minutes.")
        #expect(lapse.entries == [112, 113])
        let stop = try #require(row(Term.sessions, 3)?.findings.first)
        #expect(
            stop.sentence == "Amina pressed Stop. 15 minutes of the planned time were left."
        )
        let missed = try #require(row(Term.sessions, 5)?.findings.first)
        #expect(missed.sentence == "It was not held: no supervisor came.")
        for finding in queue(Term.sessions).rows.flatMap(\.findings) {
            #expect(finding.sentence.hasSuffix("."), "\(finding.sentence)")
            #expect(!finding.sentence.contains("s-"), "\(finding.sentence)")
            #expect(!finding.sentence.contains("Sultana"), "\(finding.sentence)")
        }
    }

    @Test func `says by when, by the calendar of working days`() throws {
        // The incident is of Tuesday 15 December: the same day. The pause is of 27 October.
        let incident = try #require(row(Term.sessions, 8))
        #expect(read(incident.due) == "2026-12-16 00:00")
        let lapse = try #require(row(Term.sessions, 1))
        #expect(read(lapse.due) == "2026-10-29 00:00")
        let missed = try #require(row(Term.sessions, 4))
        #expect(read(missed.due) == "2026-11-18 10:00")
    }

    @Test func `has what is due first at the top, and what was seen at the end`() {
        let acts = [
            SessionID("kites-2"): [
                ReviewAct(reader: joanna, at: Term.at(2, 0), grade: .good, words: "")
            ]
        ]
        let rows = queue(Term.sessions, acts: acts).rows
        #expect(rows.last?.session.id == SessionID("kites-2"))
        #expect(rows.last?.isOpen == false)
        let open = rows.filter(\.isOpen).map(\.due)
        #expect(open == open.sorted())
    }

    @Test
    func
        `has who read a sealed session in an emergency, for the same day and for others to look at`()
        throws
    {
        let usual = Term.session(0, Term.beginning() + [(30, Term.ended), (40, Term.signed)])
        let readings = [(true, "read it although"), (false, "and was refused")].map {
            allowed,
            words in
            let reading = EmergencyReading(
                by: joanna,
                second: Kites.dawn,
                reason: "The police ask where her gran is",
                isAllowed: allowed,
                at: Term.at(0, 120),
                entry: 77
            )
            return (reading, words)
        }
        for (reading, words) in readings {
            let session = CaseSession(
                entries: usual.entries,
                plan: usual.plan,
                caseload: usual.caseload,
                emergencies: [reading]
            )
            let found = try #require(row([session], 0))
            let finding = try #require(found.findings.first { $0.rule == .emergencyReading })
            #expect(finding.sentence.contains(words) && finding.sentence.hasSuffix("gran is."))
            #expect(finding.entries == [77])
            #expect(read(found.due) == "2026-10-21 00:00")
            #expect(session.concerned.isSuperset(of: [joanna, Kites.dawn]))
            #expect(found.reader == imran)
        }
    }

    @Test func `finds words that stand in two records`() throws {
        let text = "They built a tower of blocks together, and Amina knocked it over, laughing."
        let same = "They built a tower of blocks together - and Amina knocked it over laughing"
        let sessions = [0, 1].map { number in
            Term.session(
                number,
                Term.beginning() + [(30, Term.ended), (40, Term.signed)],
                written: [.strengths: number == 0 ? text : same, .disclosure: "none"]
            )
        }
        let finding = try #require(
            row(sessions, 1)?.findings.first { $0.rule == .identicalWords }
        )
        #expect(finding.sentence.contains("Tuesday 20 October 2026"))
        #expect(row(sessions, 0)?.findings.contains { $0.rule == .identicalWords } != true)
    }

    @Test func `sees three in a row: missed, late, without the child's words`() throws {
        let missed = (0..<3).map { number in
            Term.session(number, Term.beginning(mother: nil))
        }
        #expect(rules(missed, 2).contains(.missedPattern))
        #expect(!rules(missed, 1).contains(.missedPattern))
        let late = (0..<3).map { number in
            Term.session(
                number,
                Term.beginning(mother: 6, live: 7) + [(30, Term.ended), (31, Term.signed)]
            )
        }
        #expect(rules(late, 2).contains(.latenessPattern))
        #expect(rules(late, 2).contains(.childNotHeard))
    }

    @Test func `sees a child feel worse from time to time, and an alert`() throws {
        let faces: [Feeling] = [.happy, .inBetween, .verySad]
        let sessions = faces.enumerated().map { number, face in
            Term.session(
                number,
                Term.beginning() + [
                    (20, .childAlert(Kites.child)), (30, Term.ended),
                    (31, .felt(Kites.child, face, .after)),
                ]
            )
        }
        #expect(rules(sessions, 2).contains(.checkInFalling))
        #expect(rules(sessions, 2).contains(.childAlert))
        #expect(!rules(sessions, 1).contains(.checkInFalling))
    }

    @Test func `sees interventions rise`() {
        let sessions = (0..<3).map { number in
            let pauses = (0..<number).flatMap { index -> [(Double, SessionEvent)] in
                [
                    (5 + Double(index) * 4, .held(.conduct, by: Kites.supervisor)),
                    (6 + Double(index) * 4, .resumed(by: Kites.supervisor)),
                ]
            }
            return Term.session(number, Term.beginning() + pauses + [(30, Term.ended)])
        }
        #expect(rules(sessions, 2).contains(.interventionsRising))
    }

    private static let rulesOfTheTerm: [(Int, [ReviewRule])] = [
        (0, []), (1, [.supervisorLapse]), (2, [.hold, .hold, .earlyEnd, .lateRecord]),
        (3, [.childStop, .missingRecord]), (4, [.missedSession]), (5, [.missedSession]),
        (6, [.missedSession]), (7, [.missedSession]), (8, [.incident]),
        (9, [.interpreterMissing]),
    ]

    // MARK: who looks

    @Test func `is never read by whoever was there`() throws {
        let marcus = Kites.marcus
        let asked = queue(Term.sessions, readers: [marcus, joanna])
        #expect(asked.rows.allSatisfy { $0.reader == joanna })
        #expect(asked.rows(for: marcus).isEmpty)
        #expect(!asked.rows(for: joanna).isEmpty)
        let nobody = queue(Term.sessions, readers: [marcus])
        #expect(nobody.rows.allSatisfy { $0.reader == nil })
    }

    @Test func `does not count a look by somebody concerned`() throws {
        let acts = [
            SessionID("kites-2"): [
                ReviewAct(reader: Kites.marcus, at: Term.at(2, 0), grade: .good, words: "")
            ]
        ]
        let row = try #require(
            queue(Term.sessions, acts: acts).rows.first { $0.session.id.text == "kites-2" }
        )
        #expect(row.isOpen)
        #expect(row.acts == [])
    }

    @Test func `goes to a second reader after "inadequate"`() throws {
        let first = ReviewAct(reader: joanna, at: Term.at(2, 0), grade: .inadequate, words: "")
        let second = ReviewAct(reader: imran, at: Term.at(2, 5), grade: .good, words: "")
        func row(_ acts: [ReviewAct]) throws -> ReviewQueue.Row {
            let queue = queue(Term.sessions, acts: [SessionID("kites-2"): acts])
            return try #require(queue.rows.first { $0.session.id.text == "kites-2" })
        }
        #expect(try row([first]).needsSecondReader)
        #expect(try row([first]).reader == imran)
        #expect(try row([first, first]).needsSecondReader)
        #expect(try row([first, second]).needsSecondReader == false)
    }

    @Test func `reads an act as it was written`() throws {
        let act = ReviewAct(
            reader: joanna,
            at: Term.at(2, 0),
            grade: .requiresImprovement,
            words: "Ask."
        )
        #expect(ReviewAct(json: act.json, at: act.at) == act)
        #expect(ReviewAct(json: ["seenBy": "j", "words": "", "grade": "fine"], at: act.at) == nil)
    }

    // MARK: the draw

    @Test func `draws the same again, and another with another root`() {
        let sessions = signed(40)
        let one = sample(sessions)
        #expect(one.drawn == sample(sessions.reversed()).drawn)
        #expect(one.drawn != sample(signed(40, root: "other")).drawn)
        #expect(one.first.count == 6)
        #expect(one.first == Set(sessions.prefix(6).map(\.id)))
    }

    @Test func `draws at least three of a supervisor's in a quarter that is over`() {
        let sessions = signed(10)
        #expect(sample(sessions, at: Term.at(20, 0)).drawn.count >= 3)
        let drawn = sample(signed(300), at: Term.at(300, 0)).drawn
        #expect((60...150).contains(drawn.count))
    }

    @Test func `never takes back what it drew`() {
        var before: Set<SessionID> = []
        for count in 1...10 {
            let now = sample(signed(count), at: Term.at(count, 0)).drawn
            #expect(before.isSubset(of: now))
            before = now
        }
    }

    private func signed(_ count: Int, root: String = "root") -> [CaseSession] {
        (0..<count).map { number in
            let base = Term.session(
                number,
                Term.beginning() + [(30, Term.ended), (40, Term.signed)]
            )
            return CaseSession(
                entries: base.entries,
                plan: base.plan,
                caseload: base.caseload,
                root: "\(root) \(number)"
            )
        }
    }

    private func sample(_ sessions: [CaseSession], at moment: Timestamp = Term.at(60, 0))
        -> ReviewSample
    {
        ReviewSample(sessions, at: moment, digest: Self.digest)
    }

    /// Not SHA-256, and as good for telling lots apart.
    private static func digest(_ text: String) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash >> 32
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (56 - 8 * UInt64($0))) }
    }

    private func queue(
        _ sessions: [CaseSession],
        acts: [SessionID: [ReviewAct]] = [:],
        readers: [PersonID]? = nil
    ) -> ReviewQueue {
        ReviewQueue(
            sessions,
            acts: acts,
            readers: readers ?? [joanna, imran],
            calendar: WorkingCalendar(zone: Kites.zone),
            at: Term.at(14, 0),
            digest: Self.digest
        )
    }

    private func row(_ sessions: [CaseSession], _ number: Int) -> ReviewQueue.Row? {
        queue(sessions).rows.first { $0.session.id.text == "kites-\(number + 1)" }
    }

    private func rules(_ sessions: [CaseSession], _ number: Int) -> [ReviewRule] {
        row(sessions, number)?.findings.map(\.rule) ?? []
    }

    private func read(_ moment: Timestamp) -> String {
        "\(Kites.zone.civilDate(at: moment).standardText) \(Kites.zone.clock(moment))"
    }
}
