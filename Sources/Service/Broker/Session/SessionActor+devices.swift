import Safeguards
import Sessions

/// What pages tell of their devices: into the log as facts, and nothing else.
extension SessionActor {
    func received(_ fact: DeviceFact, of seat: SeatID) {
        guard guarded.state.phase.isOpen,
            deviceFacts.allows(seat.text, at: clock.now.uptime)
        else { return }
        run(.deviceChanged(seat, fact))
    }

    /// So many facts of one seat at once, and so many a second after that; the log keeps no more.
    static let deviceFactBurst: Double = 12
    static let deviceFactsPerSecond = 0.1
}
