import Casework
import Safeguards
import Sessions
import Testing

/// To somebody who signs, a muted microphone is no fault; of everybody else sound is needed as before.
@Suite struct `Sight and sound where people sign` {
    private func live(signing: Set<SeatID>) -> Stage {
        var stage = Stage(PlainRules(), signing: signing)
        stage.goLive()
        return stage
    }

    @Test func `a signer who is seen and never heard keeps the session live`() {
        var stage = live(signing: [Kites.mother, Kites.interpreter])
        stage.mute = [Kites.mother]
        stage.passWithBeats(seconds: 10)
        #expect(stage.phase == .live)
    }

    @Test func `a signer who is not seen holds it`() {
        var stage = live(signing: [Kites.mother, Kites.interpreter])
        stage.frozen = [Kites.mother]
        stage.passWithBeats(seconds: 10)
        #expect(stage.phase == .held)
        #expect(stage.session.state.hold?.reason == .supervisorNotSeeing)
    }

    @Test func `an interpreter of signs has to be heard: by that voice the supervisor understands`()
    {
        var stage = live(signing: [Kites.mother, Kites.interpreter])
        stage.mute = [Kites.interpreter]
        stage.passWithBeats(seconds: 10)
        #expect(stage.phase == .held)
    }

    @Test func `whoever does not sign has to be heard`() {
        var stage = live(signing: [Kites.child, Kites.interpreter])
        stage.mute = [Kites.mother]
        stage.passWithBeats(seconds: 10)
        #expect(stage.phase == .held)
    }

    @Test func `going live is attested by sight alone where a signer has no sound`() {
        var stage = Stage(PlainRules(), signing: [Kites.mother, Kites.interpreter])
        stage.mute = [Kites.mother]
        stage.goLive()
        stage.passWithBeats(seconds: 2)
        #expect(stage.events.contains(.attested(by: Kites.supervisor)))
    }
}
