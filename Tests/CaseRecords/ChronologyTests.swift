import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `A child's story` {
    private let story = Chronology(Term.sessions, for: Kites.amina, at: Term.at(14, 0))

    @Test func `tells each day, held or not`() {
        #expect(story.name == "Amina")
        // All but the carers' meeting.
        #expect(story.days.count == 11)
        #expect(
            story.days.first?.sentences == [
                "You saw Nasrin, your mother, on the screen for 30 minutes.",
                "Marcus was with you the whole time. Farida helped with the language. Denise was "
                    + "next to you.",
            ]
        )
        #expect(story.days.first?.childsWords == "“Next time we fly it.”")
    }

    @Test(arguments: [
        (3, "You said that you wanted to stop, and it stopped. That is always all right."),
        (4, "did not come that day. It was not because of anything you did."),
        (5, "That was our mistake, and nobody else’s."),
        (7, "You did not want to that day, and the grown-ups listened."),
    ])
    func `says whose doing it was, and never the child's fault`(number: Int, words: String) {
        let day = story.days[number]
        #expect(day.sentences.contains { $0.contains(words) }, "\(day.sentences)")
    }

    @Test func `has no words of the trade and nothing of others'`() {
        let page = story.html.lowercased()
        for word in [
            "contact", "supervis", "interven", "no-show", "attend", "incident", "sultana", "okafor",
            "opened elsewhere", "conduct", "s-", "session",
        ] {
            let body = page.split(separator: "<body>").last.map(String.init) ?? page
            #expect(!body.contains(word), "\(word)")
        }
    }

    @Test func `has what was written to the child, once it is signed`() {
        let written: [RecordField: String] = [.messageForChild: "You <built> a kite."]
        let open = Term.session(0, Term.beginning() + [(30, Term.ended)], written: written)
        let draft = Chronology([open], for: Kites.amina, at: Term.at(1, 0))
        #expect(draft.days.first?.message == nil)
        let signed = Term.session(
            0,
            Term.beginning() + [(30, Term.ended), (40, Term.signed)],
            written: written
        )
        let told = Chronology([signed], for: Kites.amina, at: Term.at(1, 0))
        #expect(told.days.first?.message?.from == "Marcus")
        #expect(told.html.contains("You &lt;built&gt; a kite."))
    }

    @Test func `sets the child's own faces against what it was for, purpose by purpose`() {
        let faces: [(Feeling, Feeling)] = [
            (.inBetween, .happy), (.skipped, .skipped), (.sad, .inBetween),
        ]
        let sessions = faces.enumerated().map { number, pair in
            Term.session(
                number,
                Term.beginning() + [
                    (-2, .felt(Kites.child, pair.0, .before)), (30, Term.ended),
                    (31, .felt(Kites.child, pair.1, .after)),
                ]
            )
        }
        let told = Chronology(sessions, for: Kites.amina, at: Term.at(14, 0))
        #expect(told.purposes.map(\.text) == ["Amina and her mum keep their bond."])
        #expect(told.purposes.first?.checkIns.map(\.before) == [.inBetween, .sad])
        #expect(told.purposes.first?.checkIns.map(\.after) == [.happy, .inBetween])
        #expect(told.html.contains("<td>in between</td><td>happy</td>"))
        let other = Chronology(
            [sessions[0], Term.session(1, Term.beginning(), purpose: "A new start.")],
            for: Kites.amina,
            at: Term.at(14, 0)
        )
        #expect(other.purposes.map(\.checkIns.count) == [1, 0])
        #expect(other.html.contains("not asked how you felt"))
    }

    @Test func `is nobody else's`() {
        #expect(Chronology(Term.sessions, for: Kites.nasrin, at: Term.at(14, 0)).days.isEmpty)
    }
}
