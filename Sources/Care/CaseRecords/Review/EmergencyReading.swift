package import Casework

/// Somebody read a sealed session in an emergency, past those who are named for it (edge case E42); or wanted to.
package struct EmergencyReading: Sendable, Hashable {
    package let by: PersonID
    /// Who stood for it beside them.
    package let second: PersonID?
    package let reason: String
    package let isAllowed: Bool
    /// By the log's clock.
    package let at: Timestamp
    /// Of the log.
    package let entry: UInt64

    package init(
        by: PersonID,
        second: PersonID?,
        reason: String,
        isAllowed: Bool,
        at: Timestamp,
        entry: UInt64
    ) {
        self.by = by
        self.second = second
        self.reason = reason
        self.isAllowed = isAllowed
        self.at = at
        self.entry = entry
    }
}

extension CaseSession {
    /// Each is looked at, the same day.
    var emergencyFindings: [ReviewFinding] {
        emergencies.map { reading in
            let who = names.official(person: reading.by)
            let text =
                reading.isAllowed
                ? "\(who) read it although it is sealed, because: \(reading.reason)"
                : "\(who) wanted to read it although it is sealed, and was refused, because: \(reading.reason)"
            return ReviewFinding(
                .emergencyReading,
                text.hasSuffix(".") ? text : text + ".",
                entries: [reading.entry],
                at: reading.at
            )
        }
    }
}
