import Casework
import JSON
import Sessions
import Signalling
import Testing

extension Examples {
    static func supervisorInABreak() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "k3",
            sequence: 40,
            phase: .held,
            word: .paused,
            sentence: "Amina is ready to go on. Look at everybody, then press Go on.",
            you: .init(
                seat: try seat("s-m4rc"),
                role: .supervisor,
                shownName: "Marcus",
                place: .room,
                language: "en",
                resumeSecret: try secret("r-0bZ")
            ),
            people: [],
            clock: .init(
                civil: 1_792_508_671_000,
                from: 1_792_508_400_000,
                to: 1_792_510_200_000,
                zone: "Europe/London"
            ),
            may: [.resume, .end, .acknowledge],
            media: .init(isOpen: false, canPublish: true),
            children: [
                .init(
                    seat: try seat("s-4k7q"),
                    shownName: "Amina",
                    isReady: true,
                    alerts: [.init(time: "16:04:31")],
                    before: .happy
                )
            ],
            isDrawing: true
        )
    }

    static func after() -> JSONValue {
        AfterAnswer(
            role: .child,
            shownName: "Amina",
            language: "en",
            companion: "Denise",
            supervisor: "Marcus",
            next: "Friday",
            help: .init(name: "Priya", telephone: "01632 960101"),
            mayFeel: true,
            mayWrite: true
        ).json
    }
}
