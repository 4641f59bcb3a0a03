import Casework

/// Handover without a gap (edge case E03): asked, there, accepted; only then may the first one go.
extension SessionState {
    func offer(to other: SeatID, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(role(seat) == .supervisor, or: .notForRole)
        try require(phase.isOpen)
        try require(self.seat(seat).place == .room && isColleague(other), or: .notThere)
        try require(offeredTo != other, or: .alreadyDone)
        return [.supervisionOffered(to: other, by: seat)]
    }

    func accept(by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(self.seat(seat).hasTakenOver, or: .notForRole)
        try require(phase.isOpen)
        try require(present.contains(seat), or: .notThere)
        try require(inCharge != seat, or: .alreadyDone)
        return [.supervisionAccepted(by: seat)]
    }

    /// A colleague on call who is connected and does not supervise yet.
    private func isColleague(_ seat: SeatID) -> Bool {
        role(seat) == .colleague && self.seat(seat).isConnected && self.seat(seat).place != .gone
    }

    /// Who answers for the session now: whoever accepted it last, or the planned supervisor.
    package var responsible: SeatID? {
        inCharge ?? plan.seats.filter { $0.value.role == .supervisor }.keys.sorted().first
    }
}
