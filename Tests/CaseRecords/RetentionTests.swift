import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `Retention` {
    private let day = CivilDate(year: 2094, month: 5, day: 12)

    @Test(arguments: [
        (
            RetentionClass.lookedAfterChild(born: CivilDate(year: 2012, month: 2, day: 29)),
            "2087-03-01"
        ),
        (.lookedAfterChild(born: CivilDate(year: 2019, month: 5, day: 12)), "2094-05-12"),
        (.childWhoDied(CivilDate(year: 2024, month: 2, day: 29)), "2039-03-01"),
        (.adopted(CivilDate(year: 2027, month: 1, day: 4)), "2127-01-04"),
        (.fosterCarer(approvalEnded: CivilDate(year: 2028, month: 2, day: 29)), "2038-03-01"),
    ])
    func `ends on the right day`(retention: RetentionClass, day: String) {
        #expect(retention.until?.standardText == day)
    }

    @Test func `would dispose of a session on the day, and not before`() {
        let session = Term.sessions[0]
        let before = RetentionReport([session], facts: RetentionFacts(), on: day.adding(days: -1))
        #expect(before.rows.map(\.verdict) == [.kept])
        let on = RetentionReport([session], facts: RetentionFacts(), on: day)
        #expect(on.rows.map(\.verdict) == [.wouldBeDisposedOf])
        #expect(on.text.contains("Nothing was disposed of."))
        #expect(on.text.contains("since 12 May 2094, 75 years from the child’s birth."))
    }

    @Test func `follows the child of the case also where they have no seat of their own`() {
        let old = Kites.plan
        let plan = SessionPlan(
            session: SessionID("kites-father-1"),
            version: old.version,
            kind: .supervisedFamilyTime,
            start: old.start,
            end: old.end,
            zone: old.zone,
            seats: old.seats.filter { $0.value.role != .child },
            requiresInterpreter: false,
            maxPeople: 6
        )
        let session = CaseSession(entries: [], plan: plan, caseload: Kites.caseload())
        #expect(session.retention(RetentionFacts()).until == day)
    }

    @Test func `is stopped by a legal hold`() {
        var facts = RetentionFacts()
        facts.legalHolds = ["kites-1"]
        let report = RetentionReport([Term.sessions[0]], facts: facts, on: day)
        #expect(report.rows.map(\.verdict) == [.keptByHold])
    }

    @Test func `follows death and adoption`() {
        let session = Term.sessions[0]
        var facts = RetentionFacts()
        facts.deaths[Kites.amina] = CivilDate(year: 2030, month: 1, day: 1)
        #expect(session.retention(facts).until == CivilDate(year: 2045, month: 1, day: 1))
        facts.deaths[Kites.amina] = CivilDate(year: 2040, month: 1, day: 1)
        #expect(session.retention(facts).until == day)
        facts.adoptionOrders[Kites.amina] = CivilDate(year: 2027, month: 1, day: 4)
        #expect(session.retention(facts).until == CivilDate(year: 2127, month: 1, day: 4))
    }
}
