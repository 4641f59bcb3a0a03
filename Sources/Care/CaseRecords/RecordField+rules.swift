/// Where fields come from, and who needs them.
extension RecordField {
    /// Where a field's value comes from; only `human` and `mixed` ask anything of anybody.
    package enum Source: String, Sendable, Hashable, CaseIterable {
        case auto, plan, derived, human
        /// Facts from the log, and words to go with them.
        case mixed
    }

    /// What kind of statement a field is: layers are never mixed (design section 9).
    package enum Layer: String, Sendable, Hashable, CaseIterable {
        case fact, observation, reflection
        /// Whoever checks the record; never its author.
        case review
    }

    /// Who cannot do their work without the field.
    package enum Reader: String, Sendable, Hashable, CaseIterable {
        case socialWorker = "the child’s social worker"
        case supervisor = "the next supervisor"
        case lead = "the safeguarding lead"
        case manager = "the service manager"
        case parents = "the parents"
        case carer = "the carer"
        case child = "the child, when older"
        case court = "a court"
        case records = "the records team"
    }

    package var source: Source {
        switch self {
        case .recordID, .sessionID, .planVersion, .channel, .actualTimes, .attendance, .supervisors,
            .checks, .restrictions, .checkInBefore, .holds, .childStop, .technicalEvents,
            .checkInAfter, .author, .signature, .amendments, .sharedWith, .logHead:
            .auto
        case .childReferences, .legalStatus, .orders, .sessionType, .purpose, .supervisionLevel,
            .plannedTimes, .participantsPlanned, .onCall:
            .plan
        case .childNames, .minutes, .outcome, .lateEntry, .retention: .derived
        case .lateness, .interpreter, .interventions, .ending, .notified, .carerAfter,
            .adultComment:
            .mixed
        case .unplannedPeople, .childBefore, .carerBefore, .adultPresentation, .greeting,
            .interaction, .affection, .themes, .response, .boundaries, .siblings, .identity,
            .quotes, .strengths, .concerns, .prohibitedTopics, .recordingSeen, .gifts,
            .disclosure, .significantHarm, .childAfter, .childsWords, .feedback, .reflection,
            .actions, .notHeldReason, .managerReview,
            .messageForChild:
            .human
        }
    }

    package var layer: Layer {
        switch source {
        case .auto, .plan, .derived: .fact
        case .human, .mixed:
            switch self {
            case .reflection: .reflection
            case .managerReview: .review
            case _: .observation
            }
        }
    }

    /// True if the supervisor has words to write here.
    package var isWritten: Bool {
        switch layer {
        case .observation, .reflection: true
        case .fact, .review: false
        }
    }

    /// True if no record of a session that was held is whole without it ("S" in the catalogue).
    package var isRequired: Bool {
        switch self {
        case .recordID, .sessionID, .childReferences, .childNames, .planVersion, .legalStatus,
            .sessionType, .purpose, .supervisionLevel, .channel, .plannedTimes, .actualTimes,
            .minutes, .participantsPlanned, .attendance, .supervisors, .onCall, .checks,
            .restrictions, .childBefore, .adultPresentation, .greeting, .interaction, .affection,
            .themes, .response, .strengths, .concerns, .interventions, .holds, .technicalEvents,
            .recordingSeen, .disclosure, .significantHarm, .ending, .childAfter, .childsWords,
            .outcome, .author, .signature, .lateEntry, .logHead, .retention:
            true
        case .orders, .lateness, .unplannedPeople, .interpreter, .checkInBefore, .carerBefore,
            .boundaries, .siblings, .identity, .quotes, .prohibitedTopics, .childStop, .gifts,
            .checkInAfter, .carerAfter, .feedback, .adultComment, .reflection, .actions,
            .notified, .notHeldReason, .managerReview, .amendments, .sharedWith,
            .messageForChild:
            false
        }
    }

    /// Who needs it: a field that nobody reads is not asked for.
    package var reader: Reader {
        switch self {
        case .childReferences, .childNames, .sessionType, .purpose, .outcome, .interaction,
            .affection, .response, .strengths, .concerns, .childBefore, .childAfter, .themes,
            .greeting, .siblings, .identity, .prohibitedTopics, .actions, .notHeldReason,
            .minutes, .plannedTimes, .participantsPlanned, .lateness, .unplannedPeople:
            .socialWorker
        case .adultPresentation, .boundaries, .gifts, .onCall, .supervisionLevel: .supervisor
        case .restrictions, .checks, .interventions, .holds, .childStop, .recordingSeen,
            .disclosure, .significantHarm, .interpreter, .notified, .checkInBefore,
            .checkInAfter, .lateEntry, .reflection, .supervisors:
            .lead
        case .technicalEvents, .channel, .managerReview: .manager
        case .feedback, .adultComment, .ending: .parents
        case .carerBefore, .carerAfter: .carer
        case .childsWords, .messageForChild: .child
        case .legalStatus, .orders, .actualTimes, .attendance, .quotes, .author, .signature,
            .logHead, .planVersion, .amendments:
            .court
        case .recordID, .sessionID, .retention, .sharedWith: .records
        }
    }

    /// False for what a parent's copy leaves out unless a lead agrees (fields 42 and 55, section 2.8).
    package var isInParentsCopy: Bool { !Self.withheldFromParents.contains(self) }

    /// True if "none" is a whole answer, and has to be given rather than left blank.
    package var allowsNone: Bool { Self.answeredByNone.contains(self) }

    private static let withheldFromParents: Set<RecordField> = [
        .childStop, .reflection, .restrictions, .disclosure, .significantHarm, .notified,
        .carerBefore, .carerAfter, .checkInBefore, .checkInAfter, .managerReview, .sharedWith,
    ]

    private static let answeredByNone: Set<RecordField> = [
        .concerns, .recordingSeen, .disclosure, .significantHarm,
    ]
}
