package import Sessions

/// What a page asks for; each is answered with its id, `done` or `refused`.
package enum Request: Equatable, Sendable {
    // Media
    /// The page's one uplink: its offer.
    case publish(sdp: String)
    /// The answer to the server's offer of that number.
    case subscribeAnswer(offer: Int64, sdp: String)

    // Supervisor
    case check(Check)
    case confirmIdentity(SeatID)
    case rejectIdentity(SeatID)
    case admit(SeatID)
    case start
    case hold(HoldReason)
    case resume
    case remove(SeatID)
    case end(EndReason)
    case note(String)
    case concern(String)

    // Colleague
    case takeOver

    // Child
    /// The page has stopped its own media already.
    case stop

    // Everybody; to withdraw, adults
    case leave
    case withdraw

    // The two of a supervision
    /// Puts something on the list of what to talk about.
    case agendaItem(String)
    case agreeAgenda
    /// Writes down who does what by when.
    case action(SharedList.Action)

    // Worker
    /// Has rung the carer who asked for it.
    case supportDone(entry: Int64)

    // Child
    case takeBreak
    /// The child would like to go on after their break.
    case ready

    // Supervisor and colleague
    /// Has seen that the child is not OK.
    case acknowledge

    // Who draws
    /// Opens the page to draw on together, for everybody.
    case draw
    // Staff and interpreter; to have read, whoever it was for
    case offerSupervision(SeatID)
    case acceptSupervision
    case privateWord(SeatID, String)
    case readPrivateWord(Int64)
    case intervene(Rung, InterventionReason, isChildTold: Bool)
    case openDebrief
    case discuss(String)

    // A few alone, with sound and picture
    /// Child and supervisor, in a pause; the seat is the other's.
    case talk(SeatID)
    case joinDebrief
    case leaveTalk
    case endTalk
}

extension Request {
    /// A request's type on the wire; also what `may` lists.
    package enum Verb: String, CaseIterable, Sendable {
        case publish, subscribeAnswer
        case check, confirmIdentity, rejectIdentity, admit, start, hold, resume, remove, end
        case note, concern
        case takeOver, stop, leave, withdraw
        case agendaItem, agreeAgenda, action, supportDone
        case takeBreak = "break"
        case ready, acknowledge, draw
        case offerSupervision, acceptSupervision, privateWord, readPrivateWord, intervene
        case openDebrief, discuss
        case talk, joinDebrief, leaveTalk, endTalk
    }

    /// The longest note, in Unicode scalars.
    package static let noteLimit = 2_000
    /// The longest private word, in Unicode scalars.
    package static let wordLimit = 280
    /// The longest line of the shared list.
    package static let lineLimit = 300

    package var verb: Verb {
        switch self {
        case .publish: .publish
        case .subscribeAnswer: .subscribeAnswer
        case .check: .check
        case .confirmIdentity: .confirmIdentity
        case .rejectIdentity: .rejectIdentity
        case .admit: .admit
        case .start: .start
        case .hold: .hold
        case .resume: .resume
        case .remove: .remove
        case .end: .end
        case .note: .note
        case .concern: .concern
        case .takeOver: .takeOver
        case .stop: .stop
        case .leave: .leave
        case .withdraw: .withdraw
        case .agendaItem: .agendaItem
        case .agreeAgenda: .agreeAgenda
        case .action: .action
        case .supportDone: .supportDone
        case .takeBreak: .takeBreak
        case .ready: .ready
        case .acknowledge: .acknowledge
        case .draw: .draw
        case .offerSupervision: .offerSupervision
        case .acceptSupervision: .acceptSupervision
        case .privateWord: .privateWord
        case .readPrivateWord: .readPrivateWord
        case .intervene: .intervene
        case .openDebrief: .openDebrief
        case .discuss: .discuss
        case .talk: .talk
        case .joinDebrief: .joinDebrief
        case .leaveTalk: .leaveTalk
        case .endTalk: .endTalk
        }
    }

    init(_ verb: Verb, _ reader: MessageReader) throws(SignallingError) {
        self =
            switch verb {
            case .publish: .publish(sdp: try reader.sessionDescription("sdp"))
            case .subscribeAnswer:
                .subscribeAnswer(
                    offer: try reader.count("offer"),
                    sdp: try reader.sessionDescription("sdp")
                )
            case .check: .check(try reader.word("check"))
            case .confirmIdentity: .confirmIdentity(try reader.seat("seat"))
            case .rejectIdentity: .rejectIdentity(try reader.seat("seat"))
            case .admit: .admit(try reader.seat("seat"))
            case .start: .start
            case .hold: .hold(try reader.personsReason())
            case .resume: .resume
            case .remove: .remove(try reader.seat("seat"))
            case .end: .end(try reader.personsReason())
            case .note: .note(try reader.text("text", limit: Request.noteLimit))
            case .concern: .concern(try reader.text("text", limit: Request.noteLimit))
            case .takeOver: .takeOver
            case .stop: .stop
            case .leave: .leave
            case .withdraw: .withdraw
            case .agendaItem: .agendaItem(try reader.text("text", limit: Request.lineLimit))
            case .agreeAgenda: .agreeAgenda
            case .action:
                .action(
                    SharedList.Action(
                        text: try reader.text("text", limit: Request.lineLimit),
                        owner: try reader.seat("owner"),
                        due: try reader.day("due")
                    )
                )
            case .supportDone: .supportDone(entry: try reader.count("entry"))
            case .takeBreak: .takeBreak
            case .ready: .ready
            case .acknowledge: .acknowledge
            case .draw: .draw
            case .offerSupervision: .offerSupervision(try reader.seat("seat"))
            case .acceptSupervision: .acceptSupervision
            case .privateWord:
                .privateWord(
                    try reader.seat("seat"),
                    try reader.text("text", limit: Request.wordLimit)
                )
            case .readPrivateWord: .readPrivateWord(try reader.count("number"))
            case .intervene:
                .intervene(
                    try reader.word("rung"),
                    try reader.word("reason"),
                    isChildTold: try reader.flag("childTold")
                )
            case .openDebrief: .openDebrief
            case .discuss: .discuss(try reader.text("text", limit: Request.noteLimit))
            case .talk: .talk(try reader.seat("seat"))
            case .joinDebrief: .joinDebrief
            case .leaveTalk: .leaveTalk
            case .endTalk: .endTalk
            }
    }
}
