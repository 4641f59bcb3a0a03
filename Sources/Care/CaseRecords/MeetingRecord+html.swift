import Casework
import Sessions

/// The record as a page to read and to print, in the contact record's style.
extension MeetingRecord {
    /// A page that stands alone; `hash` is the SHA-256 of the canonical text, in hexadecimal; `additions`
    /// are what came since.
    package func html(hash: String?, additions: RecordAdditions? = nil) -> String {
        let zone = history.plan.zone
        let day = zone.day(history.plan.start)
        let state = head == nil ? "Draft, not signed" : "Signed"
        let page: HTMLText = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(form.title): \(subject), \(day)</title>
            <style>\(ContactRecord.style)</style>
            </head>
            <body>
            <main>
            <header>
            <p class="kind">\(form.title) · \(state)</p>
            <h1>\(subject)</h1>
            <p class="when">\(day), planned \(zone.clock(history.plan.start)) to \
            \(zone.clock(history.plan.end))</p>
            <p class="outcome">\(history.outcome?.words ?? "The session has not ended.")</p>
            <p class="how">\(filedTo.text) \(counting.text)</p>
            </header>
            \(additions?.notice ?? "")
            \(sections.map(section))
            \(carersPart)
            \(additions?.html ?? "")
            \(proof(hash))
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    private var subject: String {
        let role: SeatRole = form.isOfChild ? .child : .carer
        let people = history.plan.seats.filter { $0.value.role == role }.keys.sorted()
        return form == .attendance || people.isEmpty
            ? history.plan.kind.words
            : "\(history.plan.kind.words): \(names.listed(people))"
    }

    private func section(_ section: Section) -> HTMLText {
        let rows = section.rows.filter { !$0.value.isBlank }
        let blank = section.rows.filter { $0.value.isBlank }.map(\.title)
        let nothing: HTMLText =
            blank.isEmpty
            ? ""
            : "<p class=\"nothing\">Nothing written under: \(blank.joined(separator: "; ")).</p>"
        return """
            <section>
            <h2>\(section.title)</h2>
            <dl>\(rows.map(row))</dl>
            \(nothing)
            </section>

            """
    }

    private func row(_ row: Row) -> HTMLText {
        let lines = (row.fact?.lines ?? []).map { line -> HTMLText in
            "<p dir=\"auto\">\(line.text)\(line.entries.map(entry))</p>"
        }
        let written: HTMLText =
            row.fact == nil ? "<blockquote dir=\"auto\">\(row.text)</blockquote>" : ""
        return """
            <div class="field">
            <dt>\(row.title) <span class="source">\(provenance(row))</span></dt>
            <dd>\(lines)\(written)</dd>
            </div>

            """
    }

    private func entry(_ number: UInt64) -> HTMLText {
        " <span class=\"entry\"><span class=\"unseen\">log entry </span>\(String(number))</span>"
    }

    private func provenance(_ row: Row) -> String {
        switch row.source {
        case .auto: "from the log"
        case .plan: "from the plan"
        case .derived: "worked out from plan and log"
        case .human, .mixed: "written by \(names.shown(author))"
        }
    }

    /// Her own words stand apart, and are nobody else's.
    private var carersPart: HTMLText {
        guard let part else { return "" }
        let name = names.shown(part.by)
        let zone = history.plan.zone
        let words: HTMLText =
            part.words.isBlank
            ? "<p class=\"nothing\">\(name) added no words.</p>"
            : "<blockquote dir=\"auto\">\(part.words)</blockquote>"
        return """
            <section>
            <h2>\(name)’s part</h2>
            <p>\(name) read this record, \(part.view.words), and signed on \(zone.day(part.at)) at \
            \(zone.clock(part.at)).</p>
            \(words)
            </section>

            """
    }

    private func proof(_ hash: String?) -> HTMLText {
        guard let head, let hash else { return "" }
        return """
            <section class="proof">
            <h2>How this can be checked</h2>
            <p>\(names.official(author)) signed this record. It cannot be changed since.</p>
            <dl>
            <div class="field"><dt>Fingerprint of this record (SHA-256)</dt>
            <dd><code>\(hash)</code></dd></div>
            <div class="field"><dt>The log when it was signed</dt>
            <dd><p>\(String(head.size)) entries, with this root:</p><code>\(head.root)</code></dd></div>
            </dl>
            <p>Check the log with the service’s public key. Times are the server’s. No sound or picture \
            was recorded.</p>
            </section>

            """
    }
}
