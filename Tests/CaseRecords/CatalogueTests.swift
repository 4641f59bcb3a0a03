import CaseRecords
import Testing

@Suite struct `The record's catalogue` {
    @Test func `has 68 fields, each with its own key and number`() {
        #expect(RecordField.allCases.count == 68)
        #expect(Set(RecordField.allCases.map(\.key)).count == 68)
        #expect(RecordField.allCases.map(\.number) == Array(1...68))
        // Landmarks of the published list.
        #expect(RecordField.strengths.number == 37)
        #expect(RecordField.childStop.number == 42)
        #expect(RecordField.reflection.number == 55)
        #expect(RecordField.logHead.number == 66)
    }

    @Test func `has each field in exactly one section`() {
        let placed = RecordSection.allCases.flatMap(\.fields)
        #expect(placed.count == 68)
        #expect(Set(placed) == Set(RecordField.allCases))
    }

    @Test func `fills half of the fields by itself`() {
        let filled = RecordField.allCases.filter { [.auto, .plan, .derived].contains($0.source) }
        #expect(filled.count == 33)
        #expect(RecordField.allCases.filter { $0.source == .mixed }.count == 7)
        #expect(RecordField.allCases.filter { $0.source == .human }.count == 28)
    }

    @Test func `asks nobody for what plan and log say`() {
        for field in RecordField.allCases where field.isWritten {
            #expect([.human, .mixed].contains(field.source), "\(field)")
            #expect(field.help != nil, "\(field) says what to write")
        }
        let asked = RecordField.allCases.filter { $0.isWritten || $0.layer == .review }
        #expect(asked.count == 35)
    }

    @Test func `names a reader of every mandatory field`() {
        for field in RecordField.allCases where field.isRequired {
            #expect(!field.reader.rawValue.isEmpty, "\(field)")
        }
        #expect(
            Set(RecordField.allCases.map(\.reader)) == Set(RecordField.Reader.allCases),
            "a reader for whom nothing is written is no reader"
        )
    }

    @Test func `keeps what a child did and what a supervisor felt out of parents' copies`() {
        for field in [RecordField.childStop, .reflection, .checkInBefore, .carerBefore] {
            #expect(!field.isInParentsCopy)
        }
        #expect(RecordField.strengths.isInParentsCopy)
    }

    @Test func `has what went well before concerns`() throws {
        let sections = RecordSection.allCases
        let strengths = try #require(sections.firstIndex(of: .strengths))
        let concerns = try #require(sections.firstIndex(of: .concerns))
        #expect(strengths < concerns)
    }
}
