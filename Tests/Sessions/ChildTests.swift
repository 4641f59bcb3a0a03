import Casework
import Sessions
import Testing

@Suite struct `What a child can do` {
    private let child = Room.seat("child")
    private let supervisor = Room.seat("supervisor")

    @Test func `a break holds the session, and says whose break it is`() throws {
        var state = Room.after(.wentLive(by: supervisor))
        let events = try state.decide(.takeBreak, by: child)
        #expect(events == [.held(.childBreak, by: child)])
        for event in events { state.evolve(event, at: Room.start) }
        #expect(state.phase == .held)
        #expect(state.hold?.isChildReady == false)
    }

    @Test func `ready is said once, and only a supervisor lets it go on`() throws {
        var state = Room.after(.wentLive(by: supervisor), .held(.childBreak, by: child))
        for event in try state.decide(.sayReady, by: child) { state.evolve(event, at: Room.start) }
        #expect(state.phase == .held)
        #expect(state.hold?.isChildReady == true)
        #expect(throws: Rejection.alreadyDone) { try state.decide(.sayReady, by: child) }
        #expect(throws: Rejection.notForRole) { try state.decide(.resume, by: child) }
        #expect(try state.decide(.resume, by: supervisor) == [.resumed(by: supervisor)])
    }

    @Test func `ready means nothing in a pause of another's`() {
        let state = Room.after(.wentLive(by: supervisor), .held(.conduct, by: supervisor))
        #expect(throws: Rejection.wrongPhase(.held)) { try state.decide(.sayReady, by: child) }
    }

    @Test func `an alert is open until staff have seen it, and so is the next`() throws {
        var state = Room.after(.wentLive(by: supervisor), .childAlert(child))
        #expect(state.hasOpenAlert)
        #expect(state.phase == .live)
        for event in try state.decide(.acknowledgeAlert, by: Room.seat("colleague")) {
            state.evolve(event, at: Room.start)
        }
        #expect(!state.hasOpenAlert)
        state.evolve(.childAlert(child), at: Room.start)
        #expect(state.hasOpenAlert)
        #expect(state.alerts.first?.acknowledgedBy == Room.seat("colleague"))
    }

    @Test func `a face is chosen once before and once after`() throws {
        var state = Room.gathering()
        #expect(
            try state.decide(.feel(.skipped), by: child) == [.felt(child, .skipped, .before)]
        )
        state.evolve(.felt(child, .skipped, .before), at: Room.start)
        #expect(throws: Rejection.alreadyDone) { try state.decide(.feel(.happy), by: child) }
        state.evolve(.wentLive(by: supervisor), at: Room.start)
        #expect(throws: Rejection.wrongPhase(.live)) { try state.decide(.feel(.happy), by: child) }
        state.evolve(.ended(.childStopped, by: child), at: Room.start)
        #expect(try state.decide(.feel(.sad), by: child) == [.felt(child, .sad, .after)])
    }

    @Test func `at a child's seat the carer writes afterwards, at a parent's the parent`() throws {
        var state = Room.after(.wentLive(by: supervisor), .ended(.planned, by: supervisor))
        #expect(try state.decide(.afterword("a"), by: child) == [.carerNote("a", by: child)])
        let mother = Room.seat("family")
        #expect(try state.decide(.afterword("b"), by: mother) == [.ownWords("b", by: mother)])
        for _ in 0..<5 { state.evolve(.carerNote("a", by: child), at: Room.start) }
        #expect(throws: Rejection.alreadyDone) { try state.decide(.afterword("a"), by: child) }
    }

    @Test func `the page to draw on is opened once`() throws {
        var state = Room.after(.wentLive(by: supervisor))
        state.evolve(.drawingBegan(by: child), at: Room.start)
        #expect(throws: Rejection.alreadyDone) {
            try state.decide(.beginDrawing, by: Room.seat("family"))
        }
    }
}
