import Casework
import Safeguards
import Sessions
import Testing

@Suite struct `The authority's policies, in a session` {
    private func stage(without id: String? = nil) throws -> Stage {
        Stage(try PolicyFiles.book(without: id))
    }

    private func live(without id: String? = nil) throws -> Stage {
        var stage = try stage(without: id)
        stage.goLive()
        return stage
    }

    @Test func `let the session go live, and say which policies let it`() throws {
        let stage = try live()
        #expect(stage.phase == .live)
        let decisions = stage.log.compactMap {
            if case .decision(let entry) = $0 { entry } else { nil }
        }
        let start = try #require(decisions.first { $0.action == "startSession" })
        #expect(start.isAllowed)
        #expect(start.policies == ["allow-run-supervisor"])
        #expect(start.sentences == ["You are an approved supervisor and you are in the room."])
        #expect(decisions.allSatisfy { $0.errors.isEmpty })
    }

    @Test func `keep the child out until everybody she expects is there`() throws {
        var stage = try stage()
        for seat in [Kites.supervisor, Kites.child] { stage.ask(seat, .knock) }
        stage.ask(Kites.supervisor, .admit(Kites.supervisor))
        let request = stage.ask(Kites.supervisor, .admit(Kites.child))
        guard case .refused(.denied(let verdict)) = stage.answers[request] else {
            Issue.record("the child was let in")
            return
        }
        #expect(verdict.policies.map(\.id).contains("child-admitted-last"))
        #expect(stage.session.state.seat(Kites.child).place == .waiting)
    }

    @Test func `hold after four seconds without sight, exactly`() throws {
        var stage = try live()
        stage.pass(.seconds(4))
        #expect(stage.phase == .live)
        stage.pass(.milliseconds(1))
        #expect(stage.phase == .held)
    }

    @Test func `hold when the supervisor's page is hidden for more than ten seconds`() throws {
        var stage = try live()
        for _ in 0..<11 {
            stage.pass(.seconds(1))
            stage.beat(Kites.supervisor, isVisible: false)
        }
        #expect(stage.phase == .live)
        stage.pass(.seconds(1))
        stage.beat(Kites.supervisor, isVisible: false)
        #expect(stage.phase == .held)
    }

    @Test func `remove a person barred while waiting, and hold before one in the room goes`() throws
    {
        var stage = try live()
        stage.give(
            .restrictionAdded(Restriction(id: "R9", kind: .barred(Kites.nasrin), basis: "order"))
        )
        #expect(stage.phase == .held)
        #expect(stage.session.state.seat(Kites.mother).place == .gone)
        #expect(stage.dismissed[Kites.mother] == .policy)
        let kinds = stage.events.suffix(2).map(\.name)
        #expect(kinds == ["held", "removed"])
    }

    @Test func `refuse a browser that holds the father's seat, in words that name nobody`() throws {
        var stage = try stage()
        let facts = DeviceFacts(alsoUsedBy: [Kites.kamal])
        stage.give(
            .request(RequestNumber(9), by: Kites.mother, .takeSeat(credential: "c"), from: facts)
        )
        guard case .refused(.denied(let verdict)) = stage.answers[RequestNumber(9)] else {
            Issue.record("the seat was taken")
            return
        }
        #expect(verdict.policies.map(\.id) == ["device-used-by-barred"])
        let sentence = try #require(verdict.policies.first?.familyReason)
        for name in ["Nasrin", "Kamal", "Amina"] { #expect(!sentence.contains(name)) }
    }

    @Test func `let a face be looked at while a supervisor is in the room, and not before`() throws
    {
        var stage = try stage()
        func isShown(_ seat: SeatID) -> Bool {
            stage.session.ask(PolicyQuestion(.showFace, subject: seat), at: stage.now).isAllowed
        }
        for seat in [Kites.mother, Kites.child, Kites.supervisor] { stage.ask(seat, .knock) }
        #expect(!isShown(Kites.mother))
        stage.ask(Kites.supervisor, .admit(Kites.supervisor))
        #expect(isShown(Kites.mother))
        #expect(isShown(Kites.child))
        stage.give(.disconnected(Kites.supervisor))
        #expect(!isShown(Kites.mother))
    }

    @Test func `show nobody's face from a browser that holds the father's seat`() throws {
        var stage = try stage()
        for seat in [Kites.supervisor, Kites.mother] { stage.ask(seat, .knock) }
        stage.ask(Kites.supervisor, .admit(Kites.supervisor))
        let question = PolicyQuestion(.showFace, subject: Kites.mother)
        let barred = DeviceFacts(alsoUsedBy: [Kites.kamal])
        #expect(stage.session.allows(question, from: DeviceFacts(), at: stage.now))
        #expect(!stage.session.allows(question, from: barred, at: stage.now))
        #expect(
            !stage.session.allows(question, from: DeviceFacts(connections: 2), at: stage.now)
        )
    }

    @Test func `refuse the second device and keep the first`() throws {
        var stage = try live()
        let facts = DeviceFacts(connections: 2)
        stage.give(.request(RequestNumber(9), by: Kites.mother, .knock, from: facts))
        guard case .refused(.denied(let verdict)) = stage.answers[RequestNumber(9)] else {
            Issue.record("the second device came in")
            return
        }
        #expect(verdict.policies.map(\.id) == ["one-device-only"])
        #expect(stage.phase == .live)
        #expect(stage.session.state.seat(Kites.mother).place == .room)
    }

    @Test func `open nothing without the permission to send`() throws {
        let stage = try live(without: "allow-publish-present")
        #expect(stage.openFor.isEmpty)
    }

    @Test func `no longer hold when the rule that says so is deleted`() throws {
        var stage = try live(without: "supervisor-must-see-and-hear")
        stage.pass(.seconds(60))
        #expect(stage.phase == .live)
    }

    @Test func `random play with the real policies keeps the gate shut as the plain rules say`()
        throws
    {
        var generator = SplitMix(state: 7)
        var gathered = try stage()
        gathered.gather()
        for play in 0..<60 {
            var stage = gathered
            for _ in 0..<12 {
                randomStep(&stage, &generator)
                let missing = PlainRules.missing(
                    stage.session.facts(at: stage.now),
                    at: stage.now.civil
                )
                if stage.isGateOpen, missing != nil || stage.phase != .live {
                    Issue.record("play \(play): open without \(missing ?? "being live")")
                    return
                }
            }
        }
    }
}
