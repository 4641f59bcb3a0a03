import Media
import Testing
import Transport

@Suite(.timeLimit(.minutes(5))) struct `The scripted media plane` {
    let child: SeatName
    let supervisor: SeatName
    let stage: Stage<ScriptedMediaPlane>

    init() throws {
        child = try .named("child")
        supervisor = try .named("supervisor")
        stage = try Stage { ScriptedMediaPlane(loop: $0, tell: $1) }
    }

    @Test func `two seats are armed in a hold and flow only when it is opened`() async {
        let text = ScriptedMediaPlane.description
        stage.perform(.start, .join(child), .join(supervisor))
        stage.perform(.publish(child, offer: text), .publish(supervisor, offer: text))
        #expect(await stage.next(.ready(pid: 0, version: "scripted")))
        #expect(await stage.next(.uplinkAnswer(child, sdp: text)))
        #expect(await stage.next(.uplinkUp(child)))
        let offer = MediaEvent.downlinkOffer(
            supervisor,
            offer: 1,
            sdp: text,
            feeds: ["0": child]
        )
        #expect(await stage.next(offer))
        stage.perform(.answer(supervisor, offer: 1, sdp: text))
        #expect(await stage.next(.downlinkUp(supervisor)))
        #expect(await !stage.plane.flows(from: child, to: supervisor))
        stage.perform(.open)
        #expect(await stage.next(.opened))
        #expect(await stage.plane.flows(from: child, to: supervisor))
        #expect(await !stage.plane.flows(from: supervisor, to: child))
        stage.perform(.close)
        #expect(await stage.next(.closed(milliseconds: 0)))
        #expect(await !stage.plane.flows(from: child, to: supervisor))
    }

    @Test func `a seat publishes once in a generation, and again only after a new join`() async {
        let text = ScriptedMediaPlane.description
        stage.perform(.start, .join(child), .publish(child, offer: text))
        stage.perform(.publish(child, offer: text))
        #expect(await stage.next(.refused(child, .alreadyPublished)))
        stage.perform(.join(child), .publish(child, offer: text))
        #expect(await stage.next(.uplinkAnswer(child, sdp: text)))
    }

    @Test func `before the start and after a loss there is nothing to join`() async {
        stage.perform(.join(child))
        #expect(await stage.next(.refused(child, .notReady)))
        stage.perform(.start, .join(child))
        await stage.plane.lose(.killedSilent)
        #expect(await stage.next(.lost(.killedSilent)))
        stage.perform(.join(child))
        #expect(await stage.next(.refused(child, .notReady)))
    }
}
