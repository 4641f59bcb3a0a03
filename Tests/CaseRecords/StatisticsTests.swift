import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `Statistics of a term` {
    private let statistics: SessionStatistics

    init() throws {
        statistics = try Self.statistics(Term.sessions)
    }

    private static func statistics(
        _ sessions: [CaseSession],
        first: String = "2026-10-20",
        last: String = "2027-01-31"
    ) throws -> SessionStatistics {
        let first = try #require(CivilDate(text: first))
        let last = try #require(CivilDate(text: last))
        let period = try #require(SessionStatistics.Period(first: first, last: last))
        return SessionStatistics(
            sessions,
            in: period,
            calendar: WorkingCalendar(zone: Kites.zone),
            at: Term.at(14, 0)
        )
    }

    @Test(arguments: [
        // Sessions 0 to 9 were offered; 0, 1, 2, 3, 8 and 9 were held.
        ("offered", "10", "10"), ("held", "6", "6"),
        // 10 without the child's wish.
        ("held_rate", "66.7", "6 of 9 (66.7%)"),
        ("authority_loss", "20.0", "2 of 10 (20.0%)"),
        // Due: the six held and session 4; she missed session 4.
        ("no_show_rate", "14.3", "1 of 7 (14.3%)"),
        // 0, 4, 0, 0, 10, 0.
        ("lateness_median", "0.0", "0 minutes"), ("lateness_90th", "10.0", "10 minutes"),
        // 30 + 23 + 18 + 15 + 20 + 30 of six times 30.
        ("duration_fulfilment", "75.6", "2 hours 16 minutes of 3 hours (75.6%)"),
        ("unsupervised", "0.0", "0 minutes"),
        ("interpreter_fulfilment", "83.3", "5 of 6 (83.3%)"),
        ("interventions", "0.9", "0.9 an hour (2 in 2 hours 16 minutes)"),
        ("incidents", "16.7", "16.7 in a hundred (1 of 6)"),
        // Signed after 40, 20 minutes, 2 days, never, 30, 30.
        ("records_24h", "66.7", "4 of 6 (66.7%)"), ("records_5wd", "83.3", "5 of 6 (83.3%)"),
        ("minutes_to_record", "30.0", "30 minutes"), ("copies_10wd", "0.0", "0 of 6 (0.0%)"),
        ("regular_supervisor", "83.3", "5 of 6 (83.3%)"),
        ("childs_voice", "16.7", "1 of 6 (16.7%)"),
    ])
    func `are what a hand works out`(id: String, number: String, text: String) throws {
        let figure = try #require(statistics.figures.first { $0.id == id })
        #expect(figure.value.number == number)
        #expect(figure.value.text == text)
    }

    /// The tenth working day after Tuesday 20 October 2026 is Tuesday 3 November.
    @Test(arguments: [(13.9, "100.0"), (15.0, "0.0")])
    func `count a parents' copy to the end of the tenth working day`(days: Double, number: String)
        throws
    {
        let base = Term.session(0, Term.beginning() + [(30, Term.ended), (40, Term.signed)])
        let copied = CaseSession(
            entries: base.entries,
            plan: base.plan,
            caseload: base.caseload,
            parentsCopies: [Term.at(0, days * 1440), Term.at(0, 60 * 1440)]
        )
        let figure = try #require(
            try Self.statistics([copied]).figures.first { $0.id == "copies_10wd" }
        )
        #expect(figure.value.number == number)
    }

    @Test func `say how sessions came out, and why not`() {
        let outcomes = Outcome.allCases.map { statistics.count(of: $0) }
        #expect(outcomes == [3, 1, 1, 1, 0, 0, 4])
        let losses = LossReason.allCases.filter { statistics.count(of: $0) > 0 }
        #expect(losses == [.childDeclined, .authorityStaffing, .interpreter, .family])
    }

    @Test(arguments: [
        ("service-caused lateness", 10.0, false), ("hers", 10.0, true),
    ])
    func `leave out lateness that the service caused`(name: String, late: Double, isHers: Bool)
        throws
    {
        var events = Term.beginning(mother: late, live: 12)
        if !isHers {
            events.insert((5, .serviceGap(milliseconds: 240_000)), at: events.count - 4)
        }
        let session = Term.session(0, events + [(30, Term.ended)])
        let figure = try #require(
            try Self.statistics([session]).figures.first { $0.id == "lateness_median" }
        )
        #expect(figure.value.number == (isHers ? "10.0" : nil))
    }

    @Test(arguments: [
        (["order-lapsed"], LossReason.courtOrSuspension),
        (["interpreter-needed"], .interpreter),
    ])
    func `tell an order apart from what the service lacked`(
        policies: [String],
        loss: LossReason
    ) {
        let events = Term.beginning(live: nil, interpreter: false)
        let base = Term.session(0, events)
        let refused = DecisionEntry(
            isAllowed: false,
            action: "startSession",
            subject: nil,
            by: Kites.supervisor,
            policies: policies,
            sentences: [],
            errors: [],
            present: [],
            sightAge: nil
        )
        let entry = LoggedEntry(sequence: 50, at: Term.at(0, 1), entry: .decision(refused))
        let session = CaseSession(
            entries: base.entries + [entry],
            plan: base.plan,
            caseload: base.caseload
        )
        #expect(session.loss == loss)
    }

    @Test(arguments: [
        (SessionEvent.ended(.conduct, by: Kites.supervisor), LossReason.presentation),
        (.ended(.technical, by: Kites.supervisor), .technical),
        (.serviceGap(milliseconds: 600_000), .technical),
        (.agreementRefused(Kites.mother, .bengali), .other),
        (.agreementWithdrawn(Kites.child), .childDeclined),
    ])
    func `never call it a no-show when it was not`(event: SessionEvent, loss: LossReason) {
        let session = Term.session(0, Term.beginning(live: nil) + [(9, event)])
        #expect(session.loss == loss)
        #expect(session.adultsDue.filter(session.isNoShow) == [])
    }

    @Test func `count a child who is not brought as the carer's, never the parent's`() {
        let session = Term.session(0, Term.beginning(live: nil, child: false))
        #expect(session.loss == .carer)
    }

    @Test(
        arguments: [
            (Feeling.sad, Feeling.happy, "2.0", 1), (.veryHappy, .sad, "-3.0", 1),
            (.skipped, .happy, nil, 1), (.skipped, .skipped, nil, 0),
        ] as [(Feeling, Feeling, String?, Int)]
    )
    func `tell how the child felt, and count no skipped check-in`(
        before: Feeling,
        after: Feeling,
        change: String?,
        heard: Int
    ) throws {
        let session = Term.session(
            0,
            Term.beginning() + [
                (-2, .felt(Kites.child, before, .before)), (30, Term.ended),
                (31, .felt(Kites.child, after, .after)),
            ]
        )
        let figures = try Self.statistics([session]).figures
        #expect(figures.first { $0.id == "check_in_change" }?.value.number == change)
        #expect(figures.first { $0.id == "childs_voice" }?.value == .share(heard, of: 1))
    }

    @Test func `keep to the period, by the local calendar`() throws {
        let november = try Self.statistics(
            Term.sessions,
            first: "2026-11-01",
            last: "2026-11-30"
        )
        #expect(november.sessions.map(\.id.text) == ["kites-3", "kites-4", "kites-5", "kites-6"])
        #expect(
            statistics.byMonth.map { "\($0.month) \($0.held) \($0.notHeld)" } == [
                "October 2026 2 0", "November 2026 2 2", "December 2026 2 2",
            ]
        )
    }

    @Test func `have nothing to say of nothing`() throws {
        let empty = try Self.statistics([])
        for figure in empty.figures {
            let isTold = ["offered", "held", "unsupervised"].contains(figure.id)
            #expect((figure.value.number != nil) == isTold, "\(figure.id)")
        }
        #expect(empty.html.contains("nothing to count yet"))
    }

    @Test func `hide small groups, and never one alone`() {
        func counts(_ offered: Int) -> Breakdown.Counts {
            Breakdown.Counts(offered: offered, held: 1, eligible: offered)
        }
        let groups = ["Bengali": counts(5), "English": counts(40), "Welsh": counts(9)]
        let two = Breakdown(id: "language", title: "", groups: groups)
        #expect(two.rows.map { $0.counts?.offered } == [nil, 40, nil])
        let none = Breakdown(
            id: "language",
            title: "",
            groups: groups.filter { $0.key != "Bengali" }
        )
        #expect(none.rows.map { $0.counts?.offered } == [40, 9])
        #expect(statistics.byRelationship.rows.map(\.label) == ["mother"])
    }

    @Test func `are rows that a spreadsheet reads and no formula`() throws {
        let rows = statistics.csv.split(separator: "\r\n")
        let heads = "channel,group,figure,value,unit,part,whole,note"
        #expect(rows.first.map(String.init) == heads)
        #expect(rows.contains { $0.hasPrefix("remote,all,held_rate,66.7,percent,6,9,") })
        #expect(rows.contains("remote,outcome,stopped_by_child,1,sessions,,,"))
        #expect(rows.contains { $0.hasPrefix("in_person,all,offered,,") })
        #expect(!statistics.csv.contains("Nasrin"))
    }

    @Test func `draw charts that are told apart without colour, beside their tables`() {
        let page = statistics.html
        #expect(page.contains("url(#hatch)"))
        #expect(page.contains("4 not held") || page.contains(">2 not held<"))
        #expect(page.contains("<caption>Outcomes</caption>"))
        #expect(!page.contains("Nasrin"))
        #expect(!page.contains("<script"))
    }
}
