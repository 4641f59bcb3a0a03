/// The record's parts, in the order in which a tired person can think: what the log knows first, then
/// what only they know; what went well before concerns.
package enum RecordSection: String, Sendable, Hashable, CaseIterable {
    case whatHappened = "What happened"
    case before = "Before"
    case during = "During"
    case strengths = "What went well"
    case concerns = "Concerns"
    case after = "After"
    case whatNext = "What next"
    case reflection = "Reflection, kept apart"
    case about = "About this record"

    package var title: String { rawValue }

    /// Every field is in exactly one section.
    package var fields: [RecordField] {
        switch self {
        case .whatHappened:
            [
                .outcome, .notHeldReason, .actualTimes, .minutes, .attendance, .lateness,
                .supervisors, .interpreter, .holds, .interventions, .childStop, .technicalEvents,
                .channel,
            ]
        case .before:
            [
                .plannedTimes, .sessionType, .supervisionLevel, .purpose, .childNames,
                .participantsPlanned, .onCall, .restrictions, .checks, .childBefore, .checkInBefore,
                .carerBefore, .adultPresentation,
            ]
        case .during:
            [
                .greeting, .interaction, .affection, .themes, .response, .siblings, .identity,
                .quotes, .boundaries, .gifts,
            ]
        case .strengths: [.strengths]
        case .concerns:
            [
                .concerns, .prohibitedTopics, .unplannedPeople, .recordingSeen, .disclosure,
                .significantHarm,
            ]
        case .after:
            [
                .ending, .childAfter, .checkInAfter, .childsWords, .carerAfter, .feedback,
                .adultComment,
            ]
        case .whatNext: [.actions, .notified, .messageForChild]
        case .reflection: [.reflection]
        case .about:
            [
                .author, .lateEntry, .planVersion, .legalStatus, .orders, .childReferences,
                .sessionID, .recordID, .managerReview, .amendments, .sharedWith, .retention,
                .signature, .logHead,
            ]
        }
    }
}
