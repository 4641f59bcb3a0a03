import Casework
import Safeguards
import Sessions
import Testing

@Suite struct `A talk of a few alone` {
    /// In the child's break; nothing was asked of the media plane since.
    private func onBreak() -> Stage {
        var stage = Stage(PlainRules())
        stage.goLive()
        stage.ask(Kites.child, .takeBreak)
        stage.forgetMedia()
        return stage
    }

    /// Child and supervisor see and hear each other.
    private func talking() -> Stage {
        var stage = onBreak()
        stage.ask(Kites.child, .talk(with: Kites.supervisor))
        stage.give(.media(.gone))
        stage.give(.media(.ready))
        for seat in [Kites.child, Kites.supervisor] { stage.connectMedia(seat) }
        return stage
    }

    @Test func `begins with a media server of its own, once everybody's is gone`() {
        var stage = onBreak()
        stage.ask(Kites.child, .talk(with: Kites.supervisor))
        #expect(stage.media == [.close, .end])
        stage.forgetMedia()
        stage.give(.media(.gone))
        #expect(stage.media == [.start, .join(Kites.child), .join(Kites.supervisor)])
    }

    @Test func `opens for the two alone, when both are armed and not before`() {
        var stage = onBreak()
        stage.ask(Kites.supervisor, .talk(with: Kites.child))
        stage.give(.media(.gone))
        stage.give(.media(.ready))
        stage.connectMedia(Kites.supervisor)
        #expect(!stage.isGateOpen)
        stage.connectMedia(Kites.child)
        #expect(stage.openFor == [Kites.child, Kites.supervisor])
        #expect(stage.phase == .held)
    }

    @Test func `takes nobody in who comes meanwhile`() {
        var stage = talking()
        stage.forgetMedia()
        stage.give(.disconnected(Kites.mother))
        stage.ask(Kites.mother, .knock)
        #expect(!stage.media.contains(.join(Kites.mother)))
        #expect(!stage.media.contains(.start))
        #expect(stage.openFor == [Kites.child, Kites.supervisor])
    }

    @Test func `is allowed for both, and logged, before anything is done`() {
        var stage = onBreak()
        stage.settlesAtOnce = false
        stage.ask(Kites.child, .talk(with: Kites.supervisor))
        #expect(stage.media == [])
        let asked = stage.waiting.flatMap(\.entries).compactMap { entry -> SeatID? in
            guard case .decision(let decision) = entry, decision.isAllowed,
                decision.action == "breakWithChild"
            else { return nil }
            return decision.subject
        }
        #expect(asked == [Kites.child, Kites.supervisor])
        stage.settle()
        #expect(stage.media == [.close, .end])
    }

    @Test func `is of child and supervisor, in a pause, and one at a time`() {
        var stage = onBreak()
        let refusals = [
            stage.ask(Kites.mother, .talk(with: Kites.child)),
            stage.ask(Kites.supervisor, .talk(with: Kites.mother)),
            stage.ask(Kites.child, .talk(with: Kites.mother)),
        ]
        #expect(
            refusals.map { stage.answers[$0] } == [
                .refused(.rejected(.notForRole)), .refused(.rejected(.notToThem)),
                .refused(.rejected(.notToThem)),
            ]
        )
        stage.ask(Kites.child, .talk(with: Kites.supervisor))
        let second = stage.ask(Kites.supervisor, .talk(with: Kites.child))
        #expect(stage.answers[second] == .refused(.rejected(.alreadyDone)))
        var live = Stage(PlainRules())
        live.goLive()
        let early = live.ask(Kites.child, .talk(with: Kites.supervisor))
        #expect(live.answers[early] == .refused(.rejected(.wrongPhase(.live))))
    }

    @Test func `ends when either of them ends it, and then everybody joins again`() {
        for seat in [Kites.child, Kites.supervisor] {
            var stage = talking()
            let early = stage.ask(Kites.supervisor, .resume)
            #expect(stage.answers[early] == .refused(.rejected(.stillTalking)))
            stage.forgetMedia()
            stage.ask(seat, .endTalk)
            #expect(!stage.isGateOpen)
            #expect(stage.media == [.close, .end])
            stage.give(.media(.gone))
            #expect(stage.media.contains(.join(Kites.mother)))
            #expect(stage.media.contains(.join(Kites.child)))
            #expect(!stage.isGateOpen)
            stage.give(.media(.ready))
            // Not in the middle of it: it would be held again at once.
            let tooEarly = stage.ask(Kites.supervisor, .resume)
            #expect(stage.answers[tooEarly] == .refused(.mediaNotReady))
            for seat in stage.session.state.present { stage.connectMedia(seat) }
            stage.ask(Kites.supervisor, .resume)
            #expect(stage.phase == .live)
            #expect(stage.openFor.contains(Kites.mother))
        }
    }

    @Test
    func `has the interpreter in it where the child is understood by one, and asks for all three`()
        throws
    {
        var stage = Stage(try PolicyFiles.book(), signing: [Kites.child, Kites.interpreter])
        stage.goLive()
        stage.ask(Kites.child, .takeBreak)
        stage.forgetMedia()
        stage.ask(Kites.child, .talk(with: Kites.supervisor))
        let began = SessionEvent.breakTalkBegan(
            child: Kites.child,
            with: Kites.supervisor,
            by: Kites.child,
            interpreter: Kites.interpreter
        )
        #expect(stage.events.contains(began))
        let three: Set = [Kites.child, Kites.supervisor, Kites.interpreter]
        #expect(stage.session.state.talk?.members == three)
        stage.give(.media(.gone))
        stage.give(.media(.ready))
        for seat in three.sorted() {
            #expect(!stage.isGateOpen)
            stage.connectMedia(seat)
        }
        #expect(stage.openFor == three)
        stage.give(.disconnected(Kites.interpreter))
        #expect(!stage.isGateOpen)
        #expect(stage.events.contains(.talkEnded(.somebodyGone, by: nil)))
        // Without one it is still somebody's face that she knows.
        stage.ask(Kites.child, .talk(with: Kites.supervisor))
        #expect(stage.session.state.talk?.members == [Kites.child, Kites.supervisor])
    }

    @Test func `is dark four seconds after the supervisor's last proof of sight`() {
        var stage = talking()
        stage.pass(.seconds(4))
        #expect(stage.isGateOpen)
        stage.pass(.milliseconds(1))
        #expect(!stage.isGateOpen)
        #expect(stage.events.contains(.talkEnded(.policy, by: nil)))
        #expect(stage.session.state.talk == nil)
    }

    @Test func `ends with the connection of either, with the child's Stop, and with the plane`() {
        let ends: [(GuardedInput, TalkEnd)] = [
            (.disconnected(Kites.child), .somebodyGone),
            (.disconnected(Kites.supervisor), .somebodyGone),
            (.request(RequestNumber(900), by: Kites.child, .stop), .sessionEnded),
            (.request(RequestNumber(900), by: Kites.child, .withdraw), .somebodyGone),
            (.media(.lost("killed")), .mediaLost),
            (.restarted(gap: .seconds(3)), .serviceRestarted),
        ]
        for (input, reason) in ends {
            var stage = talking()
            stage.give(input)
            #expect(!stage.isGateOpen)
            #expect(stage.session.state.talk == nil)
            #expect(stage.events.contains(.talkEnded(reason, by: nil)), "\(input)")
        }
    }

    @Test func `tells the log who took part and from when to when, and nothing else`() {
        var stage = talking()
        stage.ask(Kites.child, .endTalk)
        let told = stage.events.filter { ["breakTalkBegan", "talkEnded"].contains($0.name) }
        #expect(
            told == [
                .breakTalkBegan(child: Kites.child, with: Kites.supervisor, by: Kites.child),
                .talkEnded(.asked, by: Kites.child),
            ]
        )
    }
}

@Suite struct `The staff's talk with sound and picture` {
    /// Just after the end, by the real policies; the family's pages and media server still go.
    private func ended() throws -> Stage {
        var stage = Stage(try PolicyFiles.book())
        stage.goLive()
        stage.ask(Kites.supervisor, .end(.planned))
        stage.forgetMedia()
        return stage
    }

    /// The family's pages are closed and their media server is gone; the written talk is open.
    private func alone() throws -> Stage {
        var stage = try ended()
        for seat in [Kites.child, Kites.mother] { stage.give(.disconnected(seat)) }
        stage.give(.media(.gone))
        stage.ask(Kites.supervisor, .openDebrief)
        return stage
    }

    /// Why the policies would not let the supervisor begin it.
    private func hindrances(_ stage: Stage) -> [String] {
        let question = PolicyQuestion(.debriefAloud, subject: Kites.supervisor)
        return stage.session.ask(question, at: stage.now).policies.map(\.id)
    }

    @Test func `waits for every page of the family, and for their media server to be gone`() throws
    {
        let rule = "debrief-aloud-after-everybody"
        var stage = try ended()
        stage.give(.media(.gone))
        #expect(hindrances(stage).contains(rule))
        stage = try ended()
        for seat in [Kites.child, Kites.mother] {
            #expect(hindrances(stage).contains(rule))
            stage.give(.disconnected(seat))
        }
        stage.ask(Kites.supervisor, .openDebrief)
        let early = stage.ask(Kites.supervisor, .joinDebrief)
        guard case .refused(.denied(let verdict))? = stage.answers[early] else {
            Issue.record("\(String(describing: stage.answers[early]))")
            return
        }
        #expect(verdict.policies.map(\.id) == [rule])
        #expect(stage.media == [.remove(Kites.child), .remove(Kites.mother)])
        stage.give(.media(.gone))
        let now = stage.ask(Kites.supervisor, .joinDebrief)
        #expect(stage.answers[now] == .done)
        #expect(stage.media.suffix(2) == [.start, .join(Kites.supervisor)])
    }

    @Test func `is for supervisor and interpreter, and nobody of the family can be in it`() throws {
        var stage = try alone()
        let early = stage.ask(Kites.interpreter, .joinDebrief)
        #expect(stage.answers[early] == .refused(.rejected(.notThere)))
        stage.ask(Kites.supervisor, .joinDebrief)
        for seat in [Kites.child, Kites.mother] {
            let refused = stage.ask(seat, .joinDebrief)
            #expect(stage.answers[refused] == .refused(.rejected(.notForRole)))
        }
        stage.ask(Kites.interpreter, .joinDebrief)
        stage.give(.media(.ready))
        for seat in [Kites.supervisor, Kites.interpreter] { stage.connectMedia(seat) }
        #expect(stage.openFor == [Kites.supervisor, Kites.interpreter])
    }

    @Test func `ends when everybody has left, by a command, or with the signature`() throws {
        let ends: [([(SeatID, SessionCommand)], TalkEnd, SeatID?)] = [
            (
                [(Kites.interpreter, .leaveTalk), (Kites.supervisor, .leaveTalk)], .everybodyLeft,
                nil
            ),
            ([(Kites.supervisor, .endTalk)], .asked, Kites.supervisor),
            ([(Kites.supervisor, .signRecord(hash: "9f"))], .recordSigned, nil),
        ]
        for (commands, reason, by) in ends {
            var stage = try alone()
            for seat in [Kites.supervisor, Kites.interpreter] { stage.ask(seat, .joinDebrief) }
            stage.give(.media(.ready))
            for seat in [Kites.supervisor, Kites.interpreter] { stage.connectMedia(seat) }
            #expect(stage.isGateOpen)
            for (seat, command) in commands { stage.ask(seat, command) }
            #expect(!stage.isGateOpen)
            #expect(stage.events.contains(.talkEnded(reason, by: by)), "\(reason)")
            #expect(stage.media.contains(.end))
        }
    }

    @Test func `goes on without one who loses the connection, and ends with the last`() throws {
        var stage = try alone()
        for seat in [Kites.supervisor, Kites.interpreter] { stage.ask(seat, .joinDebrief) }
        stage.give(.media(.ready))
        for seat in [Kites.supervisor, Kites.interpreter] { stage.connectMedia(seat) }
        stage.give(.disconnected(Kites.interpreter))
        #expect(stage.openFor == [Kites.supervisor])
        #expect(stage.events.contains(.debriefLeft(Kites.interpreter)))
        stage.give(.disconnected(Kites.supervisor))
        #expect(stage.events.contains(.talkEnded(.everybodyLeft, by: nil)))
        #expect(!stage.isGateOpen)
    }
}
