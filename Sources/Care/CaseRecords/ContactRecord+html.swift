import Casework
import Sessions

/// The record as a page to read and to print.
extension ContactRecord {
    /// A page that stands alone: no script, nothing fetched, everything that was typed escaped.
    ///
    /// `hash` is the SHA-256 of the canonical text, in hexadecimal; nil before signing. `additions` are what
    /// came since.
    package func html(hash: String?, additions: RecordAdditions? = nil) -> String {
        let page: HTMLText = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            \(face)
            \(additions?.notice ?? "")
            \(RecordSection.allCases.map(section))
            \(additions?.html ?? "")
            \(logsWords)
            \(proof(hash))
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    private var title: String { "Contact record: \(names.childrenShown), \(day)" }

    private var day: String { history.plan.zone.day(history.plan.start) }

    /// What the record is about and who answers for it, before anything else.
    private var face: HTMLText {
        let zone = history.plan.zone
        let late: HTMLText =
            isLate
            ? "<p class=\"late\"><strong>Written late:</strong> more than 24 hours after the session.</p>"
            : ""
        let state = head == nil ? "Draft, not signed" : "Signed"
        return """
            <header>
            <p class="kind">Contact record · \(state)</p>
            <h1>\(names.childrenShown): \(history.plan.kind.words.lowercased())</h1>
            <p class="when">\(day), planned \(zone.clock(history.plan.start)) to \
            \(zone.clock(history.plan.end))</p>
            <p class="outcome">\(facts[.outcome]?.text ?? "")</p>
            \(late)
            <p class="how">What the log and the plan say is apart from what \
            \(names.shown(author)) saw and heard. A number like <span class="entry">12</span> is \
            the entry of the session’s log that a line rests on. Lines marked “staff only” are not \
            in a parent’s copy.</p>
            </header>
            """
    }

    private func section(_ section: RecordSection) -> HTMLText {
        let fields = section.fields.filter { applies($0) && $0.layer != .review && !isEmpty($0) }
        let blank = section.fields.filter { applies($0) && $0.layer != .review && isEmpty($0) }
        let nothing: HTMLText =
            blank.isEmpty
            ? ""
            : "<p class=\"nothing\">Nothing written under: \(blank.map(\.title).joined(separator: "; ")).</p>"
        let list: HTMLText = fields.isEmpty ? "" : "<dl>\(fields.map(row))</dl>"
        return """
            <section class="\(section.className)" aria-labelledby="\(section.className)">
            <h2 id="\(section.className)">\(section.title)</h2>
            \(list)
            \(nothing)
            </section>

            """
    }

    private func row(_ field: RecordField) -> HTMLText {
        let staff: HTMLText =
            isInParentsCopy(field) ? "" : " <span class=\"staff\">staff only</span>"
        let lines = shownLines(of: field).map { line -> HTMLText in
            "<p dir=\"auto\">\(line.text)\(line.entries.map(entry))</p>"
        }
        let text = text(field)
        let written: HTMLText =
            text.isBlank ? "" : "<blockquote dir=\"auto\">\(text)</blockquote>"
        return """
            <div class="field">
            <dt><span class="number" aria-hidden="true">\(String(field.number))</span> \
            \(field.title)\(staff) <span class="source">\(provenance(of: field))</span></dt>
            <dd>\(lines)\(written)</dd>
            </div>

            """
    }

    /// What the media server notes of itself is for a technician: said in one line, and whole in the JSON.
    private func shownLines(of field: RecordField) -> [RecordFact.Line] {
        let lines = facts[field]?.lines ?? []
        guard field == .technicalEvents, lines.count == history.technical.count else {
            return lines
        }
        let notes = zip(lines, history.technical).filter { $1.event.isMediaFact }.map(\.0)
        guard notes.count > 1 else { return lines }
        let others = zip(lines, history.technical).filter { !$1.event.isMediaFact }.map(\.0)
        let entries = notes.flatMap(\.entries)
        let span = "entries \(entries.min() ?? 0) to \(entries.max() ?? 0) of the log"
        return others + [
            .init("The media server noted \(notes.count) things of its own (between \(span)).")
        ]
    }

    private func entry(_ number: UInt64) -> HTMLText {
        let text: HTMLText = "<span class=\"unseen\">log entry </span>\(String(number))"
        return basis[number] == nil
            ? " <span class=\"entry\">\(text)</span>"
            : " <a class=\"entry\" href=\"#entry-\(String(number))\">\(text)</a>"
    }

    /// What each entry says that a line above rests on: one press away.
    private var logsWords: HTMLText {
        let fields = RecordField.allCases.filter { applies($0) && $0.layer != .review }
        let cited = Set(fields.flatMap(shownLines).flatMap(\.entries)).sorted()
        let items = cited.compactMap { number in
            basis[number].map { words -> HTMLText in
                """
                <li id="entry-\(String(number))" tabindex="-1" dir="auto"><span class="entry">\(String(number))</span> \
                \(words)</li>

                """
            }
        }
        guard !items.isEmpty else { return "" }
        return """
            <section class="about" aria-labelledby="log">
            <h2 id="log">What the log says</h2>
            <p>The entries of the session’s log that lines above rest on, in the log’s own words. Staff only.</p>
            <ul class="log">\(items)</ul>
            </section>

            """
    }

    private func provenance(of field: RecordField) -> String {
        let written = "written by \(names.shown(author))"
        return switch field.source {
        case .auto: "from the log"
        case .plan: "from the plan"
        case .derived: "worked out from plan and log"
        case .human: written
        case .mixed: text(field).isBlank ? "from the log" : "from the log, and \(written)"
        }
    }

    private func isEmpty(_ field: RecordField) -> Bool {
        facts[field] == nil && text(field).isBlank
    }

    /// How a child's stop came about is told to parents only if a lead agrees (field 42).
    private func isInParentsCopy(_ field: RecordField) -> Bool {
        field.isInParentsCopy && !(field == .outcome && outcome == .stoppedByChild)
    }

    private func proof(_ hash: String?) -> HTMLText {
        guard let head, let hash else {
            return """
                <section class="proof" aria-labelledby="proof">
                <h2 id="proof">How this can be checked</h2>
                <p>This is a draft. When it is signed, its fingerprint goes into the session’s log.</p>
                </section>
                """
        }
        return """
            <section class="proof" aria-labelledby="proof">
            <h2 id="proof">How this can be checked</h2>
            <p>\(facts[.author]?.lines.first?.text ?? ""), signed this record. It cannot be changed \
            since.</p>
            <dl>
            <div class="field"><dt>Fingerprint of this record (SHA-256)</dt>
            <dd><code>\(hash)</code></dd></div>
            <div class="field"><dt>The log when it was signed</dt>
            <dd><p>\(String(head.size)) entries, with this root:</p><code>\(head.root)</code></dd></div>
            </dl>
            <p>Take the fingerprint of the record’s canonical text and compare it with this one: if they \
            differ, the record was changed. Check the log with the service’s public key: each entry is \
            part of the root above. Both support checking that neither was altered since signing. \
            Whether anything is missing from the log can only be told by comparing it with a checkpoint \
            kept elsewhere.</p>
            <p>Times are the server’s. No sound or picture was recorded. A person wrote what stands as \
            seen and heard; no program judged anybody.</p>
            </section>
            """
    }
}

extension RecordSection {
    fileprivate var className: String {
        switch self {
        case .whatHappened: "happened"
        case .before: "before"
        case .during: "during"
        case .strengths: "strengths"
        case .concerns: "concerns"
        case .after: "after"
        case .whatNext: "next"
        case .reflection: "reflection"
        case .about: "about"
        }
    }
}

extension SessionEvent {
    fileprivate var isMediaFact: Bool { if case .mediaFact = self { true } else { false } }
}
