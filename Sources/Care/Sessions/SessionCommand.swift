package import Casework

/// What somebody asks of a session.
///
/// `decide` says whether it is legal now.
package enum SessionCommand: Sendable, Hashable {
    /// Takes the seat with the link, after the device check; `credential` is the hash of the cookie
    /// that will show it.
    case takeSeat(credential: String)
    case agree(Bool, language: Language)
    /// Connected and asking to come in.
    case knock
    case check(Check)
    case confirmIdentity(SeatID)
    case rejectIdentity(SeatID)
    case admit(SeatID)
    case start
    case hold(HoldReason)
    case resume
    case remove(SeatID)
    case end(EndReason)
    case note(String, NoteKind)
    case takeOver
    case stop
    case leave
    case withdraw
    /// Reads the log or the record, and says why.
    case read(Reading, reason: String)
    /// Signs the record whose canonical text has this SHA-256, in hex.
    case signRecord(hash: String)
    /// Before respite: who is with the child meanwhile.
    case confirmChildCover(ChildCover)
    /// Puts something on the shared list; what was agreed before is asked again.
    case addToAgenda(String)
    case agreeAgenda
    case addAction(SharedList.Action)
    /// The carer's signature, under the worker's.
    case countersign(CarersView, words: String)
    /// The child wants a break (E06).
    case takeBreak
    /// The child would like to go on; a person lets it.
    case sayReady
    case acknowledgeAlert
    /// Says by a face how the child feels, before or after.
    case feel(Feeling)
    /// What a carer or a family member has to say after the end.
    case afterword(String)
    case beginDrawing
    /// Asks a colleague to take supervision over; whoever asks goes on until it is accepted.
    case offerSupervision(SeatID)
    /// Seeing and hearing the room, answers for it from now on.
    case acceptSupervision
    /// An interpreter says whether they know anybody in this family (edge case E23).
    case declareTies(Bool)
    /// A few words to one person alone.
    case privateWord(String, to: SeatID)
    /// Has read the private word of that number, counted from 1.
    case readPrivateWord(Int)
    /// Writes down a step on the ladder; to pause and to end are commands of their own.
    case intervene(Rung, InterventionReason, isChildTold: Bool)
    /// The staff's talk after the family has gone.
    case openDebrief
    case discuss(String)
    /// In a pause: sound and picture between a child and a supervisor alone; either of them asks.
    case talk(with: SeatID)
    /// Sound and picture for the staff's talk: the supervisor begins it, the others come in.
    case joinDebrief
    case leaveTalk
    case endTalk
    /// Adds to the signed record; the record itself stays as it is.
    case addAddendum(Addendum)
    /// A manager's look at the signed record.
    case checkRecord(RecordCheck)
}

/// What somebody reads of a session afterwards.
package enum Reading: Sendable, Hashable {
    case log, record
    /// A carer's reading of the record of her own supervision.
    case own
    /// Taking the session's log out, for somebody outside.
    case export
}

extension SessionCommand {
    /// How a command goes its way.
    package enum Way: Sendable, Hashable {
        /// Policy, log, policy again, then effect.
        case grant
        /// Log, then effect: it records, and lets nobody do more.
        case record
        /// Effect at once, then log; no policy is asked.
        case restriction
    }

    package var way: Way {
        switch self {
        case .takeSeat, .knock, .admit, .start, .resume, .takeOver, .signRecord, .beginDrawing,
            .offerSupervision, .acceptSupervision, .openDebrief, .addToAgenda, .agreeAgenda,
            .addAction, .countersign, .talk, .joinDebrief, .addAddendum, .checkRecord:
            .grant
        case .agree, .check, .confirmIdentity, .note, .read, .sayReady, .acknowledgeAlert, .feel,
            .afterword, .declareTies, .privateWord, .readPrivateWord, .intervene, .discuss,
            .confirmChildCover:
            .record
        case .rejectIdentity, .hold, .remove, .end, .stop, .leave, .withdraw, .takeBreak,
            .leaveTalk, .endTalk:
            .restriction
        }
    }

    /// A stable word for the log.
    package var name: String {
        switch self {
        case .takeSeat: "takeSeat"
        case .agree: "agree"
        case .knock: "knock"
        case .check: "check"
        case .confirmIdentity: "confirmIdentity"
        case .rejectIdentity: "rejectIdentity"
        case .admit: "admit"
        case .start: "startSession"
        case .hold: "hold"
        case .resume: "resume"
        case .remove: "remove"
        case .end: "end"
        case .note: "writeNote"
        case .takeOver: "takeOver"
        case .stop: "stop"
        case .leave: "leave"
        case .withdraw: "withdraw"
        case .read(.log, _): "viewLog"
        case .read(.record, _): "viewRecord"
        case .read(.own, _): "viewOwnRecord"
        case .read(.export, _): "exportRecord"
        case .signRecord: "signRecord"
        case .confirmChildCover: "confirmChildCover"
        case .addToAgenda: "addToAgenda"
        case .agreeAgenda: "agreeAgenda"
        case .addAction: "addAction"
        case .countersign: "countersign"
        case .takeBreak: "break"
        case .sayReady: "ready"
        case .acknowledgeAlert: "acknowledgeAlert"
        case .feel: "feel"
        case .afterword: "afterword"
        case .beginDrawing: "drawTogether"
        case .offerSupervision: "offerSupervision"
        case .acceptSupervision: "acceptSupervision"
        case .declareTies: "declareTies"
        case .privateWord: "privateWord"
        case .readPrivateWord: "readPrivateWord"
        case .intervene: "intervene"
        case .openDebrief: "openDebrief"
        case .discuss: "discuss"
        case .talk: "talk"
        case .joinDebrief: "joinDebrief"
        case .leaveTalk: "leaveTalk"
        case .endTalk: "endTalk"
        case .addAddendum: "addAddendum"
        case .checkRecord: "signOff"
        }
    }
}
