import Casework
import Sessions
import Testing

@Suite struct `What has happened` {
    private let supervisor = Room.seat("supervisor")
    private let mother = Room.seat("family")

    @Test func `opens the session with the first arrival`() {
        let state = Room.after(.arrived(mother), from: Room.scheduled())
        #expect(state.phase == .gathering)
        #expect(state.waiting == [mother] && state.present == [])
    }

    @Test func `sends a seat that has moved back to the waiting room, to be looked at again`() {
        let state = Room.after(.seatTaken(mother, credential: "another"))
        #expect(state.seat(mother).place == .outside)
        #expect(!state.seat(mother).isConnected && !state.seat(mother).isIdentityConfirmed)
        #expect(state.seat(mother).credential == "another")
    }

    @Test func `keeps a place in the room while the connection is away`() {
        var state = Room.after(.connectionLost(mother))
        #expect(state.seat(mother).place == .room && !state.present.contains(mother))
        state.evolve(.connectionRestored(mother), at: Room.start)
        #expect(state.present.contains(mother))
    }

    @Test func `counts the session from the first time it was live`() {
        let state = Room.after(
            .wentLive(by: supervisor),
            .held(.childUpset, by: supervisor),
            .resumed(by: supervisor),
            .ended(.planned, by: supervisor)
        )
        #expect(state.wentLiveAt == Room.start)
        #expect(state.endedAt == Room.start.advanced(by: .seconds(3)))
        #expect(state.phase == .ended && state.endReason == .planned && state.hold == nil)
    }

    @Test func `was no session if it ended before it was live`() {
        let state = Room.after(.ended(.childStopped, by: Room.seat("child")))
        #expect(state.phase == .notHeld && state.endReason == .childStopped)
    }

    @Test func `remembers why a session is held, by whom and since when`() {
        let state = Room.after(.wentLive(by: supervisor), .held(.conduct, by: supervisor))
        #expect(state.hold?.reason == .conduct && state.hold?.by == supervisor)
        #expect(state.hold?.since == Room.start.advanced(by: .seconds(1)))
        #expect(Room.after(.resumed(by: supervisor), from: state).hold == nil)
    }

    @Test func `empties a place, and says why`() {
        let state = Room.after(.removed(mother, .identityRejected, by: supervisor))
        #expect(state.seat(mother).place == .gone && !state.seat(mother).isConnected)
        #expect(state.seat(mother).removal == .identityRejected)
    }

    @Test func `keeps each person's own last word on taking part`() {
        let events: [(SessionEvent, Agreement.Status)] = [
            (.agreementGiven(mother, .bengali), .given),
            (.agreementRefused(mother, .bengali), .refused),
            (.agreementWithdrawn(mother), .withdrawn),
        ]
        var state = Room.gathering()
        #expect(state.seat(mother).agreement == .missing)
        for (event, status) in events {
            state.evolve(event, at: Room.start)
            #expect(state.seat(mother).agreement == status)
            #expect(state.seat(Room.seat("child")).agreement == .missing)
        }
    }

    @Test func `knows who has supervised`() {
        let colleague = Room.seat("colleague")
        var state = Room.gathering()
        #expect(state.supervisedBy == [supervisor])
        state.evolve(.supervisionTaken(by: colleague), at: Room.start)
        state.evolve(.admitted(colleague, by: colleague), at: Room.start)
        #expect(state.supervisedBy == [supervisor, colleague])
        #expect(state.present(in: .supervisor) == [colleague, supervisor].sorted())
    }

    @Test func `keeps notes in their order, and the record's author`() {
        let state = Room.after(
            .noted("one", .note, by: supervisor),
            .noted("two", .concern, by: supervisor),
            .ended(.planned, by: supervisor),
            .recordSigned(hash: "h", by: supervisor)
        )
        #expect(state.notes.map(\.text) == ["one", "two"])
        #expect(state.notes.map(\.at) == [Room.start, Room.start.advanced(by: .seconds(1))])
        #expect(state.phase == .writtenUp)
        #expect(state.recordAuthor == supervisor && state.recordHash == "h")
    }

    @Test func `changes nothing about a seat that the plan does not have`() throws {
        let stranger = try #require(SeatID("s-nobody"))
        let before = Room.gathering()
        for event in EveryEvent.about(stranger) {
            let after = Room.after(event, from: before)
            #expect(after.seats == before.seats && after.plan == before.plan, "\(event.name)")
        }
    }

    @Test func `leaves the state alone where it is a fact for the log only`() {
        let facts: [SessionEvent] = [
            .attested(by: supervisor), .colleaguePaged("Dawn"), .mediaFact("joined"),
            .grantVoided("admit", by: supervisor), .incident("A used link.", mother),
            .serviceGap(milliseconds: 900), .deviceChanged(mother, .hidden),
        ]
        for fact in facts {
            #expect(Room.after(fact) == Room.gathering(), "\(fact.name)")
        }
    }
}
