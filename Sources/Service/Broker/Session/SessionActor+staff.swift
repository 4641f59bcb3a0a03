import Casework
import HTTPWire
import JSON
import Safeguards
import Sessions
import Signalling

/// What interpreters declare, and words that people write each other.
extension SessionActor {
    /// An interpreter's answer whether they know anybody in this family, asked for each session.
    func declare(_ exchange: HTTPExchange, _ visitor: Visitor, knows: Bool) {
        ask(
            .declareTies(knows),
            by: visitor.seat,
            .desk { session, answer in
                switch answer {
                case .done: exchange.answer(([:] as JSONValue).response())
                case .refused(.journalFailed):
                    exchange.answer(ErrorAnswer(code: .journalFailed).response)
                case .refused:
                    exchange.answer(session.linkNotUsable)
                }
            }
        )
    }

    /// False if this seat has just written a lot.
    func mayWrite(_ request: Request, _ seat: SeatID) -> Bool {
        switch request.verb {
        case .privateWord, .intervene, .discuss, .talk, .joinDebrief:
            wordLimiter.allows(seat.text, at: clock.now.uptime)
        case .publish, .subscribeAnswer, .check, .confirmIdentity, .rejectIdentity, .admit, .start,
            .hold, .resume, .remove, .end, .note, .concern, .takeOver, .stop, .leave, .withdraw,
            .offerSupervision, .acceptSupervision, .readPrivateWord, .openDebrief,
            .takeBreak, .ready, .acknowledge, .draw, .agendaItem, .agreeAgenda, .action,
            .supportDone, .leaveTalk, .endTalk:
            true
        }
    }

    /// Staff, for the record; until it is signed the interpreter too, for the talk.
    func mayComeAfterwards(_ seat: SeatID) -> Bool {
        let state = guarded.state
        guard let role = state.role(seat) else { return false }
        return role.isStaff
            || role == .interpreter && state.phase == .ended
                && state.seat(seat).removal == nil
    }
}
