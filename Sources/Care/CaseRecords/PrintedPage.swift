/// A page that stands alone: no script, nothing fetched, one style, for a screen and for A4.
struct PrintedPage: Sendable {
    let title: String
    let body: HTMLText

    var html: String {
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
            \(body)
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    /// A table with a caption; the first cell of each row names the row.
    static func table(
        _ caption: String,
        columns: [String],
        rows: [[String]],
        isWordy: Bool = false
    ) -> HTMLText {
        let heads = columns.map { name -> HTMLText in "<th scope=\"col\">\(name)</th>" }
        let lines = rows.map { cells -> HTMLText in
            let rest = cells.dropFirst().map { cell -> HTMLText in "<td>\(cell)</td>" }
            return "<tr><th scope=\"row\">\(cells.first ?? "")</th>\(rest)</tr>\n"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(caption)">
            <table class="\(isWordy ? "wordy" : "plain")"><caption>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(lines)</tbody></table></div>

            """
    }

    private static let style: HTMLText = """

        .scroll { overflow-x: auto; margin: .8rem 0 1.2rem; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; \
        border-bottom: 1px solid var(--line); }
        thead th { border-bottom: 2px solid var(--soft); }
        tbody th { font-weight: 600; }
        svg { max-width: 100%; height: auto; display: block; margin: .6rem 0; }
        svg text { fill: var(--ink); font: 15px system-ui, sans-serif; }
        .bar { fill: var(--accent); stroke: var(--accent); }
        .bar.hatched { fill: url(#hatch); }
        .hatch-line { stroke: var(--accent); stroke-width: 3; }
        .day { margin: 1.6rem 0; break-inside: avoid; }
        .day h3 { margin: 0 0 .2rem; font-size: 1.05rem; }
        .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        @media screen and (max-width: 40rem) {
        svg[role=img] { display: none; }
        .wordy, .wordy tbody { display: block; }
        .wordy thead { display: none; }
        .wordy tbody tr { display: grid; grid-template-columns: 1fr 1fr; padding: .35rem 0; \
        border-bottom: 1px solid var(--line); }
        .wordy tbody tr > * { border: none; padding-block: 0; }
        .wordy tbody td:last-child { grid-column: 1 / -1; color: var(--soft); }
        }
        @media print { .scroll { overflow: visible; } }

        """
}
