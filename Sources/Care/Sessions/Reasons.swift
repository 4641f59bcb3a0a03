/// Why a session is held.
package enum HoldReason: String, Sendable, Hashable, CaseIterable {
    // The server's own, for objective facts.
    case supervisorLost, supervisorNotSeeing, policy, interpreterLost, mediaLost, serviceRestarted
    case journalFailed
    // A person's.
    case unplannedPerson, childUpset, conduct, languageNotUnderstood, technical, other
    /// The child pressed Break; others read the same words as at any other hold (E06).
    case childBreak
}

/// Why a session ended.
package enum EndReason: String, Sendable, Hashable, CaseIterable {
    case planned, conduct, childAsked, technical, other
    /// The child pressed Stop.
    ///
    /// Adults see the same neutral words as at any other end.
    case childStopped
    /// Nobody came back to supervise within the grace period.
    case supervisorGone
    /// The hard end of the planned time, or a policy that ends.
    case policy
}

/// Why somebody's place is empty for good.
package enum RemovalReason: String, Sendable, Hashable, CaseIterable {
    case removedByStaff, identityRejected, policy, agreementWithdrawn, agreementRefused, left
    case sessionEnded
}

/// What a supervisor ticks before the family meets (domain.md section 3, field 22).
package enum Check: String, Sendable, Hashable, CaseIterable {
    case restrictionsRead, backgroundSeen, alone, sober, groundRules
}

/// What a note is: an observation, or a concern that the lead will read.
package enum NoteKind: String, Sendable, Hashable {
    case note, concern
}

/// The ladder of interventions, gentlest first (domain.md section 3, field 40).
package enum Rung: String, Sendable, Hashable, CaseIterable {
    case prompt, privateWord, speak, hold, end
}

/// Why somebody stepped in.
package enum InterventionReason: String, Sendable, Hashable, CaseIterable {
    case topic, language, childUpset, place, conduct, unplannedPerson, technical, other
}

/// A reason, and whether it is one that people give.
package protocol PersonsReason: RawRepresentable where RawValue == String {
    var isAPersons: Bool { get }
}

extension HoldReason: PersonsReason {
    package var isAPersons: Bool {
        switch self {
        case .unplannedPerson, .childUpset, .conduct, .languageNotUnderstood, .technical, .other:
            true
        case .supervisorLost, .supervisorNotSeeing, .policy, .interpreterLost, .mediaLost,
            .serviceRestarted, .journalFailed, .childBreak:
            false
        }
    }
}

extension EndReason: PersonsReason {
    package var isAPersons: Bool {
        switch self {
        case .planned, .conduct, .childAsked, .technical, .other: true
        case .childStopped, .supervisorGone, .policy: false
        }
    }
}
