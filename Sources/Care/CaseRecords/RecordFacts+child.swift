import Casework
import Sessions

/// What the child said by a face or a button, and what others wrote about the session afterwards.
extension RecordFacts {
    func checkIn(_ checkIn: CheckIn) -> RecordFact {
        let lines = history.childsSide.filter { $0.event.isFelt(checkIn) }.map(line)
        return lines.isEmpty ? RecordFact("No check-in was taken.") : RecordFact(lines)
    }

    var carerAfter: RecordFact {
        written { if case .carerNote = $0 { true } else { false } }
    }

    var adultComment: RecordFact {
        written { if case .ownWords = $0 { true } else { false } }
    }

    /// One happening as a line: when, and what.
    func line(_ happening: SessionHistory.Happening) -> RecordFact.Line {
        RecordFact.Line(
            "\(clock(happening.mark)). \(sentences.sentence(for: happening.event))",
            entries: [happening.mark.sequence]
        )
    }

    private func written(_ isMeant: (SessionEvent) -> Bool) -> RecordFact {
        let lines = history.childsSide.filter { isMeant($0.event) }.map { happening in
            RecordFact.Line(
                "\(zone.day(happening.mark.at)), \(clock(happening.mark)). "
                    + sentences.sentence(for: happening.event),
                entries: [happening.mark.sequence]
            )
        }
        return lines.isEmpty ? RecordFact("Nothing was written afterwards.") : RecordFact(lines)
    }
}

extension SessionEvent {
    fileprivate func isFelt(_ checkIn: CheckIn) -> Bool {
        if case .felt(_, _, checkIn) = self { true } else { false }
    }

    var isOfABreakOrAlert: Bool {
        if case .saidReady = self { return true }
        if case .childAlert = self { return true }
        if case .alertAcknowledged = self { return true }
        return false
    }
}
