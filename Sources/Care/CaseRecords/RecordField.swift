/// The fields of a contact record, in the order and with the numbers of the catalogue (domain.md section 3).
///
/// The raw value is the field's key in JSON. What a field is called, where it comes from and who
/// reads it are facets in files of their own.
package enum RecordField: String, Sendable, Hashable, CaseIterable {
    case recordID, sessionID, childReferences, childNames, planVersion
    case legalStatus, orders, sessionType, purpose, supervisionLevel
    case channel, plannedTimes, actualTimes, minutes, participantsPlanned
    case attendance, lateness, unplannedPeople, supervisors, onCall
    case interpreter, checks, restrictions, childBefore, checkInBefore
    case carerBefore, adultPresentation, greeting, interaction, affection
    case themes, response, boundaries, siblings, identity
    case quotes, strengths, concerns, prohibitedTopics, interventions
    case holds, childStop, technicalEvents, recordingSeen, gifts
    case disclosure, significantHarm, ending, childAfter, checkInAfter
    case carerAfter, childsWords, feedback, adultComment, reflection
    case actions, notified, outcome, notHeldReason, author
    case signature, managerReview, lateEntry, amendments, sharedWith
    case logHead, messageForChild, retention
}

extension RecordField {
    package var key: String { rawValue }

    /// 1 to 68.
    package var number: Int { Self.numbers[self] ?? 0 }

    private static let numbers = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset + 1) }
    )
}
