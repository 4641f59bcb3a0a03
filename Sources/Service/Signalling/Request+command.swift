package import Sessions

extension Request {
    /// What it asks of the session; nil for what concerns sound and picture, or another session.
    package var command: SessionCommand? {
        switch self {
        case .publish, .subscribeAnswer, .supportDone: nil
        case .check(let check): .check(check)
        case .confirmIdentity(let seat): .confirmIdentity(seat)
        case .rejectIdentity(let seat): .rejectIdentity(seat)
        case .admit(let seat): .admit(seat)
        case .start: .start
        case .hold(let reason): .hold(reason)
        case .resume: .resume
        case .remove(let seat): .remove(seat)
        case .end(let reason): .end(reason)
        case .note(let text): .note(text, .note)
        case .concern(let text): .note(text, .concern)
        case .takeOver: .takeOver
        case .stop: .stop
        case .leave: .leave
        case .withdraw: .withdraw
        case .agendaItem(let text): .addToAgenda(text)
        case .agreeAgenda: .agreeAgenda
        case .action(let action): .addAction(action)
        case .takeBreak: .takeBreak
        case .ready: .sayReady
        case .acknowledge: .acknowledgeAlert
        case .draw: .beginDrawing
        case .offerSupervision(let seat): .offerSupervision(seat)
        case .acceptSupervision: .acceptSupervision
        case .privateWord(let seat, let text): .privateWord(text, to: seat)
        case .readPrivateWord(let number):
            .readPrivateWord(Int(exactly: number) ?? 0)
        case .intervene(let rung, let reason, let isChildTold):
            .intervene(rung, reason, isChildTold: isChildTold)
        case .openDebrief: .openDebrief
        case .discuss(let text): .discuss(text)
        case .talk(let seat): .talk(with: seat)
        case .joinDebrief: .joinDebrief
        case .leaveTalk: .leaveTalk
        case .endTalk: .endTalk
        }
    }
}
