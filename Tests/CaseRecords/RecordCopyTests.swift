import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `A copy of a record` {
    /// Names planted where people write: in any case, possessive, whole, hidden by soft hyphens.
    private static let planted: [RecordField: String] = Kites.draft.merging([
        .themes:
            "DENISE OKAFOR’s dog; den\u{AD}ise said so. Kamal Uddin, “kamal”, Uddin's car. Priya rang.",
        .strengths: "Nasrin Sultana and Amina laughed. Denise waved.",
        .concerns: "none",
        .carerBefore: "Denise was worried about Kamal.",
        .reflection: "Kamal frightens me.",
    ]) { _, new in new }

    private func copy(
        for person: PersonID,
        as kind: RecordCopy.Kind,
        head: ContactRecord.LogHead? = Kites.head,
        addenda: Int = 0
    ) throws(RecordCopy.Refusal) -> RecordCopy {
        try RecordCopy(
            Kites.record(draft: Self.planted, head: head),
            addenda: addenda,
            caseload: Kites.caseload(),
            for: person,
            as: kind
        )
    }

    private let asked = CivilDate(year: 2026, month: 10, day: 31)
    private let calendar = WorkingCalendar(zone: Kites.zone)

    private func words(_ page: String) -> String {
        String(String.UnicodeScalarView(page.unicodeScalars.filter { $0 != "\u{AD}" })).lowercased()
    }

    @Test func `for a mother has nobody's name but hers, the child's and the workers'`() throws {
        let copy = try copy(for: Kites.nasrin, as: .parents)
        let page = words(copy.html(askedOn: asked, calendar: calendar))
        for name in ["denise", "okafor", "kamal", "uddin", "frightens"] {
            #expect(!page.contains(name), "\(name)")
        }
        for name in ["nasrin sultana", "amina", "marcus", "farida", "priya"] {
            #expect(page.contains(name), "\(name)")
        }
        #expect(page.contains("[carer]’s dog; [carer] said so. [another family member], "))
        let titles = copy.sections.flatMap(\.fields).map(\.title)
        for field in RecordField.allCases where !field.isInParentsCopy {
            #expect(!titles.contains(field.title))
        }
    }

    @Test func `for the father takes the mother out too`() throws {
        let page = words(
            try copy(for: Kites.kamal, as: .parents).html(askedOn: asked, calendar: calendar)
        )
        #expect(!page.contains("nasrin") && page.contains("kamal uddin"))
        // The family name is the child's as well, who is his daughter.
        #expect(page.contains("[another family member] sultana and amina laughed"))
    }

    @Test func `for the child keeps what is hers and takes the others out`() throws {
        let page = words(
            try copy(for: Kites.amina, as: .subject).html(askedOn: asked, calendar: calendar)
        )
        #expect(page.contains("next time we fly it") && page.contains("amina"))
        for name in ["denise", "nasrin", "kamal", "frightens"] { #expect(!page.contains(name)) }
    }

    @Test func `lists every field that it took something out of, and why`() throws {
        let copy = try copy(for: Kites.nasrin, as: .parents)
        let themes = try #require(copy.redactions.first { $0.title == RecordField.themes.title })
        #expect(themes.what == "5 names taken out" && themes.why == "about other people")
        let reflection = copy.redactions.first { $0.title == RecordField.reflection.title }
        #expect(reflection?.what == "left out")
        let page = copy.html(askedOn: asked, calendar: calendar)
        for redaction in copy.redactions { #expect(page.contains(redaction.what)) }
        let marked = copy.sections.flatMap(\.fields).filter { $0.text.contains("[") }.map(\.title)
        #expect(marked.allSatisfy { title in copy.redactions.contains { $0.title == title } })
    }

    @Test func `says that something was added after signing, which it does not have`() throws {
        let copy = try copy(for: Kites.nasrin, as: .parents, addenda: 2)
        let added = try #require(copy.redactions.first { $0.number == 62 })
        #expect(added.what == "2 addenda left out")
        #expect(copy.html(askedOn: asked, calendar: calendar).contains(added.what))
        #expect(
            try !self.copy(for: Kites.nasrin, as: .parents).redactions.contains { $0.number == 62 }
        )
    }

    @Test func `does not tell a parent by what is left out that the child pressed Stop`() throws {
        let stopped =
            Kites.session.dropLast() + [(Kites.at(16, 30), .ended(.childStopped, by: Kites.child))]
        let pages = try [Kites.session, Array(stopped)].map { events in
            let record = Kites.record(events, draft: Kites.draft, head: Kites.head)
            let copy = try RecordCopy(
                record,
                caseload: Kites.caseload(),
                for: Kites.nasrin,
                as: .parents
            )
            return copy.html(askedOn: asked, calendar: calendar)
        }
        #expect(pages.first == pages.last)
    }

    @Test func `is due in a month, on a working day, or in ten working days for a parent`() throws {
        let subject = try copy(for: Kites.amina, as: .subject)
        // 31 October and one month: 30 November 2026 is a Monday.
        #expect(
            subject.due(askedOn: asked, calendar: calendar)
                == CivilDate(year: 2026, month: 11, day: 30)
        )
        // 26 November and one month: Boxing Day, a Saturday in 2026, kept on Monday 28.
        #expect(
            subject.due(askedOn: CivilDate(year: 2026, month: 11, day: 26), calendar: calendar)
                == CivilDate(year: 2026, month: 12, day: 29)
        )
        let parents = try copy(for: Kites.nasrin, as: .parents)
        #expect(
            parents.due(askedOn: CivilDate(year: 2026, month: 10, day: 20), calendar: calendar)
                == CivilDate(year: 2026, month: 11, day: 3)
        )
    }

    @Test func `is refused for a draft, a stranger, a worker, and who has no say for the child`() {
        #expect(throws: RecordCopy.Refusal.notSigned) {
            _ = try copy(for: Kites.nasrin, as: .parents, head: nil)
        }
        #expect(throws: RecordCopy.Refusal.personUnknown) {
            _ = try copy(for: PersonID("nobody"), as: .subject)
        }
        #expect(throws: RecordCopy.Refusal.noParentalResponsibility) {
            _ = try copy(for: Kites.denise, as: .parents)
        }
        #expect(throws: RecordCopy.Refusal.notSubject) {
            _ = try copy(for: Kites.marcus, as: .subject)
        }
        // Not in this session, so nothing here is about him to ask for as his own.
        #expect(throws: RecordCopy.Refusal.notSubject) {
            _ = try copy(for: Kites.kamal, as: .subject)
        }
    }
}
