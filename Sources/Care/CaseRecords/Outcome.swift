package import Casework
package import Sessions

/// How a session came out (domain.md section 6.4); the raw value is the statistics' word.
package enum Outcome: String, Sendable, Hashable, CaseIterable {
    case heldFull = "held_full"
    /// Ended early.
    case heldShort = "held_short"
    case heldInterrupted = "held_interrupted"
    case stoppedByChild = "stopped_by_child"
    case stoppedBySupervisor = "stopped_by_supervisor"
    case stoppedByTechnical = "stopped_by_technical"
    case notHeld = "not_held"
}

extension SessionHistory {
    /// Computed from the log alone; nil while the session goes on.
    ///
    /// Ended early and paused counts as ended early. A minute early is on time.
    package var outcome: Outcome? {
        guard wentLive != nil else { return .notHeld }
        guard let ended else { return nil }
        switch ended.reason {
        case .childStopped, .childAsked: return .stoppedByChild
        case .conduct: return .stoppedBySupervisor
        case .technical, .supervisorGone: return .stoppedByTechnical
        case .planned, .other, .policy:
            if ended.mark.at.advanced(by: Self.tolerance) < plan.end { return .heldShort }
            return holds.isEmpty ? .heldFull : .heldInterrupted
        }
    }

    /// How late each adult who was expected came; nil: they did not come.
    package func lateness(of seat: SeatID) -> Duration? {
        attendance[seat]?.arrived.map { max(.zero, $0.at.timeSince(plan.start)) }
    }

    /// Adults whose coming matters for the start, in a stable order.
    package var expectedAdults: [SeatID] {
        plan.seats.filter { $0.value.role.hasMedia && $0.value.role != .child }.keys.sorted()
    }

    /// True if an adult came more than 5 minutes late (field 17).
    package var isSomebodyLate: Bool {
        expectedAdults.contains { (lateness(of: $0) ?? .zero) > Self.lateness }
    }

    /// When it was over: as it was, or as it was planned if it never began or never ended.
    package var over: Timestamp { ended?.mark.at ?? plan.end }

    /// Whether a record of that moment is late (field 63: more than 24 hours after the session).
    package func isLate(at moment: Timestamp) -> Bool {
        moment > over.advanced(by: .seconds(24 * 60 * 60))
    }

    private static let tolerance = Duration.seconds(60)
    private static let lateness = Duration.seconds(5 * 60)
}
