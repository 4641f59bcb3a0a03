import Casework
import Safeguards
import Sessions
import Testing

@Suite struct `A child's break and alert` {
    private func live() -> Stage {
        var stage = Stage(PlainRules())
        stage.goLive()
        return stage
    }

    @Test func `a break closes the gate at once, before the log has it`() {
        var stage = live()
        stage.settlesAtOnce = false
        stage.ask(Kites.child, .takeBreak)
        #expect(!stage.isGateOpen)
        #expect(stage.session.state.hold?.reason == .childBreak)
    }

    @Test func `a break ends when the supervisor says so, never by the child's ready`() {
        var stage = live()
        stage.ask(Kites.child, .takeBreak)
        stage.ask(Kites.child, .sayReady)
        #expect(!stage.isGateOpen)
        #expect(stage.events.contains(.saidReady(Kites.child)))
        stage.ask(Kites.supervisor, .resume)
        #expect(stage.isGateOpen)
    }

    @Test func `a supervisor lost late in a long break has two minutes to come back`() {
        var stage = live()
        stage.ask(Kites.child, .takeBreak)
        stage.passWithBeats(seconds: 300)
        stage.give(.disconnected(Kites.supervisor))
        stage.pass(.seconds(119))
        #expect(stage.phase == .held)
        #expect(stage.pages.count == 1)
        stage.pass(.seconds(1))
        #expect(stage.phase == .ended)
    }

    @Test func `an alert is in the log and changes nothing else`() {
        var stage = live()
        let before = stage.session
        stage.beat(Kites.child, isAlert: true)
        #expect(stage.events.last == .childAlert(Kites.child))
        #expect(stage.isGateOpen)
        #expect(stage.pages == [])
        #expect(stage.session.state.phase == before.state.phase)
        #expect(stage.session.state.seats == before.state.seats)
    }

    @Test func `the beats of one press are one alert, a later press is another`() {
        var stage = live()
        for _ in 0..<3 {
            stage.beat(Kites.child, isAlert: true)
            stage.passWithBeats(seconds: 1)
        }
        #expect(stage.events.filter { $0 == .childAlert(Kites.child) }.count == 1)
        stage.passWithBeats(seconds: 6)
        stage.beat(Kites.child, isAlert: true)
        #expect(stage.events.filter { $0 == .childAlert(Kites.child) }.count == 2)
    }

    @Test(arguments: [Kites.mother, Kites.interpreter, Kites.supervisor])
    func `is nothing from any other seat`(seat: SeatID) {
        var stage = live()
        stage.beat(seat, isAlert: true)
        #expect(!stage.session.state.hasOpenAlert)
    }

    @Test func `rings the colleague once after a minute without an answer`() {
        var stage = live()
        stage.beat(Kites.child, isAlert: true)
        stage.passWithBeats(seconds: 59)
        #expect(stage.pages == [])
        stage.passWithBeats(seconds: 3)
        #expect(stage.pages.count == 1)
        #expect(
            stage.events.filter { if case .colleaguePaged = $0 { true } else { false } }.count == 1
        )
        #expect(stage.session.standingCalls == stage.pages)
        stage.ask(Kites.supervisor, .acknowledgeAlert)
        stage.passWithBeats(seconds: 1)
        #expect(stage.session.standingCalls == [], "nobody is needed any more")
    }

    @Test func `rings nobody once it was seen, and after the end too if it was not`() {
        var seen = live()
        seen.beat(Kites.child, isAlert: true)
        seen.passWithBeats(seconds: 30)
        seen.ask(Kites.supervisor, .acknowledgeAlert)
        seen.passWithBeats(seconds: 90)
        #expect(seen.pages == [])
        var ended = live()
        ended.beat(Kites.child, isAlert: true)
        ended.ask(Kites.child, .stop)
        ended.passWithBeats(seconds: 62)
        #expect(ended.pages.count == 1)
        #expect(ended.session.standingCalls == ended.pages, "it is still not seen")
    }
}
