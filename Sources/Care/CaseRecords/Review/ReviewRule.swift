package import Casework

/// Why a session is in the safeguarding lead's queue (domain.md sections 6.1 and 6.2).
package enum ReviewRule: String, Sendable, Hashable, CaseIterable {
    // One session's own.
    case unsupervised, childAlert, incident, concern, supervisorLapse, childStop, removal, hold,
        earlyEnd
    case interpreterMissing, outsideHours, missedSession
    case missingNotes, missingRecord, lateRecord, notDelivered
    // Seen only across sessions.
    case checkInFalling, identicalWords, latenessPattern, missedPattern, interventionsRising,
        childNotHeard
    // So that somebody looks even where no rule does.
    case newSupervisor, sample
    // What the record itself says, or somebody who checked it.
    case harm, allegation, notBrought, addendumAsked, secondReader
    // Who has read what is sealed.
    case emergencyReading

    /// In words, for the head of a row.
    package var title: String {
        switch self {
        case .unsupervised: "Time without a supervisor"
        case .childAlert: "The child was not OK"
        case .incident: "Attempt or incident"
        case .concern: "Concern noted"
        case .supervisorLapse: "Supervisor was lost"
        case .childStop: "The child stopped it"
        case .removal: "Somebody was taken out"
        case .hold: "Pause"
        case .earlyEnd: "Ended early"
        case .interpreterMissing: "Interpreter missing"
        case .outsideHours: "Outside the hours for children"
        case .missedSession: "Not held"
        case .missingNotes: "No notes"
        case .missingRecord: "Record overdue"
        case .lateRecord: "Record written late"
        case .notDelivered: "Record not delivered"
        case .checkInFalling: "The child feels worse and worse"
        case .identicalWords: "Same words in another record"
        case .latenessPattern: "Late again and again"
        case .missedPattern: "Missed again and again"
        case .interventionsRising: "More and more interventions"
        case .childNotHeard: "Child’s words missing again and again"
        case .newSupervisor: "New supervisor"
        case .sample: "Drawn at random"
        case .harm: "Harm, as the record says"
        case .allegation: "Allegation or complaint"
        case .notBrought: "The child was not brought"
        case .addendumAsked: "An addendum was asked for"
        case .secondReader: "Found inadequate"
        case .emergencyReading: "Read in an emergency"
        }
    }

    /// What puts an end to it.
    enum Answer { case anyLook, lookSince, work }

    var answer: Answer {
        switch self {
        case .missingRecord, .addendumAsked, .secondReader: .work
        case .notDelivered, .harm, .allegation, .incident, .emergencyReading: .lookSince
        case .unsupervised, .childAlert, .concern, .supervisorLapse, .childStop, .removal, .hold,
            .earlyEnd, .interpreterMissing, .outsideHours, .missedSession, .missingNotes,
            .lateRecord, .checkInFalling, .identicalWords, .latenessPattern, .missedPattern,
            .interventionsRising, .childNotHeard, .newSupervisor, .sample, .notBrought:
            .anyLook
        }
    }

    /// By when somebody has to have looked, from what set it off (section 6.3).
    package var clock: EscalationClock {
        switch self {
        case .unsupervised, .childAlert, .incident, .concern, .harm, .emergencyReading: .sameDay
        case .missedSession: .missedSession
        case .notBrought: .oneDay
        case .allegation: .allegation
        case .supervisorLapse, .childStop, .removal, .missingRecord, .notDelivered, .secondReader:
            .workingDays(1)
        case .checkInFalling, .hold, .earlyEnd, .interpreterMissing, .outsideHours, .missingNotes,
            .lateRecord,
            .identicalWords, .latenessPattern, .missedPattern, .interventionsRising,
            .childNotHeard, .addendumAsked:
            .workingDays(5)
        case .newSupervisor, .sample: .workingDays(10)
        }
    }
}
