import CaseRecords
import Casework
import JSON
import Sessions
import Testing

@Suite struct `What is added to a record` {
    private func addendum(at: Timestamp, text: String, hash: String = "b7e1") -> Addendum {
        Addendum(
            by: Kites.supervisor,
            at: at,
            reason: "I had forgotten it.",
            text: text,
            record: "9f2c41",
            previous: "9f2c41",
            hash: hash
        )
    }

    private func additions(_ events: SessionEvent...) -> RecordAdditions {
        let entries = events.enumerated().map { number, event in
            LoggedEntry(
                sequence: UInt64(80 + number),
                at: Kites.end.advanced(by: .seconds(30 * 3600)),
                entry: .event(event)
            )
        }
        return RecordAdditions(entries, plan: Kites.plan, caseload: Kites.caseload())
    }

    @Test func `stands on the record's page with its author, its reason, and as late where it is`()
    {
        let late = Kites.end.advanced(by: .seconds(25 * 3600))
        let asks = RecordCheck(
            by: Kites.supervisor,
            verdict: .asksForAddendum,
            reason: "<b>Who</b> waved?",
            of: "9f2c41"
        )
        let added = additions(
            .addendumAdded(addendum(at: late, text: "<script>She</script> waved.")),
            .recordChecked(asks)
        )
        let record = Kites.record(draft: Kites.draft, head: Kites.head)
        let page = record.html(hash: "9f2c41", additions: added)
        for text in [
            "One addendum since it was signed", "Addendum 1, by Marcus Bell", "I had forgotten it.",
            "&lt;script&gt;She&lt;/script&gt; waved.", "Written late", "Manager’s check",
            "&lt;b&gt;Who&lt;/b&gt; waved?", "Wednesday 21 October 2026",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("<script>"))
        let plain = record.html(hash: "9f2c41", additions: additions())
        #expect(plain == record.html(hash: "9f2c41"))
        #expect(!plain.contains("Since it was signed"))
    }

    @Test func `has a text of its own that its hash is taken of, and that tells what it follows`() {
        let added = additions()
        let one = addendum(at: Kites.end, text: "She waved.")
        let text = JSONWriter.text(added.canonical(one), sorted: true)
        // For ever: whoever has the file can take the hash again.
        #expect(
            text == """
                {"author":{"name":"Marcus Bell","seat":"s-marcus"},"format":"record-addendum/1","isLate":false,\
                "previous":"9f2c41","reason":"I had forgotten it.","record":"9f2c41","session":"kites-2026-10-20",\
                "text":"She waved.","writtenAt":1792510200000}
                """
        )
        let other = addendum(at: Kites.end, text: "She waved!")
        #expect(JSONWriter.text(added.canonical(other), sorted: true) != text)
        let renamed = addendum(at: Kites.end, text: "She waved.", hash: "else")
        #expect(added.canonical(renamed) == added.canonical(one))
    }
}
