import Casework
import Sessions
import Signalling

extension Examples {
    /// A mother who signs, with the interpreter whom her page keeps large.
    static func signer() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "b2",
            sequence: 14,
            phase: .live,
            word: .live,
            sentence: "You can see and hear each other now.",
            you: .init(
                seat: try seat("s-j0mm"),
                role: .family,
                shownName: "Jo",
                place: .room,
                language: "bfi",
                resumeSecret: try secret("r-2Pw"),
                signs: true
            ),
            people: [
                .init(
                    seat: try seat("s-dan1"),
                    shownName: "Daniel",
                    role: .interpreter,
                    place: .room,
                    isConnected: true,
                    signs: true
                ),
                .init(
                    seat: try seat("s-hel3"),
                    shownName: "Helen",
                    role: .supervisor,
                    place: .room,
                    isConnected: true
                ),
            ],
            clock: .init(
                civil: 1_792_508_671_000,
                from: 1_792_508_400_000,
                to: 1_792_511_100_000,
                zone: "Europe/London"
            ),
            may: [.leave, .withdraw],
            media: .init(isOpen: true, canPublish: false),
            kind: .supervisedFamilyTime
        )
    }

    /// What a child gets while her mother's picture is paused for the network.
    static func weak() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "k3",
            sequence: 44,
            phase: .live,
            word: .live,
            sentence: "You can see and hear each other now.",
            you: .init(
                seat: try seat("s-4k7q"),
                role: .child,
                shownName: "Amina",
                place: .room,
                language: "en",
                resumeSecret: try secret("r-77Ae"),
                picture: .small
            ),
            people: [
                .init(
                    seat: try seat("s-9x2m"),
                    shownName: "Nasrin",
                    role: .family,
                    place: .room,
                    isConnected: true,
                    picture: .paused,
                    receivesPoorly: true
                )
            ],
            clock: .init(
                civil: 1_792_508_671_000,
                from: 1_792_508_400_000,
                to: 1_792_510_200_000,
                zone: "Europe/London"
            ),
            may: [.stop],
            media: .init(isOpen: true, canPublish: false, isThin: true),
            kind: .supervisedFamilyTime
        )
    }
}
