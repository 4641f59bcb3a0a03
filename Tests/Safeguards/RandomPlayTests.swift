import Casework
import Safeguards
import Sessions
import Testing

/// Random play: commands, losses, beats, clocks and the journal's answers in any order.
@Suite struct `A hundred thousand random plays` {
    // In four parts, for as many cores as there are.
    @Test(arguments: UInt64(0)..<4)
    func `never open the gate while anything is missing, nor without a qualified supervisor`(
        part: UInt64
    ) async {
        var generator = SplitMix(state: 20_261_020 + part)
        var opened = 0
        let empty = Stage(PlainRules())
        var gathered = empty
        gathered.gather()
        for play in 0..<25_000 {
            // Others wait for this thread, some of them with a time limit.
            if play.isMultiple(of: 50) { await Task.yield() }
            var stage = play % 4 == 0 ? empty : gathered
            stage.settlesAtOnce = Bool.random(using: &generator)
            for _ in 0..<16 {
                randomStep(&stage, &generator)
                if stage.isGateOpen { opened += 1 }
                guard holds(stage) else {
                    Issue.record(
                        "part \(part), play \(play): open in \(stage.phase), log \(stage.events.suffix(6))"
                    )
                    return
                }
            }
        }
        // The plays reach what they are to judge.
        #expect(opened > 10_000)
    }

    private func holds(_ stage: Stage) -> Bool {
        guard stage.isGateOpen else { return stage.phase != .live }
        let facts = stage.session.facts(at: stage.now)
        let talk = stage.session.state.talk
        if let talk, talk.kind == .debrief { return isAfterEverybody(stage, talk) }
        let isTwo = talk.map { stage.phase == .held && stage.openFor == $0.members } ?? false
        return (stage.phase == .live && talk == nil || isTwo)
            && stage.openFor.isSubset(of: stage.session.state.present)
            && !stage.session.hasJournalFailed && stage.session.isMediaReady
            && PlainRules.missing(facts, at: stage.now.civil) == nil
    }
}

/// After the end, and only supervisor, colleague and interpreter.
private func isAfterEverybody(_ stage: Stage, _ talk: Talk) -> Bool {
    let staff: Set = [Kites.supervisor, Kites.colleague, Kites.interpreter]
    return stage.phase == .ended && stage.openFor.isSubset(of: talk.members)
        && talk.members.isSubset(of: staff) && stage.session.isMediaReady
}

/// One thing that can happen, drawn at random.
func randomStep(_ stage: inout Stage, _ generator: inout SplitMix) {
    let seat = Kites.all.randomElement(using: &generator) ?? Kites.mother
    switch Int.random(in: 0..<26, using: &generator) {
    case 0, 1: stage.ask(Kites.supervisor, .start)
    case 2, 3: stage.ask(Kites.supervisor, .resume)
    case 4: stage.ask(seat, .hold(.other))
    case 5: stage.give(.disconnected(seat))
    case 6:
        stage.ask(seat, .knock)
        stage.connectMedia(seat)
    case 7: stage.ask(Kites.supervisor, .admit(seat))
    case 8: stage.pass(.milliseconds(Int.random(in: 1..<5_000, using: &generator)))
    case 9, 10, 11, 12: stage.passWithBeats(seconds: 1)
    case 13: stage.beat(Kites.supervisor, seesNobody: true)
    case 14: stage.settle(isDurable: Int.random(in: 0..<10, using: &generator) > 0)
    case 15: stage.settle()
    case 16: stage.give(.media(.lost("test")))
    case 17: stage.give(.media(.ready))
    case 20:
        stage.ask(
            Kites.child,
            [.takeBreak, .sayReady].randomElement(using: &generator) ?? .takeBreak
        )
    case 21: stage.ask(Kites.child, .talk(with: Kites.supervisor))
    case 22:
        stage.give(.media(.gone))
        stage.give(.media(.ready))
        for seat in stage.session.state.talk?.members ?? [] { stage.connectMedia(seat) }
    case 23:
        stage.ask(
            [Kites.child, Kites.supervisor].randomElement(using: &generator) ?? seat,
            .endTalk
        )
    case 24 where Int.random(in: 0..<4, using: &generator) == 0:
        stage.ask(Kites.supervisor, .end(.planned))
        stage.ask(Kites.supervisor, .openDebrief)
        stage.ask(Kites.supervisor, .joinDebrief)
    case 25:
        stage.ask(
            seat,
            [.joinDebrief, .leaveTalk].randomElement(using: &generator) ?? .joinDebrief
        )
    case 18: stage.ask(seat, [.leave, .withdraw].randomElement(using: &generator) ?? .leave)
    case _: stage.give(.disconnected(Kites.supervisor))
    }
}

/// Sebastiano Vigna's SplitMix64: the same plays each time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
