import Casework
import Sessions

/// A child's "I'm not OK": silent, for the supervisor and the colleague on call alone (E07).
extension GuardedSession {
    /// A page says it in several beats, in case one is lost: together they are one press.
    mutating func hear(_ beat: Beat, from seat: SeatID, at now: Moment) {
        guard beat.isAlert, state.role(seat) == .child, state.phase.isOpen,
            state.seat(seat).isConnected
        else { return }
        let isSamePress = alertHeardAt[seat].map { now.uptime - $0 < Self.samePress } ?? false
        alertHeardAt[seat] = now.uptime
        if !isSamePress { impose([.childAlert(seat)], at: now) }
    }

    /// Rings the colleague once an alert has been open for a minute; after a restart, a minute later.
    mutating func watchTheAlert(at now: Moment) {
        guard state.hasOpenAlert else {
            alertOpenSince = nil
            hasPagedAlert = false
            return
        }
        let since = alertOpenSince ?? now.uptime
        alertOpenSince = since
        guard !hasPagedAlert, now.uptime - since >= Self.unanswered else { return }
        hasPagedAlert = true
        effects.append(.page(Self.isUnanswered))
        effects.append(.append([.event(.colleaguePaged(Self.isUnanswered))], nil))
    }

    static let isUnanswered =
        "The child is not OK, and for a minute nobody has answered. Please look in."
    private static let samePress = Duration.seconds(5)
    private static let unanswered = Duration.seconds(60)
}
