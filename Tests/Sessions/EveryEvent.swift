import Casework
import Sessions

/// One example of each event there is.
enum EveryEvent {
    static func about(_ seat: SeatID) -> [SessionEvent] {
        Array(sequence(first: .scheduled) { next(after: $0, seat) })
    }

    /// A chain through all events: the compiler asks for a link when there is a new one.
    private static func next(after event: SessionEvent, _ seat: SeatID) -> SessionEvent? {
        switch event {
        case .scheduled: .linkIssued(seat, hash: "ab12")
        case .linkIssued: .seatTaken(seat, credential: "cd34")
        case .seatTaken: .agreementGiven(seat, .bengali)
        case .agreementGiven: .agreementRefused(seat, .welsh)
        case .agreementRefused: .agreementWithdrawn(seat)
        case .agreementWithdrawn: .arrived(seat)
        case .arrived: .connectionLost(seat)
        case .connectionLost: .connectionRestored(seat)
        case .connectionRestored: .checkDone(.backgroundSeen, by: seat)
        case .checkDone: .identityConfirmed(seat, by: seat)
        case .identityConfirmed: .admitted(seat, by: seat)
        case .admitted: .wentLive(by: seat)
        case .wentLive: .attested(by: seat)
        case .attested: .held(.childUpset, by: seat)
        case .held: .resumed(by: seat)
        case .resumed: .supervisionTaken(by: seat)
        case .supervisionTaken: .removed(seat, .agreementRefused, by: seat)
        case .removed: .noted("Amina showed a kite. 🪁", .concern, by: seat)
        case .noted: .ended(.childAsked, by: seat)
        case .ended: .recordSigned(hash: "ef56", by: seat)
        case .recordSigned: .childCoverConfirmed(seat, .otherAdult)
        case .childCoverConfirmed: .agendaItemAdded("Sleep, and a weekend’s break", by: seat)
        case .agendaItemAdded: .agendaAgreed(by: seat)
        case .agendaAgreed:
            .actionAdded(
                SharedList.Action(
                    text: "Ask about a weekend.",
                    owner: seat,
                    due: CivilDate(year: 2026, month: 11, day: 3)
                ),
                by: seat
            )
        case .actionAdded:
            .recordCountersigned(.disagrees, words: "It was louder. 🌙", hash: "ef56", by: seat)
        case .recordCountersigned: .colleaguePaged("Dawn Pickering")
        case .colleaguePaged: .mediaFact("joined")
        case .mediaFact: .grantVoided("admit", by: seat)
        case .grantVoided: .incident("A used link.", seat)
        case .incident: .serviceGap(milliseconds: 4200)
        case .serviceGap: .saidReady(seat)
        case .saidReady: .childAlert(seat)
        case .childAlert: .alertAcknowledged(by: seat)
        case .alertAcknowledged: .felt(seat, .inBetween, .after)
        case .felt: .carerNote("She slept well.", by: seat)
        case .carerNote: .ownWords("আমিনা ভালো ছিল।", by: seat)
        case .ownWords: .drawingBegan(by: seat)
        case .drawingBegan: .supervisionOffered(to: seat, by: seat)
        case .supervisionOffered: .supervisionAccepted(by: seat)
        case .supervisionAccepted: .tiesDeclared(seat, true)
        case .tiesDeclared: .privateWord("Please speak of the drawing.", to: seat, by: seat)
        case .privateWord: .privateWordRead(1, by: seat)
        case .privateWordRead: .debriefOpened(by: seat)
        case .debriefOpened: .debriefWord("It went well.", by: seat)
        case .debriefWord: .intervened(.speak, .topic, isChildTold: true, by: seat)
        case .intervened: .deviceChanged(seat, .cameraEnded)
        case .deviceChanged:
            .breakTalkBegan(child: seat, with: seat, by: seat, interpreter: seat)
        case .breakTalkBegan: .debriefJoined(seat)
        case .debriefJoined: .debriefLeft(seat)
        case .debriefLeft: .talkEnded(.everybodyLeft, by: nil)
        case .talkEnded:
            .addendumAdded(
                Addendum(
                    by: seat,
                    at: Timestamp(milliseconds: 1_792_600_000_123),
                    reason: "I had forgotten it.",
                    text: "She waved. 👋",
                    record: "ef56",
                    previous: "ef56",
                    hash: "0a1b"
                )
            )
        case .addendumAdded:
            .recordChecked(
                RecordCheck(by: seat, verdict: .asksForAddendum, reason: "Who waved?", of: "0a1b")
            )
        case .recordChecked: nil
        }
    }
}
