package import Casework
import Sessions

extension RecordCopy {
    /// A page to read and to print: the record's words first, then what was taken out, and by when.
    package func html(askedOn day: CivilDate, calendar: WorkingCalendar) -> String {
        let head: HTMLText = """
            <header>
            <p class="kind">\(kind.title) for \(recipient.shownName)</p>
            <h1>\(plan.kind.words)</h1>
            <p class="when">\(plan.zone.day(plan.start)), planned \(plan.zone.clock(plan.start)) to \
            \(plan.zone.clock(plan.end))</p>
            <p class="how">This is a copy of a signed record. Names of other people are taken out, and a mark \
            in brackets stands in their place. At the end is a list of everything that was taken or left out.</p>
            </header>
            """
        let due = due(askedOn: day, calendar: calendar)
        let clock: HTMLText = """
            <section class="about" aria-labelledby="clock">
            <h2 id="clock">When you asked, and what you can do</h2>
            <p>You asked on \(day.words). The answer is due by \(due.words).</p>
            <p>If something is missing or wrong, tell the worker who gave you this. You can ask for it to be \
            looked at again, and you can complain to the Information Commissioner (ico.org.uk).</p>
            </section>
            """
        return PrintedPage(
            title: "\(kind.title), \(plan.zone.day(plan.start))",
            body: HTMLText(joining: [head] + sections.enumerated().map(part) + [list, clock])
        ).html
    }

    private func part(_ number: Int, _ section: Section) -> HTMLText {
        let fields = section.fields.map { field -> HTMLText in
            """
            <div class="field"><dt>\(field.title)</dt>
            <dd><blockquote dir="auto">\(field.text)</blockquote></dd></div>

            """
        }
        return """
            <section class="happened" aria-labelledby="part-\(String(number))">
            <h2 id="part-\(String(number))">\(section.title)</h2>
            <dl>\(fields)</dl>
            </section>

            """
    }

    private var list: HTMLText {
        let body =
            redactions.isEmpty
            ? "<p>Nothing.</p>"
            : PrintedPage.table(
                "What was taken or left out of this copy",
                columns: ["Field", "What", "Why"],
                rows: redactions.map { [$0.name, $0.what, $0.why] }
            )
        return """
            <section class="about" aria-labelledby="out">
            <h2 id="out">What was taken or left out</h2>
            \(body)
            </section>

            """
    }
}

extension RecordCopy.Kind {
    package var title: String {
        switch self {
        case .parents: "Parents’ copy"
        case .subject: "Copy of your own data"
        }
    }
}

extension RecordCopy.Redaction {
    /// With its number, where it has one.
    package var name: String { number == 0 ? title : "\(number) \(title)" }
}
