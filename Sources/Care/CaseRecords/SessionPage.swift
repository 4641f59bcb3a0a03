/// A session's whole log as a page to read and to print, for somebody outside.
///
/// It stands alone: no script, nothing fetched, everything that was typed escaped.
package struct SessionPage: Sendable {
    /// One entry of the log.
    package struct Row: Sendable {
        package let number: String
        package let time: String
        package let sentence: String
        /// The reasons of the policies that decided.
        package let reasons: [String]

        package init(number: String, time: String, sentence: String, reasons: [String] = []) {
            self.number = number
            self.time = time
            self.sentence = sentence
            self.reasons = reasons
        }
    }

    private let title: String
    private let subtitle: String
    private let facts: [(String, String)]
    private let rows: [Row]
    private let proof: [(String, String)]
    private let words: [String]

    /// `facts` stand before the entries, `proof` is shown as code, `words` say how this can be checked.
    package init(
        title: String,
        subtitle: String,
        facts: [(String, String)],
        rows: [Row],
        proof: [(String, String)],
        words: [String]
    ) {
        self.title = title
        self.subtitle = subtitle
        self.facts = facts
        self.rows = rows
        self.proof = proof
        self.words = words
    }

    package var html: String {
        let page: HTMLText = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>\(ContactRecord.style)\(Self.style)</style>
            </head>
            <body>
            <main>
            <header>
            <p class="kind">A session’s log</p>
            <h1>\(title)</h1>
            <p class="when">\(subtitle)</p>
            </header>
            <dl>\(facts.map { Self.field($0.0, "<p dir=\"auto\">\($0.1)</p>") })</dl>
            <section aria-labelledby="log">
            <h2 id="log">Everything that was written down, in order</h2>
            <table>
            <thead><tr><th scope="col">Entry</th><th scope="col">Time</th>\
            <th scope="col">What happened</th></tr></thead>
            <tbody>
            \(rows.map(Self.row))</tbody>
            </table>
            </section>
            <section class="proof" aria-labelledby="proof">
            <h2 id="proof">How this can be checked</h2>
            \(words.map { word -> HTMLText in "<p>\(word)</p>\n" })
            <dl>\(proof.map { Self.field($0.0, "<code>\($0.1)</code>") })</dl>
            </section>
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    private static func field(_ term: String, _ definition: HTMLText) -> HTMLText {
        """
        <div class="field"><dt>\(term)</dt><dd>\(definition)</dd></div>

        """
    }

    private static func row(_ row: Row) -> HTMLText {
        let reasons = row.reasons.map { reason -> HTMLText in
            "<p class=\"source\">\(reason)</p>"
        }
        return """
            <tr><td><span class="entry">\(row.number)</span></td><td>\(row.time)</td>\
            <td><p dir="auto">\(row.sentence)</p>\(reasons)</td></tr>

            """
    }

    private static let style: HTMLText = """

        dl .field dt { padding-left: 0; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th { text-align: left; }
        th, td { vertical-align: top; padding: .35rem .8rem .35rem 0; \
        border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        td:first-child, td:nth-child(2) { white-space: nowrap; }
        tr { break-inside: avoid; }
        td > p { unicode-bidi: isolate; white-space: pre-wrap; }
        @media (max-width: 40rem) { td:nth-child(2) { white-space: normal; } }

        """
}
