import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `The record's page` {
    @Test func `has everything of a signed record`() {
        let page = Kites.record(draft: Kites.draft, head: Kites.head).html(hash: "9f2c41")
        for text in [
            "Amina: supervised family time", "Signed", "They finished the kite together.",
            "16:20 Nasrin asked which school it is.", "9f2c41", Kites.head.root, "25 entries",
            "written by Marcus", "staff only", "from the plan",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(page.contains("href=\"#entry-16\"><span class=\"unseen\">log entry </span>16</a>"))
        #expect(page.contains("<li id=\"entry-16\""))
        #expect(!page.contains("<script"))
        #expect(!page.contains("http:") && !page.contains("https:"))
    }

    @Test func `has what went well before concerns`() throws {
        let page = Kites.record(draft: Kites.draft).html(hash: nil)
        let strengths = try #require(page.firstRange(of: "<h2 id=\"strengths\">"))
        let concerns = try #require(page.firstRange(of: "<h2 id=\"concerns\">"))
        #expect(strengths.lowerBound < concerns.lowerBound)
    }

    @Test func `says of a draft that it is one`() {
        let page = Kites.record().html(hash: nil)
        #expect(page.contains("Draft, not signed"))
        #expect(!page.contains("Fingerprint of this record"))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\" onmouseover=\"x", "' onfocus='x", "</dd></main>",
        "&lt;b&gt;", "<!--", "\u{202E}evil", "a\u{2066}b\u{2069}", "a\u{0}\u{7F}\u{85}",
    ])
    func `escapes what somebody typed`(hostile: String) throws {
        var draft = Kites.draft
        for field in RecordField.allCases where field.isWritten { draft[field] = hostile }
        let plain = Kites.record(draft: draft.mapValues { _ in "words" }, purpose: "words")
        let record = Kites.record(draft: draft, purpose: hostile)
        let page = record.html(hash: hostile)
        #expect(!page.contains(hostile))
        let expected = plain.html(hash: "words")
        #expect(page.count(where: { $0 == "<" }) == expected.count(where: { $0 == "<" }))
        #expect(page.count(where: { $0 == "\"" }) == expected.count(where: { $0 == "\"" }))
        let steering = page.unicodeScalars.filter {
            (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
                || ($0.value < 0x20 && $0 != "\n")
        }
        #expect(steering.isEmpty)
    }

    @Test func `keeps its markup balanced`() {
        let page = Kites.record(draft: Kites.draft, head: Kites.head).html(hash: "9f2c")
        for tag in ["section", "dl", "dt", "dd", "div", "p", "span", "blockquote", "main"] {
            let opened = page.ranges(of: "<\(tag)>").count + page.ranges(of: "<\(tag) ").count
            #expect(opened == page.ranges(of: "</\(tag)>").count, "\(tag)")
        }
    }

    @Test func `names outcomes that a parent's copy leaves out`() {
        let events = Kites.beginning + [(Kites.at(16, 9), .ended(.childStopped, by: Kites.child))]
        let page = Kites.record(events).html(hash: nil)
        #expect(page.contains("Outcome <span class=\"staff\">staff only</span>"))
    }
}
