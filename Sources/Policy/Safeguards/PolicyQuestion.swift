package import Casework
package import Sessions

/// What the policies are asked: whether a person, or the session, may do this now.
package struct PolicyQuestion: Sendable, Hashable {
    package let action: GuardedAction
    /// Whom it is about; nil is the broker itself, for what stands or falls with the session.
    package let subject: SeatID?
    /// Who opens the door, for `admit`.
    package let by: SeatID?
    /// Why, in the reader's words; for what is asked at a desk.
    package let reason: String
    /// Whom a private word is for.
    package let to: SeatID?
    /// Who asks without a seat, because there is an emergency; nil for everything else.
    package let emergency: Emergency?

    package init(
        _ action: GuardedAction,
        subject: SeatID? = nil,
        by: SeatID? = nil,
        reason: String = "",
        to: SeatID? = nil,
        emergency: Emergency? = nil
    ) {
        self.emergency = emergency
        self.action = action
        self.subject = subject
        self.by = by
        self.reason = reason
        self.to = to
    }
}

/// The policies' actions; the raw value is the schema's word.
package enum GuardedAction: String, Sendable, Hashable, CaseIterable {
    case knock, agree, showFace, admit, startSession, resume, takeOver, publishMedia
    case remain, continueSession
    case writeNote, writeRecord, signRecord, viewLog, viewRecord, exportRecord
    case shareAgenda, viewOwnRecord, countersign
    case drawTogether, lookBack
    case acceptSupervision, privateWord, debrief
    case breakWithChild, debriefAloud
    /// Whether a session may be held as it is planned, and whether a seat's people may be sent its link.
    case schedule, invite
    case addAddendum, signOff
    /// Whether somebody may read a sealed record who is not named for it.
    case breakGlass
}

/// Somebody of the staff has to read what is closed to them (edge case E42).
package struct Emergency: Sendable, Hashable {
    package let by: PersonID
    /// Who stands for it beside them.
    package let second: PersonID?
    /// Until when it is open, once it has been allowed.
    package var until: Timestamp?

    package init(by: PersonID, second: PersonID?, until: Timestamp? = nil) {
        self.by = by
        self.second = second
        self.until = until
    }
}

extension GuardedAction {
    /// The action that a command stands for; nil for commands that are logged and never asked.
    package init?(_ command: SessionCommand) {
        switch command {
        case .takeSeat: self = .agree
        case .knock: self = .knock
        case .agree(true, _): self = .agree
        case .admit: self = .admit
        case .start: self = .startSession
        case .resume: self = .resume
        case .takeOver: self = .takeOver
        case .note: self = .writeNote
        case .signRecord: self = .signRecord
        case .read(.log, _): self = .viewLog
        case .read(.record, _): self = .viewRecord
        case .read(.own, _): self = .viewOwnRecord
        case .read(.export, _): self = .exportRecord
        case .addToAgenda, .agreeAgenda, .addAction: self = .shareAgenda
        case .countersign: self = .countersign
        case .beginDrawing: self = .drawTogether
        case .afterword: self = .lookBack
        case .offerSupervision: self = .takeOver
        case .acceptSupervision: self = .acceptSupervision
        case .privateWord: self = .privateWord
        case .openDebrief, .discuss: self = .debrief
        case .talk: self = .breakWithChild
        case .joinDebrief: self = .debriefAloud
        case .addAddendum: self = .addAddendum
        case .checkRecord: self = .signOff
        case .agree(false, _), .check, .confirmIdentity, .rejectIdentity, .hold, .remove, .end,
            .stop, .leave, .withdraw, .takeBreak, .sayReady, .acknowledgeAlert, .feel,
            .declareTies, .readPrivateWord, .intervene, .confirmChildCover, .leaveTalk, .endTalk:
            return nil
        }
    }
}
