import Casework
import Sessions
import Testing

@Suite struct `What is legal` {
    /// Per command and role, in every phase that events lead to.
    ///
    /// `+` legal; else why not: `p` wrong phase, `r` not for this role, `t` not there,
    /// `d` already done.
    private static let table = """
                        scheduled gathering live held ended notHeld writtenUp
        takeSeat        supervisor colleague lead                         + d d d d d d
        takeSeat        child family carer                                + d d d d d d
        takeSeat        interpreter                                       + d d d p p p
        agree           supervisor colleague lead                         + + + + p p p
        agree           child family carer interpreter                    + + + + p p p
        knock           supervisor colleague lead                         + + + + p p p
        knock           child family carer interpreter                    + + + + p p p
        check           supervisor                                        + d d d p p p
        check           colleague lead child family carer interpreter     r r r r r r r
        confirmIdentity supervisor                                        t + + + p p p
        confirmIdentity colleague lead child family carer interpreter     r r r r r r r
        rejectIdentity  supervisor                                        t + + + + + +
        rejectIdentity  colleague lead child family carer interpreter     r r r r r r r
        admit           supervisor                                        p + + + p p p
        admit           colleague lead child family carer interpreter     r r r r r r r
        startSession    supervisor                                        p + p p p p p
        startSession    colleague lead child family carer interpreter     r r r r r r r
        hold            supervisor colleague lead                         p p + p p p p
        hold            child family carer interpreter                    p p + p p p p
        resume          supervisor                                        p p p + p p p
        resume          colleague lead child family carer interpreter     r r r r r r r
        remove          supervisor                                        t + + + + + +
        remove          colleague lead child family carer interpreter     r r r r r r r
        end             supervisor                                        p + + + p p p
        end             colleague lead child family carer interpreter     r r r r r r r
        writeNote       supervisor                                        p + + + + p p
        writeNote       colleague lead child family carer interpreter     r r r r r r r
        takeOver        colleague                                         p p p + p p p
        takeOver        supervisor lead child family carer interpreter    r r r r r r r
        stop            child                                             p + + + p p p
        stop            supervisor colleague lead family carer            r r r r r r r
        stop            interpreter                                       r r r r r r r
        leave           supervisor colleague lead                         t + + + + + +
        leave           child family carer interpreter                    t + + + + + +
        withdraw        supervisor colleague lead                         + + + + + + +
        withdraw        child family carer interpreter                    + + + + + + +
        viewLog         supervisor colleague lead                         + + + + + + +
        viewLog         child family carer interpreter                    r r r r r r r
        viewRecord      supervisor colleague lead                         + + + + + + +
        exportRecord    supervisor colleague lead                         + + + + + + +
        viewRecord      child family carer interpreter                    r r r r r r r
        exportRecord    child family carer interpreter                    r r r r r r r
        signRecord      supervisor                                        p p p p + + p
        signRecord      colleague lead child family carer interpreter     r r r r r r r
        break           child                                             p p + p p p p
        break           supervisor colleague lead family carer            r r r r r r r
        break           interpreter                                       r r r r r r r
        ready           child                                             p p p p p p p
        ready           supervisor colleague lead family carer            r r r r r r r
        ready           interpreter                                       r r r r r r r
        acknowledgeAlert supervisor colleague                             d d d d d d d
        acknowledgeAlert lead child family carer interpreter              r r r r r r r
        feel            child                                             + + p p + + +
        feel            supervisor colleague lead family carer            r r r r r r r
        feel            interpreter                                       r r r r r r r
        afterword       child family carer                                p p p p + + +
        afterword       supervisor colleague lead interpreter             r r r r r r r
        drawTogether    child family interpreter                          p p + p p p p
        drawTogether    supervisor colleague lead carer                   r r r r r r r
        offerSupervision supervisor                                       p + + + p p p
        offerSupervision colleague lead child family carer interpreter    r r r r r r r
        acceptSupervision supervisor colleague lead child family carer    r r r r r r r
        acceptSupervision interpreter                                     r r r r r r r
        declareTies     interpreter                                       + + + + p p p
        declareTies     supervisor colleague lead child family carer      r r r r r r r
        privateWord     supervisor                                        p + + + p p p
        privateWord     colleague lead child family carer interpreter     p n n n p p p
        readPrivateWord supervisor colleague lead child family carer      t t t t t t t
        readPrivateWord interpreter                                       t t t t t t t
        intervene       supervisor                                        p + + + + p p
        intervene       colleague lead child family carer interpreter     r r r r r r r
        openDebrief     supervisor                                        p p p p + p p
        openDebrief     colleague lead child family carer interpreter     r r r r r r r
        discuss         supervisor colleague interpreter                  p p p p p p p
        discuss         lead child family carer                           r r r r r r r
        talk            supervisor child                                  p p p n p p p
        talk            colleague lead family carer interpreter           r r r r r r r
        joinDebrief     supervisor colleague interpreter                  p p p p p p p
        joinDebrief     lead child family carer                           r r r r r r r
        leaveTalk       supervisor colleague interpreter                  t t t t t t t
        leaveTalk       lead child family carer                           r r r r r r r
        endTalk         supervisor child                                  t t t t t t t
        endTalk         colleague lead family carer interpreter           r r r r r r r
        addAddendum     supervisor                                        p p p p p p +
        addAddendum     colleague lead child family carer interpreter     r r r r r r r
        signOff         lead                                              p p p p p p +
        signOff         supervisor colleague child family carer           r r r r r r r
        signOff         interpreter                                       r r r r r r r
        """

    private static let commands: [SessionCommand] = [
        .takeSeat(credential: "c"), .agree(true, language: .english), .knock, .check(.sober),
        .confirmIdentity(Room.gran), .rejectIdentity(Room.gran), .admit(Room.gran), .start,
        .hold(.other), .resume, .remove(Room.gran), .end(.planned), .note("n", .note), .takeOver,
        .stop, .leave, .withdraw, .read(.log, reason: "r"), .read(.record, reason: "r"),
        .read(.export, reason: "r"),
        .signRecord(hash: "h"), .takeBreak, .sayReady, .acknowledgeAlert, .feel(.happy),
        .afterword("a"), .beginDrawing, .offerSupervision(Room.seat("colleague")),
        .acceptSupervision,
        .declareTies(true), .privateWord("w", to: Room.seat("family")), .readPrivateWord(1),
        .intervene(.prompt, .topic, isChildTold: false), .openDebrief, .discuss("d"),
        .talk(with: Room.gran), .joinDebrief, .leaveTalk, .endTalk,
        .addAddendum(
            Addendum(
                by: Room.seat("supervisor"),
                at: Room.start,
                reason: "r",
                text: "t",
                record: "h",
                previous: "h",
                hash: "a"
            )
        ),
        .checkRecord(
            RecordCheck(by: Room.seat("lead"), verdict: .agrees, reason: "", of: "h")
        ),
    ]

    @Test func `is what the table says, for every command, role and phase`() {
        let lines = Self.table.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines.first?.map(String.init) == Room.states.map(\.phase.rawValue))
        var expected: Set<String> = []
        for line in lines.dropFirst() {
            let outcomes = line.suffix(Room.states.count).joined(separator: " ")
            for role in line.dropFirst().dropLast(Room.states.count) {
                expected.insert("\(line[0]) \(role) \(outcomes)")
            }
        }
        var found: Set<String> = []
        for command in Self.commands {
            for (word, seat, _) in Room.people {
                let outcomes = Room.states.map { Self.outcome($0, command, seat) }
                found.insert("\(command.name) \(word) \(outcomes.joined(separator: " "))")
            }
        }
        #expect(found.subtracting(expected).sorted() == [])
        #expect(expected.subtracting(found).sorted() == [])
    }

    @Test func `is nothing for a seat that the plan does not have`() throws {
        let stranger = try #require(SeatID("s-nobody"))
        for state in Room.states {
            for command in Self.commands {
                #expect(throws: Rejection.unknownSeat) { try state.decide(command, by: stranger) }
            }
        }
    }

    @Test(arguments: SessionKind.supervisedFamilyTime.form.checks)
    func `is no start while a check is missing`(missing: Check) throws {
        let supervisor = Room.seat("supervisor")
        var state = Room.scheduled()
        state.evolve(.arrived(supervisor), at: Room.start)
        for check in state.plan.kind.form.checks where check != missing {
            state.evolve(.checkDone(check, by: supervisor), at: Room.start)
        }
        #expect(throws: Rejection.checksMissing) { try state.decide(.start, by: supervisor) }
        for event in try state.decide(.check(missing), by: supervisor) {
            state.evolve(event, at: Room.start)
        }
        #expect(try state.decide(.start, by: supervisor) == [.wentLive(by: supervisor)])
    }

    @Test func `is no coming in for who waits without a connection`() {
        let state = Room.after(.connectionLost(Room.gran))
        #expect(throws: Rejection.notThere) {
            try state.decide(.admit(Room.gran), by: Room.seat("supervisor"))
        }
    }

    @Test(arguments: RemovalReason.allCases)
    func `is a way back only for who left`(reason: RemovalReason) {
        let seat = Room.seat("family")
        let state = Room.after(.removed(seat, reason, by: nil))
        if reason == .left {
            #expect(throws: Never.self) { try state.decide(.knock, by: seat) }
        } else {
            #expect(throws: Rejection.notThere) { try state.decide(.knock, by: seat) }
        }
        #expect(throws: Rejection.notThere) {
            try state.decide(.takeSeat(credential: "new"), by: seat)
        }
    }

    @Test func `is no supervision for a colleague who was sent away`() {
        let colleague = Room.seat("colleague")
        let supervisor = Room.seat("supervisor")
        let state = Room.after(
            .removed(colleague, .removedByStaff, by: supervisor),
            .wentLive(by: supervisor),
            .held(.supervisorLost, by: nil)
        )
        #expect(throws: Rejection.notThere) { try state.decide(.takeOver, by: colleague) }
    }

    @Test func `is the supervisor's part for a colleague who took over`() throws {
        let colleague = Room.seat("colleague")
        var state = Room.after(
            .wentLive(by: Room.seat("supervisor")),
            .held(.supervisorLost, by: nil)
        )
        for event in try state.decide(.takeOver, by: colleague) {
            state.evolve(event, at: Room.start)
        }
        #expect(state.role(colleague) == .supervisor)
        #expect(try state.decide(.resume, by: colleague) == [.resumed(by: colleague)])
    }

    private static func outcome(_ state: SessionState, _ command: SessionCommand, _ seat: SeatID)
        -> String
    {
        do {
            _ = try state.decide(command, by: seat)
            return "+"
        } catch {
            return switch error {
            case .wrongPhase(let phase): phase == state.phase ? "p" : "?"
            case .notForRole: "r"
            case .unknownSeat: "u"
            case .notThere: "t"
            case .alreadyDone: "d"
            case .identityNotConfirmed: "i"
            case .checksMissing: "c"
            case .recordIncomplete: "x"
            case .notToThem: "n"
            case .enough: "e"
            case .notForKind: "k"
            case .stillTalking: "s"
            case .outdated: "o"
            }
        }
    }
}
