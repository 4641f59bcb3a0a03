import Casework
import Sessions
import TestSupport
import Testing

@Suite struct `Twenty thousand random sessions` {
    @Test func `never undo an end, a removal, or the order of phases`() async {
        var generator = SeededGenerator(seed: 20_261_020)
        var reached: [Phase: Int] = [:]
        for play in 0..<20_000 {
            if play.isMultiple(of: 500) { await Task.yield() }
            var state = play.isMultiple(of: 2) ? Room.gathering() : Room.scheduled()
            for _ in 0..<32 {
                let before = state
                let events = Self.randomStep(state, &generator)
                for event in events { state.evolve(event, at: Room.start) }
                if let broken = Self.brokenRule(from: before, to: state) {
                    Issue.record("play \(play): \(broken) in \(before.phase) after \(events)")
                    return
                }
            }
            reached[state.phase, default: 0] += 1
        }
        // The plays reach what they are to judge.
        for phase in Room.states.map(\.phase) where phase != .scheduled && phase != .held {
            #expect(reached[phase, default: 0] > 20, "\(phase): \(reached)")
        }
    }

    /// Where each phase may lead, besides to itself.
    private static let arrows: [Phase: Set<Phase>] = [
        .scheduled: [.gathering], .gathering: [.live, .notHeld], .live: [.held, .ended],
        .held: [.live, .ended], .ended: [.writtenUp], .notHeld: [.writtenUp], .writtenUp: [],
    ]

    private static func brokenRule(from before: SessionState, to after: SessionState) -> String? {
        if after.plan != before.plan { return "the plan changed" }
        if after.phase != before.phase,
            arrows[before.phase]?.contains(after.phase) != true
        {
            return "\(after.phase) came"
        }
        if before.endedAt != nil && after.endReason != before.endReason { return "another end" }
        if (after.phase == .held) != (after.hold != nil) { return "a hold without a reason" }
        if after.phase == .live && after.wentLiveAt == nil { return "live at no time" }
        for (name, seat) in before.seats where seat.place == .gone && seat.removal != .left {
            if after.seat(name).place != .gone { return "\(name.text) came back" }
        }
        for (name, seat) in after.seats where seat.place == .room && before.seats[name] != seat {
            if before.phase.isOver && before.seat(name).place != .room { return "a late arrival" }
        }
        return nil
    }

    /// What a person or the server does; an empty list if it was refused.
    private static func randomStep(_ state: SessionState, _ generator: inout SeededGenerator)
        -> [SessionEvent]
    {
        let seat = Room.all.randomElement(using: &generator) ?? Room.gran
        let other = Room.all.randomElement(using: &generator) ?? Room.gran
        let supervisor = Room.seat("supervisor")
        let by = Bool.random(using: &generator) ? supervisor : seat
        let commands: [SessionCommand] = [
            .takeSeat(credential: "c"), .agree(true, language: .english),
            .agree(false, language: .english), .knock, .knock,
            .check(Check.allCases.randomElement(using: &generator) ?? .alone),
            .confirmIdentity(other), .rejectIdentity(other), .admit(other), .admit(other), .start,
            .start, .hold(.other), .resume, .resume, .remove(other), .end(.planned),
            .note("n", .note), .takeOver, .stop, .leave, .withdraw, .read(.log, reason: "r"),
            .signRecord(hash: "h"), .takeBreak, .sayReady, .acknowledgeAlert, .feel(.happy),
            .afterword("a"), .beginDrawing,
        ]
        switch Int.random(in: 0..<12, using: &generator) {
        // Connections come and go of themselves, for who has one to lose.
        case 0: return state.seat(seat).isConnected ? [.connectionLost(seat)] : []
        // The server's own acts, as it does them.
        case 1: return state.phase == .live ? [.held(.supervisorLost, by: nil)] : []
        case 2:
            let isThere = [.room, .waiting].contains(state.seat(seat).place)
            return isThere ? [.removed(seat, .policy, by: nil)] : []
        case _:
            let command = commands.randomElement(using: &generator) ?? .knock
            return (try? state.decide(command, by: by)) ?? []
        }
    }
}
