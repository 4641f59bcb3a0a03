import Casework
import Sessions
import Testing

@Suite struct `After a record is signed` {
    private let author = Room.seat("supervisor")
    private let lead = Room.seat("lead")

    private var signed: SessionState {
        Room.after(
            .wentLive(by: author),
            .ended(.planned, by: author),
            .recordSigned(hash: "r", by: author)
        )
    }

    private func addendum(_ hash: String, after previous: String, by seat: SeatID? = nil)
        -> Addendum
    {
        Addendum(
            by: seat ?? author,
            at: Room.start,
            reason: "Forgotten.",
            text: "She waved.",
            record: "r",
            previous: previous,
            hash: hash
        )
    }

    private func check(_ verdict: RecordCheck.Verdict, of hash: String) -> RecordCheck {
        RecordCheck(by: lead, verdict: verdict, reason: "Why?", of: hash)
    }

    @Test func `each addendum names what came last, and nothing else is taken`() throws {
        var state = signed
        let first = addendum("1", after: "r")
        for event in try state.decide(.addAddendum(first), by: author) {
            state.evolve(event, at: Room.start)
        }
        #expect(state.recordTail == "1" && state.recordHash == "r")
        // Written against what was there before: two people at once, or a page that was not read again.
        #expect(throws: Rejection.outdated) {
            try state.decide(.addAddendum(addendum("2", after: "r", by: lead)), by: lead)
        }
        let other = Addendum(
            by: author,
            at: Room.start,
            reason: "r",
            text: "t",
            record: "another",
            previous: "1",
            hash: "2"
        )
        #expect(throws: Rejection.outdated) { try state.decide(.addAddendum(other), by: author) }
        #expect(throws: Rejection.notForRole) {
            try state.decide(.addAddendum(addendum("2", after: "1")), by: lead)
        }
        #expect(
            try state.decide(.addAddendum(addendum("2", after: "1", by: lead)), by: lead).count == 1
        )
    }

    @Test func `a check asks, is answered by an addendum, and agrees; what comes later is new`()
        throws
    {
        var state = signed
        let asks = check(.asksForAddendum, of: "r")
        state.evolve(.recordChecked(asks), at: Room.start)
        #expect(state.phase == .writtenUp && state.openRequest == asks)
        state.evolve(.addendumAdded(addendum("1", after: "r")), at: Room.start)
        #expect(state.openRequest == nil)
        #expect(throws: Rejection.outdated) {
            try state.decide(.checkRecord(check(.agrees, of: "r")), by: lead)
        }
        for event in try state.decide(.checkRecord(check(.agrees, of: "1")), by: lead) {
            state.evolve(event, at: Room.start)
        }
        #expect(state.phase == .reviewed)
        #expect(throws: Rejection.alreadyDone) {
            try state.decide(.checkRecord(check(.agrees, of: "1")), by: lead)
        }
        state.evolve(.addendumAdded(addendum("2", after: "1")), at: Room.start)
        #expect(state.phase == .writtenUp)
        #expect(state.addenda.count == 2 && state.recordHash == "r")
    }
}
