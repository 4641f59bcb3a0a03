import Casework
import Sessions

/// The report as a page: what came of the sessions, each number with its formula, charts with tables.
extension SessionStatistics {
    package var html: String {
        PrintedPage(
            title: "Family time, \(period.words)",
            body: """
                <header>
                <p class="kind">Remote sessions</p>
                <h1>Family time in numbers</h1>
                <p class="when">\(period.words)</p>
                <p class="how">Every number is worked out from the sessions’ log; nobody typed it. \
                \(Self.noneInPerson) Groups of fewer than \(String(Breakdown.fewest)) sessions are \
                not shown.</p>
                </header>
                <section aria-labelledby="outcomes"><h2 id="outcomes">How sessions came out</h2>
                \(outcomes)</section>
                <section aria-labelledby="months"><h2 id="months">Month by month</h2>
                \(months)</section>
                <section aria-labelledby="figures"><h2 id="figures">The numbers</h2>
                \(numbers)</section>
                <section aria-labelledby="groups"><h2 id="groups">For whom</h2>
                \(groups(byRelationship))\(groups(byLanguage))
                <p class="how">Disability, ethnicity and use of sign language are kept in the case \
                system, and so are not in this log.</p></section>
                """
        ).html
    }

    /// The report as lines for a terminal.
    package var text: String {
        var lines = ["Family time, remote sessions, \(period.words)", ""]
        let width = figures.map(\.title.count).max() ?? 0
        lines += figures.map { figure in
            figure.title + String(repeating: " ", count: width - figure.title.count + 2)
                + figure.value.text
        }
        lines += ["", "How they came out: " + counts(outcomeCounts)]
        if held.count < sessions.count { lines.append("Why not held: " + counts(lossCounts)) }
        return lines.joined(separator: "\n")
    }

    private var outcomeCounts: [(String, Int)] {
        Outcome.allCases.map { ($0.words, count(of: $0)) }
    }

    private var lossCounts: [(String, Int)] {
        LossReason.allCases.map { ($0.words, count(of: $0)) }.filter { $0.1 > 0 }
    }

    private func counts(_ counts: [(String, Int)]) -> String {
        let told = counts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
        return told.isEmpty ? "none." : told.joined(separator: ", ") + "."
    }

    private var outcomes: HTMLText {
        let rows = outcomeCounts.map { [$0.0, String($0.1)] }
        let losses = lossCounts.map { [$0.0, String($0.1)] }
        let chart = BarChart(
            title: "How sessions came out",
            bars: Outcome.allCases.map { outcome in
                let count = count(of: outcome)
                return BarChart.Bar(
                    label: outcome.words,
                    count: count,
                    words: String(count),
                    isHatched: outcome == .notHeld
                )
            }
        )
        let why: HTMLText =
            losses.isEmpty
            ? ""
            : PrintedPage.table("Why not held", columns: ["Reason", "Sessions"], rows: losses)
        return """
            \(chart.svg)\
            \(PrintedPage.table("Outcomes", columns: ["Outcome", "Sessions"], rows: rows))\(why)
            """
    }

    private var months: HTMLText {
        let chart = BarChart(
            title: "Sessions held and not held, month by month",
            bars: byMonth.flatMap { month in
                [
                    BarChart.Bar(
                        label: month.month,
                        count: month.held,
                        words: "\(month.held) held",
                        isHatched: false
                    ),
                    BarChart.Bar(
                        label: "",
                        count: month.notHeld,
                        words: "\(month.notHeld) not held",
                        isHatched: true
                    ),
                ]
            }
        )
        let rows = byMonth.map { [$0.month, String($0.held), String($0.notHeld)] }
        let columns = ["Month", "Held", "Not held"]
        return
            "\(chart.svg)\(PrintedPage.table("Held and not held", columns: columns, rows: rows))"
    }

    private var numbers: HTMLText {
        PrintedPage.table(
            "Each number with its formula",
            columns: ["Number", "Value", "How it is worked out"],
            rows: figures.map { [$0.title, $0.value.text, $0.formula] },
            isWordy: true
        )
    }

    private func groups(_ breakdown: Breakdown) -> HTMLText {
        PrintedPage.table(
            breakdown.title,
            columns: ["Group", "Offered", "Held rate"],
            rows: breakdown.rows.map { row in
                [
                    row.label, row.counts.map { String($0.offered) } ?? Self.suppressed,
                    row.counts?.rate.text ?? Self.suppressed,
                ]
            }
        )
    }
}

extension LossReason {
    var words: String {
        switch self {
        case .childDeclined: "The child did not want to"
        case .authorityStaffing: "No supervisor came"
        case .courtOrSuspension: "An order or a restriction"
        case .presentation: "The supervisor decided before the child came in"
        case .technical: "Technical, of our own making"
        case .interpreter: "No interpreter came"
        case .family: "The family did not come"
        case .carer: "The child was not brought"
        case .other: "Another reason"
        }
    }
}
