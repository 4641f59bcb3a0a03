import Casework
import JSON
import Sessions

/// Fills every field that the plan or the log knows (promise P10: nothing is typed twice).
struct RecordFacts: Sendable {
    let history: SessionHistory
    let names: Names
    let caseload: Caseload
    let author: SeatID
    /// When the record is signed, or being written.
    let moment: Timestamp
    let head: ContactRecord.LogHead?

    var plan: SessionPlan { history.plan }
    var zone: CivilZone { plan.zone }
    var careCase: CareCase { caseload.careCase }
    var sentences: LogSentences { LogSentences(names: names) }

    /// Nil for fields that only a person can fill.
    func fact(for field: RecordField) -> RecordFact? {
        switch field {
        case .outcome: outcome
        case .actualTimes: actualTimes
        case .minutes: minutes
        case .attendance: attendance
        case .lateness: lateness
        case .supervisors: supervisors
        case .interpreter: interpreter
        case .holds: holds
        case .interventions: interventions
        case .childStop: childStop
        case .technicalEvents: technicalEvents
        case .channel: channel
        case .checks: checks
        case .ending: ending
        case .notified: notified
        case .checkInBefore: checkIn(.before)
        case .checkInAfter: checkIn(.after)
        case .carerAfter: carerAfter
        case .adultComment: adultComment
        case .plannedTimes: plannedTimes
        case .sessionType: RecordFact(plan.kind.words, data: .string(plan.kind.rawValue))
        case .supervisionLevel: supervisionLevel
        case .purpose: purpose
        case .childNames: childNames
        case .participantsPlanned: participantsPlanned
        case .onCall: RecordFact(names.official(person: caseload.plan.onCall))
        case .restrictions: restrictions
        case .legalStatus:
            RecordFact(careCase.legalStatus.words, data: .string(careCase.legalStatus.rawValue))
        case .orders: orders
        case .childReferences: RecordFact(careCase.id.text)
        case .planVersion: planVersion
        case .sessionID: RecordFact(plan.session.text)
        case .recordID: RecordFact("\(plan.session.text)/contact-record")
        case .author: written
        case .lateEntry: lateEntry
        case .retention: retention
        case .signature: signature
        case .logHead: logHead
        case .amendments: RecordFact("None when this was written.")
        case .sharedWith: RecordFact("Nobody when this was written.")
        case .unplannedPeople, .childBefore, .carerBefore, .adultPresentation, .greeting,
            .interaction, .affection, .themes, .response, .boundaries, .siblings, .identity,
            .quotes, .strengths, .concerns, .prohibitedTopics, .recordingSeen, .gifts,
            .disclosure, .significantHarm, .childAfter, .childsWords, .feedback, .reflection,
            .actions, .notHeldReason, .managerReview,
            .messageForChild:
            nil
        }
    }

    func clock(_ mark: SessionHistory.Mark) -> String { zone.clock(mark.at) }
}
