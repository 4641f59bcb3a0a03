import JSON
import Signalling
import Testing
import Sessions
import Casework

/// The values that the protocol document's literals say.
enum Examples {
    static func seat(_ text: String) throws -> SeatID { try #require(SeatID(text)) }
    static func secret(_ text: String) throws -> Secret { try #require(Secret(text)) }
    static func id(_ number: Int64) throws -> RequestID { try #require(RequestID(number)) }

    static func server() throws -> [ServerMessage] {
        [
            .welcome(serverTime: 1_792_508_400_000),
            .done(try id(7)),
            .refused(try id(8), .notAllowed, "Farida is not here yet."),
            .state(try parentInAPause()),
            .state(try supervisorBeforeTheStart()),
            .portrait(
                try seat("s-9x2m"),
                try #require(Portrait("/9j/4AAQSkZJRgABAQAAAQABAAD/2Q=="))
            ),
            .uplinkAnswer(sdp: "v=0\r\n"),
            .downlinkOffer(
                offer: 3,
                sdp: "v=0\r\n",
                feeds: [
                    .init(mid: "0", seat: try seat("s-9x2m")),
                    .init(mid: "1", seat: try seat("s-9x2m")),
                ]
            ),
            .mediaReset,
            .state(try supervisorInABreak()),
            .state(try childInATalk()),
            .stroke(
                try seat("s-4k7q"),
                try #require(Stroke(.blue, [100, 200, 110, 214]))
            ),
            .state(try interpreterAfterwards()),
            .state(try workerWithAList()),
            .state(try signer()),
            .state(try weak()),
            .bye(.sessionFinished, message: "The session has finished for now."),
        ]
    }

    static func parentInAPause() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "k3",
            sequence: 12,
            phase: .held,
            word: .paused,
            sentence: "We have paused for a moment. Please stay here.",
            you: .init(
                seat: try seat("s-9x2m"),
                role: .family,
                shownName: "Nasrin",
                place: .room,
                language: "bn",
                resumeSecret: try secret("r-77Ae")
            ),
            people: [
                .init(
                    seat: try seat("s-4k7q"),
                    shownName: "Amina",
                    role: .child,
                    place: .room,
                    isConnected: true,
                    companion: "Denise"
                )
            ],
            clock: clock(1_792_508_671_000),
            may: [.leave, .withdraw],
            media: .init(isOpen: false, canPublish: true),
            kind: .supervisedFamilyTime
        )
    }

    /// A worker in a carer's supervision, who hears of another carer.
    static func workerWithAList() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "q7",
            sequence: 31,
            phase: .live,
            word: .live,
            sentence: "You can see and hear each other now.",
            you: .init(
                seat: try seat("s-gr4c"),
                role: .supervisor,
                shownName: "Grace",
                place: .room,
                language: "en",
                resumeSecret: try secret("r-5tG")
            ),
            people: [],
            clock: clock(1_792_508_671_000),
            missing: [],
            may: [.agendaItem, .agreeAgenda, .action, .supportDone],
            media: .init(isOpen: true, canPublish: false),
            kind: .carerSupervision,
            list: .init(
                items: [.init(text: "Sleep, and a weekend’s break", by: "Ruthie")],
                agreedBy: ["Ruthie"],
                isAgreed: false,
                actions: [
                    .init(text: "Asks about a weekend.", owner: "Grace", due: "3 November 2026")
                ]
            ),
            support: [.init(entry: 57, carer: "Wen", time: "16:20", isRepeated: false)]
        )
    }

    static func supervisorBeforeTheStart() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "k3",
            sequence: 5,
            phase: .gathering,
            word: .waiting,
            sentence: "Marcus, please look at who is waiting.",
            you: .init(
                seat: try seat("s-m4rc"),
                role: .supervisor,
                shownName: "Marcus",
                place: .room,
                language: "en",
                resumeSecret: try secret("r-0bZ")
            ),
            people: [],
            clock: clock(1_792_508_100_000),
            missing: ["Farida (interpreter) is not here yet."],
            may: [.check, .confirmIdentity, .admit, .note],
            media: .init(isOpen: false, canPublish: true),
            lease: .init(remaining: 3_200, limit: 4_000, sees: true, hears: true, isHidden: false),
            waiting: [
                .init(
                    seat: try seat("s-9x2m"),
                    shownName: "Nasrin",
                    role: .family,
                    agreement: .given,
                    isIdentityConfirmed: false,
                    isConnected: true,
                    obstacle: .init(
                        waitsFor: ["Farida"],
                        reasons: [
                            "The interpreter comes in before the family, so that everybody is understood from the first word."
                        ]
                    )
                )
            ],
            notes: [
                .init(
                    entry: 33,
                    time: "15:54:31",
                    text: "Spoke with Denise: Amina had a good day.",
                    kind: .note
                )
            ],
            checks: [
                .init(check: .restrictionsRead, isDone: true), .init(check: .alone, isDone: false),
            ],
            plan: .init(
                goals: ["Amina shows something she made."],
                restrictions: ["Only Bengali or Sylheti with Farida listening."]
            ),
            pages: ["Marcus can't be reached since 16:04."],
            kind: .supervisedFamilyTime,
            advice: ["Farida is not here yet. Ring Farida."]
        )
    }

    static func interpreterAfterwards() throws -> StateSnapshot {
        StateSnapshot(
            epoch: "k3",
            sequence: 90,
            phase: .ended,
            word: .finished,
            sentence: "The session has finished for now. Thank you for coming.",
            you: .init(
                seat: try seat("s-f4ri"),
                role: .interpreter,
                shownName: "Farida",
                place: .room,
                language: "en",
                resumeSecret: try secret("r-77Ae")
            ),
            people: [],
            clock: clock(1_792_508_671_000),
            may: [.discuss],
            media: .init(isOpen: false, canPublish: false),
            words: [
                .init(
                    number: 1,
                    time: "16:04",
                    from: try seat("s-f4ri"),
                    fromName: "Farida",
                    to: try seat("s-m4rc"),
                    toName: "Marcus",
                    text: "That word was unkind.",
                    isRead: true
                )
            ],
            debrief: .init(words: [
                .init(time: "16:33", name: "Marcus", text: "What went well today?")
            ]),
            kind: .supervisedFamilyTime
        )
    }

    static func clock(_ civil: Int64) -> StateSnapshot.Clock {
        .init(
            civil: civil,
            from: 1_792_508_400_000,
            to: 1_792_510_200_000,
            zone: "Europe/London"
        )
    }
}
