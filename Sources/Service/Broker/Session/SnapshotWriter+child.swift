import Casework
import Sessions
import Signalling

/// What each child pressed and said, for the desks.
extension SnapshotWriter {
    var children: [StateSnapshot.ChildSide]? {
        let seats = plan.seats.filter { $0.value.role == .child }.keys.sorted()
        return seats.isEmpty ? nil : seats.map(childSide)
    }

    private func childSide(_ seat: SeatID) -> StateSnapshot.ChildSide {
        let isOnBreak = state.hold?.reason == .childBreak && state.hold?.by == seat
        return StateSnapshot.ChildSide(
            seat: seat,
            shownName: shownName(seat),
            isReady: isOnBreak ? state.hold?.isChildReady : nil,
            alerts: state.alerts.filter { $0.by == seat }.map {
                StateSnapshot.Alert(
                    time: plan.zone.clockWithSeconds($0.at),
                    acknowledgedBy: $0.acknowledgedBy.map(shownName)
                )
            },
            before: state.feelings[seat]?[.before],
            after: state.feelings[seat]?[.after]
        )
    }

    private func shownName(_ seat: SeatID) -> String { name(plan.seats[seat]?.person) ?? "" }
}
