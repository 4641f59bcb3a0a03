/// What an entry of the journal is; the number is in the entry's header, in clear.
package enum EntryType: UInt16, CaseIterable, Sendable {
    /// A session with its seats, before anything happens in it.
    case planned = 1
    case decision = 2
    case event = 3
    /// What a supervisor has written of the record so far.
    case recordDraft = 4
    /// The signed record as it was filed.
    case recordFiled = 5
    /// What is about to be signed.
    case recordSigning = 7
    /// The service itself: started, stopped.
    case service = 6
    /// A session's content was erased; in the service's own stream.
    case erased = 20
    /// The log was put back from a backup; in the service's own stream.
    case restored = 21
    /// A session's log was given out; in the session's stream.
    case exported = 22
    /// A carer asked her own worker for a call: in a stream of her own, never in the session's (VR3, VR4).
    case supportAsked = 23
    case supportAnswered = 24
    /// Somebody whose work it is has looked at the session.
    case reviewed = 30
    /// A try to tell the case system of a record failed.
    case noticeTried = 40
    case noticeDelivered = 41
    /// The case system is not tried any more.
    case noticeAbandoned = 42
    /// Somebody wants it tried anew.
    case noticeReplayed = 43
    /// A copy for a parent, or for whom it is about, was made.
    case copyMade = 44
    /// A set of policies came into force; in the service's own stream.
    case policiesActivated = 50
    /// A set of policies was offered and not taken; the old one was kept.
    case policiesRefused = 51
    /// The record's files have what was added to it.
    case additionsFiled = 60
    /// Somebody saved what they wrote of the record; before, 4 without a name.
    case draftSaved = 61
    /// From here on the case system is told of records; in the service's own stream.
    case outboxAttached = 62
    /// A session is still needed, whatever its time; and not any more.
    case legalHoldPlaced = 63
    case legalHoldLifted = 64
    /// From when to when the disk had no room for anything new; in the service's own stream.
    case diskWasFull = 80
    /// A witness signs the log's checkpoints, or no longer does, and why; in the service's own stream.
    case witnessChanged = 90
    /// Somebody read the log by a command; in the session's stream, or else the service's own.
    case readOutside = 91
    /// People were told of a clock that was set, or ran out.
    case clockTold = 100
    /// A case system read, with its own key, what is new; in the service's own stream.
    case noticesPulled = 101
    /// A case system read a document with its own key.
    case documentPulled = 102
    /// The child was adopted: from here on only these people read the record.
    case sealed = 103

    /// Written by a command while no broker runs, by the machine's clock; no part of what happened.
    var isAdministrative: Bool {
        switch self {
        case .erased, .restored, .exported, .noticeReplayed, .copyMade, .legalHoldPlaced,
            .legalHoldLifted, .readOutside, .sealed:
            true
        case .planned, .decision, .event, .recordDraft, .recordFiled, .recordSigning, .service,
            .supportAsked, .supportAnswered, .reviewed, .noticeTried, .noticeDelivered,
            .noticeAbandoned, .policiesActivated, .policiesRefused, .additionsFiled, .draftSaved,
            .outboxAttached, .diskWasFull, .witnessChanged, .clockTold, .noticesPulled,
            .documentPulled:
            false
        }
    }

    /// The word that `log show` prints.
    package var name: String {
        switch self {
        case .planned: "planned"
        case .decision: "decision"
        case .event: "event"
        case .recordDraft: "recordDraft"
        case .recordFiled: "recordFiled"
        case .recordSigning: "recordSigning"
        case .service: "service"
        case .erased: "erased"
        case .restored: "restored"
        case .exported: "exported"
        case .supportAsked: "supportAsked"
        case .supportAnswered: "supportAnswered"
        case .reviewed: "reviewed"
        case .noticeTried: "noticeTried"
        case .noticeDelivered: "noticeDelivered"
        case .noticeAbandoned: "noticeAbandoned"
        case .noticeReplayed: "noticeReplayed"
        case .copyMade: "copyMade"
        case .policiesActivated: "policiesActivated"
        case .policiesRefused: "policiesRefused"
        case .additionsFiled: "additionsFiled"
        case .draftSaved: "draftSaved"
        case .outboxAttached: "outboxAttached"
        case .legalHoldPlaced: "legalHoldPlaced"
        case .legalHoldLifted: "legalHoldLifted"
        case .diskWasFull: "diskWasFull"
        case .clockTold: "clockTold"
        case .noticesPulled: "noticesPulled"
        case .documentPulled: "documentPulled"
        case .sealed: "sealed"
        case .witnessChanged: "witnessChanged"
        case .readOutside: "readOutside"
        }
    }
}
