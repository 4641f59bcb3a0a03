import Casework
import Sessions
import Signalling
import Testing

extension Examples {
    /// Alone with her supervisor, in her break.
    static func childInATalk() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "k3",
            sequence: 41,
            phase: .held,
            word: .paused,
            sentence: "Marcus can see and hear you now. Nobody else can. Denise is with you.",
            you: .init(
                seat: try seat("s-4k7q"),
                role: .child,
                shownName: "Amina",
                place: .room,
                language: "en",
                companion: "Denise",
                resumeSecret: try secret("r-0bZ")
            ),
            people: [],
            clock: clock(1_792_508_671_000),
            may: [.stop, .ready, .endTalk],
            media: .init(isOpen: true, canPublish: false),
            kind: .supervisedFamilyTime,
            talk: .init(
                kind: .withChild,
                people: [
                    .init(seat: try seat("s-4k7q"), shownName: "Amina"),
                    .init(seat: try seat("s-m4rc"), shownName: "Marcus"),
                ]
            )
        )
    }
}
