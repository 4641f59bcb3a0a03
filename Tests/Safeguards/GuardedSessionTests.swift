import Casework
import Safeguards
import Sessions
import Testing

@Suite struct `A supervised session` {
    private func live() -> Stage {
        var stage = Stage(PlainRules())
        stage.goLive()
        return stage
    }

    @Test func `goes live when everybody is there, and nothing flows before`() {
        var stage = Stage(PlainRules())
        stage.gather()
        #expect(stage.phase == .gathering)
        #expect(!stage.isGateOpen)
        stage.ask(Kites.supervisor, .start)
        #expect(stage.phase == .live)
        #expect(stage.openFor == [Kites.supervisor, Kites.interpreter, Kites.mother, Kites.child])
    }

    @Test func `writes down once what is pressed twice before the log has it`() {
        var stage = Stage(PlainRules())
        stage.ask(Kites.supervisor, .knock)
        stage.settlesAtOnce = false
        let first = stage.ask(Kites.supervisor, .check(.sober))
        let second = stage.ask(Kites.supervisor, .check(.sober))
        let other = stage.ask(Kites.supervisor, .check(.alone))
        stage.settle()
        #expect(stage.answers[first] == .done && stage.answers[other] == .done)
        #expect(stage.answers[second] == .refused(.rejected(.alreadyDone)))
        #expect(stage.events.filter { $0.name == "checkDone" }.count == 2)
    }

    @Test func `opens nothing until the log has the grant`() {
        var stage = Stage(PlainRules())
        stage.gather()
        stage.settlesAtOnce = false
        stage.ask(Kites.supervisor, .start)
        #expect(!stage.isGateOpen)
        stage.settle()
        #expect(stage.isGateOpen)
    }

    @Test func `refuses a grant that the log could not take, and says that nothing was changed`() {
        var stage = Stage(PlainRules())
        stage.gather()
        stage.settlesAtOnce = false
        let request = stage.ask(Kites.supervisor, .start)
        stage.settle(isDurable: false)
        #expect(!stage.isGateOpen)
        #expect(stage.answers[request] == .refused(.journalFailed))
    }

    @Test func `goes dark at once when the supervisor's connection is lost`() {
        var stage = live()
        stage.give(.disconnected(Kites.supervisor))
        #expect(stage.phase == .held)
        #expect(!stage.isGateOpen)
        #expect(stage.session.state.hold?.reason == .supervisorLost)
    }

    @Test func `goes dark four seconds after the supervisor's last proof of sight`() {
        var stage = live()
        stage.pass(.seconds(4))
        #expect(stage.phase == .live)
        stage.pass(.milliseconds(1))
        #expect(stage.phase == .held)
        #expect(stage.session.state.hold?.reason == .supervisorNotSeeing)
    }

    @Test func `says in the log when the supervisor has seen and heard everybody`() {
        #expect(live().events.filter { $0 == .attested(by: Kites.supervisor) }.count == 1)
    }

    @Test func `goes dark when beats come but pictures do not`() {
        var stage = live()
        for _ in 0..<5 {
            stage.pass(.seconds(1))
            stage.beat(Kites.supervisor, seesNobody: true)
        }
        #expect(stage.phase == .held)
    }

    @Test
    func `is held again if the supervisor has not seen everybody three seconds after the start`() {
        var stage = Stage(PlainRules())
        stage.gather()
        stage.ask(Kites.supervisor, .start)
        for _ in 0..<30 {
            stage.pass(.milliseconds(100))
            stage.beat(Kites.supervisor, seesNobody: true)
        }
        #expect(stage.phase == .live)
        stage.pass(.milliseconds(1))
        #expect(stage.phase == .held)
    }

    @Test func `stays held when the supervisor is back, until the supervisor resumes it`() {
        var stage = live()
        stage.give(.disconnected(Kites.supervisor))
        stage.pass(.seconds(1))
        stage.ask(Kites.supervisor, .knock)
        stage.connectMedia(Kites.supervisor)
        stage.passWithBeats(seconds: 3)
        #expect(stage.phase == .held)
        stage.ask(Kites.supervisor, .resume)
        #expect(stage.phase == .live)
    }

    @Test func `is not resumed by a supervisor who is back but does not see`() {
        var stage = live()
        stage.give(.disconnected(Kites.supervisor))
        stage.ask(Kites.supervisor, .knock)
        let request = stage.ask(Kites.supervisor, .resume)
        #expect(stage.phase == .held)
        guard case .refused(.denied) = stage.answers[request] else {
            Issue.record("resumed without sight")
            return
        }
    }

    @Test func `a resume that was on its way when the supervisor went is void`() {
        var stage = live()
        stage.ask(Kites.supervisor, .hold(.other))
        stage.settlesAtOnce = false
        let request = stage.ask(Kites.supervisor, .resume)
        stage.give(.disconnected(Kites.supervisor))
        stage.settle()
        #expect(stage.phase == .held)
        #expect(!stage.isGateOpen)
        #expect(stage.answers[request] != .done)
        #expect(stage.events.contains(.grantVoided("resume", by: Kites.supervisor)))
    }

    @Test func `ends at once when the child presses stop, with the log failed too`() {
        var stage = live()
        stage.settlesAtOnce = false
        stage.ask(Kites.child, .stop)
        #expect(stage.phase == .ended)
        #expect(!stage.isGateOpen)
        #expect(stage.events.contains(.ended(.childStopped, by: Kites.child)))
    }

    @Test func `rings the colleague after fifteen seconds and ends after two minutes`() {
        var stage = live()
        stage.give(.disconnected(Kites.supervisor))
        stage.pass(.seconds(15))
        #expect(stage.pages.count == 1)
        #expect(stage.session.standingCalls == stage.pages)
        stage.pass(.seconds(104))
        #expect(stage.phase == .held)
        stage.pass(.seconds(1))
        #expect(stage.session.state.endReason == .supervisorGone)
        #expect(stage.session.standingCalls == [], "it is over, and nobody is called any more")
    }

    @Test func `goes dark when the interpreter goes`() {
        var stage = live()
        stage.give(.disconnected(Kites.interpreter))
        #expect(stage.session.state.hold?.reason == .interpreterLost)
        #expect(!stage.isGateOpen)
    }

    @Test func `lets nobody go on when the log fails`() {
        var stage = live()
        stage.give(.journalFailed)
        #expect(stage.session.state.hold?.reason == .journalFailed)
        let request = stage.ask(Kites.supervisor, .resume)
        #expect(stage.answers[request] == .refused(.journalFailed))
    }

    @Test func `is held when the media server is gone, and starts a new one`() {
        var stage = live()
        stage.give(.media(.lost("killed")))
        #expect(stage.session.state.hold?.reason == .mediaLost)
        let request = stage.ask(Kites.supervisor, .resume)
        #expect(stage.answers[request] == .refused(.mediaNotReady))
    }

    @Test func `removes an adult who withdraws, keeps the record, and cuts them off`() {
        var stage = live()
        stage.ask(Kites.mother, .withdraw)
        #expect(stage.session.state.seat(Kites.mother).place == .gone)
        #expect(!stage.openFor.contains(Kites.mother))
        #expect(stage.dismissed[Kites.mother] == .agreementWithdrawn)
    }

    @Test func `what is replayed from the log is the state that was`() {
        var stage = live()
        stage.ask(Kites.supervisor, .note("Amina laughed.", .note))
        stage.give(.disconnected(Kites.supervisor))
        stage.pass(.seconds(130))
        var replayed = SessionState(plan: Kites.plan(), agreements: Kites.caseload().agreements)
        for event in stage.events { replayed.evolve(event, at: Kites.start) }
        #expect(replayed.phase == stage.phase)
        #expect(replayed.seats == stage.session.state.seats)
        #expect(replayed.notes.map(\.text) == ["Amina laughed."])
    }

    @Test func `every event is read back from the log's words`() {
        let stage = live()
        for entry in stage.log { #expect(LogEntry(json: entry.json) == entry) }
        #expect(stage.log.count > 20)
    }
}
