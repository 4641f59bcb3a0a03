import Casework
package import Sessions

/// Why a session was not held, as the log shows it (domain.md section 6.4, `cancelled_by`).
///
/// The raw value is the statistics' word.
package enum LossReason: String, Sendable, Hashable, CaseIterable {
    /// A child who does not want to is never a no-show (rule CC6).
    case childDeclined = "child_declined"
    case authorityStaffing = "authority_staffing"
    /// An order, a suspension or a restriction kept somebody out.
    case courtOrSuspension = "authority_decision_order"
    /// The supervisor ended it before the child came in (edge case E46).
    case presentation = "authority_decision_presentation"
    /// Of the service's own making.
    case technical
    case interpreter
    case family
    case carer
    case other

    /// The authority's to answer for, not the family's.
    package var isAuthoritysOwn: Bool {
        switch self {
        case .authorityStaffing, .interpreter, .technical: true
        case .childDeclined, .courtOrSuspension, .presentation, .family, .carer, .other: false
        }
    }
}

extension CaseSession {
    /// Nil for a session that was held.
    ///
    /// What the authority has to answer for comes before what a family is asked about.
    package var loss: LossReason? {
        guard !isHeld else { return nil }
        if isDeclinedByChild { return .childDeclined }
        if !hasArrived(.supervisor), history.handovers.isEmpty { return .authorityStaffing }
        if isKeptOutByOrder { return .courtOrSuspension }
        switch history.ended?.reason {
        case .conduct: return .presentation
        case .technical, .supervisorGone: return .technical
        case .planned, .childAsked, .other, .childStopped, .policy, nil: break
        }
        if isServiceAway { return .technical }
        if plan.requiresInterpreter, !hasArrived(.interpreter) { return .interpreter }
        if isRefusedByFamily { return .other }
        if seats(.family).allSatisfy(isNoShow) { return .family }
        return hasArrived(.child) ? .other : .carer
    }

    /// Neither came in time nor told us: for adults of the family only.
    ///
    /// After the grace period the child has been told, and the session is not held (edge case E19).
    package func isNoShow(_ seat: SeatID) -> Bool {
        guard plan.seats[seat]?.role == .family else { return false }
        guard let late = history.lateness(of: seat) else { return true }
        return !isHeld && late > Lateness.grace
    }

    /// Adults of the family who were expected, and whose coming is theirs to answer for.
    package var adultsDue: [SeatID] {
        switch loss {
        case nil, .family, .carer, .other: seats(.family).filter { !hasRefused($0) }
        case .childDeclined, .authorityStaffing, .courtOrSuspension, .presentation, .technical,
            .interpreter:
            []
        }
    }

    /// The service itself began late, so nobody's lateness counts (edge case E20).
    package var isServiceLate: Bool {
        let admitted =
            supervisingSeats
            .compactMap { history.attendance[$0]?.admitted?.at }
        return admitted.allSatisfy { $0 > plan.start } || isServiceAway
    }

    func hasArrived(_ role: SeatRole) -> Bool {
        seats(role).contains { history.attendance[$0]?.arrived != nil }
    }

    private var isDeclinedByChild: Bool {
        switch history.ended?.reason {
        case .childStopped, .childAsked: return true
        case .planned, .conduct, .technical, .other, .supervisorGone, .policy, nil: break
        }
        return seats(.child).contains(where: hasRefused)
    }

    private var isRefusedByFamily: Bool { seats(.family).contains(where: hasRefused) }

    private func hasRefused(_ seat: SeatID) -> Bool {
        [.refused, .withdrawn].contains(history.state.seat(seat).agreement)
    }

    private var isKeptOutByOrder: Bool {
        entries.contains { logged in
            guard case .decision(let decision) = logged.entry, !decision.isAllowed else {
                return false
            }
            return !Self.orders.isDisjoint(with: decision.policies)
        }
    }

    /// The service was gone for a time in which the session should have been.
    private var isServiceAway: Bool {
        events.contains { event, mark in
            guard case .serviceGap(let milliseconds) = event else { return false }
            let gone = mark.at.advanced(by: .milliseconds(-milliseconds))
            return gone < plan.end && mark.at > plan.start
        }
    }

    /// Policies by which an order or a suspension keeps somebody out, by their `@id`.
    private static let orders: Set = [
        "barred-from-session", "no-contact-restriction", "no-contact-in-room", "order-lapsed",
        "person-suspended",
    ]
}
