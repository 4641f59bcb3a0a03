import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `The child's side of a record` {
    private static let events =
        [(Kites.at(15, 58), SessionEvent.felt(Kites.child, .happy, .before))] + Kites.beginning
        + [
            (Kites.at(16, 5), .childAlert(Kites.child)),
            (Kites.at(16, 6), .alertAcknowledged(by: Kites.supervisor)),
            (Kites.at(16, 10), .held(.childBreak, by: Kites.child)),
            (Kites.at(16, 12), .saidReady(Kites.child)),
            (Kites.at(16, 13), .resumed(by: Kites.supervisor)),
            (Kites.at(16, 30), .ended(.planned, by: Kites.supervisor)),
            (Kites.at(16, 31), .felt(Kites.child, .skipped, .after)),
            (Kites.at(18, 0), .carerNote("She slept well.", by: Kites.child)),
            (Kites.at(18, 5), .ownWords("We were happy.", by: Kites.mother)),
        ]
    private let record = Kites.record(Self.events)

    @Test func `has the faces that she chose, or that she skipped them`() {
        #expect(
            record.fact(.checkInBefore)?.text
                == "15:58. Amina chose a face before the session: happy."
        )
        #expect(
            record.fact(.checkInAfter)?.text == "16:31. Amina skipped the faces after the session."
        )
        #expect(Kites.record().fact(.checkInBefore)?.text == "No check-in was taken.")
    }

    @Test func `tells break and alert where a parent's copy leaves them out`() {
        #expect(
            record.fact(.childStop)?.text == """
                16:05. Amina said: “I’m not OK”. Only staff saw it.
                16:06. Marcus saw that the child was not OK.
                16:10. Amina pressed Break.
                16:12. Amina was ready to go on.
                The child did not stop it.
                """
        )
        #expect(!RecordField.childStop.isInParentsCopy)
        #expect(
            record.fact(.holds)?.text
                == "16:10 to 16:13 (3 minutes). A short break. Marcus let it go on."
        )
        #expect(record.fact(.interventions)?.text == "None.")
        for field in RecordField.allCases where field.isInParentsCopy {
            let text = record.fact(field)?.text ?? ""
            #expect(!text.contains("Break") && !text.contains("not OK"), "\(field)")
        }
    }

    @Test func `has what the carer and the mother wrote, with the day`() {
        #expect(
            record.fact(.carerAfter)?.text
                == "Tuesday 20 October 2026, 18:00. Denise wrote afterwards: She slept well."
        )
        #expect(
            record.fact(.adultComment)?.text
                == "Tuesday 20 October 2026, 18:05. Nasrin wrote afterwards: We were happy."
        )
    }

    @Test func `counts the minutes of a break as paused`() {
        #expect(record.fact(.minutes)?.text.contains("Paused for 3 minutes") == true)
    }
}
