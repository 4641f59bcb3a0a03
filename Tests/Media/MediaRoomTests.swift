import Media
import SessionDescription
import Testing

@Suite struct `A media room` {
    let child: SeatName
    let supervisor: SeatName
    let description: SessionDescription

    init() throws {
        child = try .named("child")
        supervisor = try .named("supervisor")
        description = try SessionDescription.parse(ScriptedMediaPlane.description)
    }

    func feed(_ seat: SeatName, _ generation: Int = 1) -> FeedID {
        FeedID(seat: seat, generation: generation)
    }

    /// Both joined; the child's uplink armed and up, and the supervisor's downlink started.
    func armed() -> MediaRoom {
        var room = MediaRoom()
        let text = ScriptedMediaPlane.description
        for seat in [child, supervisor] {
            _ = room.perform(.join(seat))
            _ = room.learn(.joined(feed(seat)))
        }
        _ = room.perform(.publish(child, offer: text))
        _ = room.learn(.published(feed(child), streams: ["0", "1"], answer: description))
        _ = room.learn(.muted(feed(child)))
        _ = room.learn(.uplinkUp(feed(child)))
        _ = room.learn(.offered(feed(supervisor), description, ["0": feed(child)]))
        _ = room.perform(.answer(supervisor, offer: 1, sdp: text))
        _ = room.learn(.started(feed(supervisor)))
        return room
    }

    @Test func `lets nobody subscribe to an uplink before its mute is acknowledged`() {
        var room = MediaRoom()
        for seat in [child, supervisor] {
            _ = room.perform(.join(seat))
            _ = room.learn(.joined(feed(seat)))
        }
        let text = ScriptedMediaPlane.description
        #expect(
            room.perform(.publish(child, offer: text)) == [.publish(feed(child), description)]
        )
        let published = MediaOutcome.published(feed(child), streams: ["0"], answer: description)
        #expect(room.learn(published) == [.mute(feed(child), ["0"])])
        #expect(room.learn(.uplinkUp(feed(child))) == [.tell(.uplinkUp(child))])
        #expect(
            room.learn(.muted(feed(child))) == [
                .answer(feed(child), description),
                .subscribe(feed(supervisor), adding: [feed(child)], removing: []),
            ]
        )
    }

    @Test func `mutes again what an older unmute may have opened`() {
        var room = armed()
        #expect(room.perform(.open) == [.unmute(feed(child), ["0", "1"])])
        #expect(room.perform(.close) == [.settle, .mute(feed(child), ["0", "1"])])
        // The server handles both at the same time: the mute may have come first.
        #expect(room.learn(.muted(feed(child))).isEmpty)
        #expect(room.learn(.unmuted(feed(child))) == [.mute(feed(child), ["0", "1"])])
        #expect(room.learn(.muted(feed(child))) == [.settled])
        #expect(!room.flows(from: child, to: supervisor))
    }

    @Test func `opens once for all, and says so when all is unmuted`() {
        var room = armed()
        #expect(room.perform(.open) == [.unmute(feed(child), ["0", "1"])])
        #expect(!room.flows(from: child, to: supervisor))
        #expect(room.learn(.unmuted(feed(child))) == [.tell(.opened)])
        #expect(room.flows(from: child, to: supervisor))
        #expect(room.perform(.open) == [.tell(.opened)])
    }

    @Test func `opens after a close only when that is settled, and not if closed again`() {
        var room = armed()
        _ = room.perform(.open)
        _ = room.learn(.unmuted(feed(child)))
        _ = room.perform(.close)
        #expect(room.perform(.open).isEmpty)
        var other = room
        #expect(
            room.learn(.muted(feed(child))) == [.settled, .unmute(feed(child), ["0", "1"])]
        )
        _ = other.perform(.close)
        #expect(other.learn(.muted(feed(child))).isEmpty)
        #expect(other.learn(.muted(feed(child))) == [.settled])
    }

    @Test func `passes no answer on while a close is not acknowledged`() {
        var room = armed()
        _ = room.perform(.publish(supervisor, offer: ScriptedMediaPlane.description))
        _ = room.learn(.published(feed(supervisor), streams: ["0"], answer: description))
        _ = room.learn(.muted(feed(supervisor)))
        _ = room.learn(.uplinkUp(feed(supervisor)))
        _ = room.learn(.offered(feed(child), description, ["0": feed(supervisor)]))
        _ = room.perform(.close)
        let answer = ScriptedMediaPlane.description
        #expect(room.perform(.answer(child, offer: 1, sdp: answer)).isEmpty)
        #expect(room.learn(.muted(feed(child))).isEmpty)
        #expect(
            room.learn(.muted(feed(supervisor))) == [
                .settled, .start(feed(child), description),
            ]
        )
    }

    @Test func `gives a newcomer nothing that flows until it is opened again`() throws {
        var room = armed()
        let mother = try SeatName.named("mother")
        _ = room.perform(.open)
        _ = room.learn(.unmuted(feed(child)))
        _ = room.perform(.join(mother))
        #expect(room.learn(.joined(feed(mother))).isEmpty)
        #expect(
            room.perform(.open) == [
                .tell(.opened), .subscribe(feed(mother), adding: [feed(child)], removing: []),
            ]
        )
    }

    @Test func `takes a removed seat from everybody's downlink, and lets it back as new`() {
        var room = armed()
        #expect(
            room.perform(.remove(child)) == [
                .dismiss(feed(child)),
                .subscribe(feed(supervisor), adding: [], removing: [feed(child)]),
            ]
        )
        #expect(room.learn(.muted(feed(child))).isEmpty)
        #expect(room.perform(.join(child)) == [.admit(feed(child, 2))])
        #expect(room.learn(.dismissed(feed(child))) == [.tell(.removed(child))])
        #expect(room.learn(.joined(feed(child))).isEmpty)
    }

    @Test func `refuses an answer to an offer that is not asked`() {
        var room = armed()
        let text = ScriptedMediaPlane.description
        for offer in [0, 1, 2] {
            #expect(
                room.perform(.answer(supervisor, offer: offer, sdp: text))
                    == [.tell(.refused(supervisor, .staleAnswer))]
            )
        }
    }

    @Test func `refuses a description that is none`() {
        var room = armed()
        #expect(
            room.perform(.publish(supervisor, offer: "v=0\r\n"))
                == [.tell(.refused(supervisor, .malformedDescription(.noSections)))]
        )
    }
}
