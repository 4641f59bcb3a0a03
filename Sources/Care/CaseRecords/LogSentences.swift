import Casework
import Sessions

/// Says entries of the log in sentences that a safeguarding lead understands.
struct LogSentences: Sendable {
    let names: Names

    /// `supervisors` are those in the room before the entry; after the end nobody loses a connection.
    func sentence(for entry: LogEntry, supervisors: [SeatID], isOver: Bool = false) -> String {
        switch entry {
        case .event(.connectionLost(let seat)) where isOver:
            removal(of: seat, .sessionEnded, by: nil)
        case .event(let event): sentence(for: event, supervisors: supervisors)
        case .decision(let decision): sentence(for: decision)
        }
    }

    /// Why it was paused, for example "Paused: Marcus could not see and hear the room.".
    func pause(_ reason: HoldReason, by seat: SeatID?, supervisors: [SeatID]) -> String {
        let supervisor = supervisors.isEmpty ? "The supervisor" : names.listed(supervisors)
        let why = reason.words(supervisor: supervisor)
        if let seat, reason == .childBreak { return "\(names.shown(seat)) pressed Break." }
        if let seat { return "\(names.shown(seat)) paused the session because \(why)." }
        return reason.isAPersons ? "Paused because \(why)." : "Paused: \(why)."
    }

    func end(_ reason: EndReason, by seat: SeatID?) -> String {
        let who = seat.map(names.shown) ?? "The service"
        return switch reason {
        case .planned: "\(who) ended the session: they had finished."
        case .conduct: "\(who) ended the session because of somebody’s conduct."
        case .childAsked: "\(who) ended the session because \(names.childrenShown) asked."
        case .technical: "\(who) ended the session because of a technical problem."
        case .other: "\(who) ended the session for another reason."
        case .childStopped: "\(seat.map(names.shown) ?? names.childrenShown) pressed Stop."
        case .supervisorGone: "The session was ended: nobody came back to supervise it."
        case .policy: "The session was ended by a rule of the service."
        }
    }

    func sentence(for event: SessionEvent, supervisors: [SeatID] = []) -> String {
        switch event {
        case .scheduled: "The session was planned."
        case .linkIssued(let seat, _): "A link was made for \(names.shown(seat))."
        case .seatTaken(let seat, _):
            "\(names.shown(seat)) opened their link and took their place."
        case .agreementGiven(let seat, let language):
            "\(names.shown(seat)) agreed to take part, in \(language.words)."
        case .agreementRefused(let seat, let language):
            "\(names.shown(seat)) did not agree to take part, in \(language.words)."
        case .agreementWithdrawn(let seat):
            "\(names.shown(seat)) withdrew their agreement. It never counts against them."
        case .arrived(let seat): "\(names.shown(seat)) came to the waiting room."
        case .connectionLost(let seat): "\(names.shown(seat)) lost the connection."
        case .connectionRestored(let seat): "\(names.shown(seat)) was connected again."
        case .checkDone(let check, let by): "\(names.shown(by)) ticked: \(check.words)."
        case .identityConfirmed(let seat, let by):
            "\(names.shown(by)) confirmed that it is \(names.shown(seat))."
        case .admitted(let seat, let by):
            seat == by
                ? "\(names.shown(seat)) came into the room."
                : "\(names.shown(by)) let \(names.shown(seat)) in."
        case .wentLive(let by): "\(names.shown(by)) started the session: everybody is together."
        case .attested(let by): "\(names.shown(by)) sees and hears everybody."
        case .held(let reason, let by):
            pause(reason, by: by, supervisors: supervisors)
        case .resumed(let by): "\(names.shown(by)) let the session go on."
        case .supervisionTaken(let by): "\(names.shown(by)) took over as supervisor."
        case .removed(let seat, let reason, let by): removal(of: seat, reason, by: by)
        case .noted(let text, .note, let by): "\(names.shown(by)) noted: \(text)"
        case .noted(let text, .concern, let by): "\(names.shown(by)) noted a concern: \(text)"
        case .ended(let reason, let by): end(reason, by: by)
        case .recordSigned(_, let by): "\(names.shown(by)) signed the record."
        case .childCoverConfirmed(let seat, let cover):
            "\(names.shown(seat)) said: \(cover.words)."
        case .agendaItemAdded(let text, let by): "\(names.shown(by)) put on the list: \(text)"
        case .agendaAgreed(let by): "\(names.shown(by)) agreed with the list."
        case .actionAdded(let action, let by):
            "\(names.shown(by)) wrote down: \(names.shown(action.owner)), by \(action.due.text): \(action.text)"
        case .recordCountersigned(let view, _, _, let by):
            "\(names.shown(by)) read the record, \(view.words), and signed."
        case .addendumAdded(let added):
            "\(names.official(added.by)) added to the signed record, because \(added.reason): \(added.text)"
        case .recordChecked(let check):
            "\(names.official(check.by)) checked the record, and \(check.words)"
        case .colleaguePaged(let text): "The colleague on call was called: \(text)"
        case .mediaFact(let text): "Sound and picture: \(text)"
        case .grantVoided(let command, let by):
            "What \(names.shown(by)) asked for (\(command)) had been overtaken and did not happen."
        case .incident(let text, let seat):
            seat.map { "\(names.shown($0))’s link: \(text)" } ?? text
        case .serviceGap(let milliseconds):
            "The service was away for \(Duration.milliseconds(milliseconds).words)."
        case .deviceChanged(let seat, let fact):
            "\(names.shown(seat))’s device: \(fact.words)."
        case .saidReady(let seat): "\(names.shown(seat)) was ready to go on."
        case .childAlert(let seat): "\(names.shown(seat)) said: “I’m not OK”. Only staff saw it."
        case .alertAcknowledged(let by): "\(names.shown(by)) saw that the child was not OK."
        case .felt(let seat, .skipped, let checkIn):
            "\(names.shown(seat)) skipped the faces \(checkIn.rawValue) the session."
        case .felt(let seat, let feeling, let checkIn):
            "\(names.shown(seat)) chose a face \(checkIn.rawValue) the session: \(feeling.words)."
        case .carerNote(let text, let by): "\(names.besideOrShown(by)) wrote afterwards: \(text)"
        case .ownWords(let text, let by): "\(names.shown(by)) wrote afterwards: \(text)"
        case .drawingBegan(let by): "\(names.shown(by)) opened the page to draw on together."
        case .supervisionOffered, .supervisionAccepted, .tiesDeclared, .privateWord,
            .privateWordRead, .debriefOpened, .debriefWord, .intervened, .breakTalkBegan,
            .debriefJoined, .debriefLeft, .talkEnded:
            staffSentence(for: event) ?? ""
        }
    }

    private func removal(of seat: SeatID, _ reason: RemovalReason, by: SeatID?) -> String {
        let name = names.shown(seat)
        let who = by.map(names.shown)
        return switch reason {
        case .removedByStaff: "\(who ?? "Staff") asked \(name) to leave."
        case .identityRejected:
            "\(who ?? "Staff") did not find \(name) at \(name)’s place. Nobody was let in there."
        case .policy: "\(name) had to leave: a rule of the service no longer allowed it."
        case .agreementWithdrawn: "\(name) left, having withdrawn their agreement."
        case .agreementRefused: "\(name) did not come in, having not agreed."
        case .left: "\(name) left."
        case .sessionEnded: "\(name) left: the session had ended."
        }
    }

    private func sentence(for decision: DecisionEntry) -> String {
        let question = question(of: decision)
        guard !decision.isAllowed else { return "Allowed: \(question)." }
        let reasons = decision.sentences + (decision.errors.isEmpty ? [] : [Self.unanswered])
        let why =
            reasons.isEmpty ? "Nothing in the rules allows it." : reasons.joined(separator: " ")
        return "Not allowed: \(question). \(why)"
    }

    /// What was asked, as a clause; the action's own word where it is unknown to this version.
    private func question(of decision: DecisionEntry) -> String {
        let subject = decision.subject.map(names.shown) ?? "the session"
        if !decision.outsiders.isEmpty {
            let owners = decision.outsiders.map(names.shown(person:)).joined(separator: " and ")
            return "\(owners)’s browser uses \(subject)’s link"
        }
        let actor = (decision.by ?? decision.subject).map(names.shown) ?? "Somebody"
        return switch decision.action {
        case "schedule": "the session may be held as it is planned"
        case "invite": "\(subject) is sent a link"
        case "knock": "\(subject) may wait"
        case "agree": "\(subject) may give their agreement"
        case "admit": "\(actor) lets \(subject) in"
        case "startSession": "\(actor) starts the session"
        case "resume": "\(actor) lets the session go on"
        case "takeOver": "\(subject) takes over as supervisor"
        case "acceptSupervision": "\(subject) answers for the session from now on"
        case "privateWord": "\(actor) writes a private word"
        case "debrief": "\(actor) talks it over with the staff"
        case "breakWithChild": "\(subject) talks alone, with sound and picture, in the pause"
        case "debriefAloud": "\(subject) talks it over with the staff, with sound and picture"
        case "publishMedia": "\(subject) may be seen and heard"
        case "remain": "\(subject) may stay in the room"
        case "continueSession": "the session may go on"
        case "writeNote": "\(actor) writes a note"
        case "writeRecord": "\(actor) writes the record"
        case "signRecord": "\(actor) signs the record"
        case "viewLog": "\(actor) reads the log"
        case "viewRecord": "\(actor) reads the record"
        case "exportRecord": "\(actor) takes the session’s log out, for somebody outside"
        case "shareAgenda": "\(actor) writes on the shared list"
        case "viewOwnRecord": "\(actor) reads the record of their own supervision"
        case "countersign": "\(actor) signs the record of their own supervision"
        case "addAddendum": "\(actor) adds to the signed record"
        case "signOff": "\(actor) checks the record"
        case "drawTogether": "\(actor) opens the page to draw on together"
        case "lookBack": "\(actor) comes back after the end"
        case _: "\(actor), \(decision.action)"
        }
    }

    private static let unanswered = "A rule could not be worked out, and then the answer is no."
}
