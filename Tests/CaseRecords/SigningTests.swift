import CaseRecords
import Casework
import JSON
import Sessions
import Testing

@Suite struct `Writing and signing a record` {
    @Test func `starts with the notes of the session, with their times`() {
        let record = Kites.record()
        #expect(record.text(.interaction) == "16:05 Nasrin showed the blue kite.")
        #expect(record.text(.concerns) == "16:20 Nasrin asked which school it is.")
        #expect(record.text(.strengths).isEmpty)
    }

    @Test func `is whole with the required words, and says what is lacking without them`() {
        #expect(Kites.record(draft: Kites.draft).problems.isEmpty)
        #expect(
            Kites.record().problems == [
                "Say how the child was before.",
                "Say how the visiting adult was.",
                "Say how they greeted each other.",
                "Say what warmth you saw and heard, and who began.",
                "Say what they talked about.",
                "Say how the adult answered the child’s needs.",
                "Say what went well.",
                "Say whether you saw signs of recording, or “none”.",
                "Say whether a child told of harm, or “none”.",
                "Say whether there was significant harm, or “none”.",
                "Say how the goodbye was.",
                "Say how the child was after.",
                "Write the child’s own words, or “not asked because” and why.",
            ]
        )
    }

    @Test(arguments: [
        (RecordField.concerns, "", "Write your concerns, or “none”."),
        (
            .concerns, "None.",
            "You noted a concern during the session. Keep it under “Concerns”, or say there what "
                + "became of it."
        ),
        (.strengths, "none", "“What went well” needs a sentence, not “none”."),
        (.strengths, "\u{200B}\u{202E}\n ", "Say what went well."),
        (
            .childsWords, "not asked",
            "Write the child’s own words, or “not asked because” and why."
        ),
        (
            .childsWords, "Not asked because",
            "Write the child’s own words, or “not asked because” and why."
        ),
        (.disclosure, "See the safeguarding record of today.", "Say whom you told, when and how."),
        (
            .gifts, "She wants to send it to 14 Mill Lane, wf9 1zx.",
            "“Gifts, promises and messages” seems to hold a postcode. Leave the place out: say that "
                + "it was told, not what it is."
        ),
        (
            .carerBefore, "Denise Okafor told me.",
            "“What the carer said before” has the carer’s full name. Write “Denise (carer)”."
        ),
    ])
    func `is not signed with`(field: RecordField, text: String, problem: String) {
        var draft = Kites.draft
        draft[field] = text
        #expect(Kites.record(draft: draft).problems == [problem])
    }

    @Test(arguments: [
        (RecordField.childsWords, "Not asked because she had fallen asleep."),
        (.gifts, "B2 4th of May, room A1 2nd floor, 16:20, R2D2, the M25"),
        (.carerBefore, "Denise (carer) told me."),
        (.strengths, "দুজনেই ঘুড়িটা শেষ করল।"),
    ])
    func `is signed with`(field: RecordField, text: String) {
        var draft = Kites.draft
        draft[field] = text
        #expect(Kites.record(draft: draft).problems.isEmpty)
    }

    @Test func `takes no words for what the log says`() {
        var draft = Kites.draft
        draft[.attendance] = "Everybody was late."
        draft[.managerReview] = "Outstanding."
        let record = Kites.record(draft: draft)
        #expect(record.text(.attendance).isEmpty)
        #expect(record.text(.managerReview).isEmpty)
        #expect(!JSONWriter.text(record.canonical).contains("Everybody was late"))
    }

    @Test func `has a form with what went well before concerns`() throws {
        let sections = Kites.record(draft: Kites.draft).form
        #expect(sections.map(\.title).first == "What happened")
        let rows = sections.flatMap(\.rows)
        let strengths = try #require(rows.firstIndex { $0.field == .strengths })
        let concerns = try #require(rows.firstIndex { $0.field == .concerns })
        #expect(strengths < concerns)
        #expect(Set(rows.map(\.key)).count == rows.count)
        #expect(rows.allSatisfy { $0.source != .mixed })
        #expect(rows.allSatisfy { $0.source == .human || $0.help == nil })
        #expect(!rows.contains { $0.field == .siblings || $0.field == .managerReview })
        let ending = rows.filter { $0.field == .ending }
        #expect(ending.map(\.key) == ["ending-log", "ending"])
        #expect(ending.map(\.entry) == [25, nil])
    }

    @Test func `has a canonical text that is stable`() throws {
        let forwards = Kites.record(draft: Kites.draft, head: Kites.head)
        var draft: [RecordField: String] = [:]
        for field in RecordField.allCases.reversed() { draft[field] = Kites.draft[field] }
        let backwards = Kites.record(draft: draft, head: Kites.head)
        let bytes = JSONWriter.bytes(forwards.canonical, sorted: true)
        #expect(bytes == JSONWriter.bytes(backwards.canonical, sorted: true))
        let read = try JSONParser.parse(bytes)
        #expect(JSONWriter.bytes(read, sorted: true) == bytes)
        draft[.strengths]?.append(" ")
        let changed = Kites.record(draft: draft, head: Kites.head)
        #expect(bytes != JSONWriter.bytes(changed.canonical, sorted: true))
    }

    @Test func `keeps fact, observation and reflection apart in its canonical text`() throws {
        let canonical = Kites.record(draft: Kites.draft, head: Kites.head).canonical
        let layers = try #require(canonical["layers"])
        let keys = { (layer: String) in
            (layers[layer]?.array ?? []).compactMap { $0["key"]?.string }
        }
        #expect(keys("reflection") == ["reflection"])
        #expect(!keys("fact").contains("strengths"))
        let observed = keys("observation")
        let strengths = try #require(observed.firstIndex(of: "strengths"))
        let concerns = try #require(observed.firstIndex(of: "concerns"))
        #expect(strengths < concerns)
        let numbers = ["fact", "observation", "reflection"].flatMap { layer in
            (layers[layer]?.array ?? []).compactMap { $0["number"]?.integer }
        }
        let skipped = (canonical["doesNotApply"]?.array ?? []).compactMap(\.integer)
        // The manager's check (62) comes after signing.
        #expect(Set(numbers + skipped + [62]) == Set(1...68))
        #expect(canonical["author"]?["name"]?.string == "Marcus Bell")
        #expect(canonical["submittedAt"]?.integer == Kites.at(17, 30).milliseconds)
        #expect(canonical["log"]?["size"]?.integer == 25)
    }

    @Test func `holds no carer's name and nothing of people who were not there`() {
        let record = Kites.record(draft: Kites.draft, head: Kites.head)
        for text in [JSONWriter.text(record.canonical), record.html(hash: "9f2c")] {
            #expect(!text.contains("Okafor"))
            #expect(!text.contains("Sultana"))
            #expect(!text.contains("Kamal"))
            #expect(!text.contains("01632"))
        }
    }

    @Test func `tells nothing of an opened link`() {
        let events =
            Kites.session + [(Kites.at(16, 31), .incident("Opened elsewhere.", Kites.mother))]
        let record = Kites.record(events, draft: Kites.draft, head: Kites.head)
        #expect(!JSONWriter.text(record.canonical).contains("Opened elsewhere"))
        #expect(!record.html(hash: "9f2c").contains("Opened elsewhere"))
    }
}
