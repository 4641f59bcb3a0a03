import Casework
import Safeguards
import Sessions
import Signalling
import Transport

/// Small pictures of those who wait, passed to the supervisors in the room, who look whether it is them.
///
/// Only the newest of each is held, and none of them is ever written anywhere.
extension SessionActor {
    func received(_ portrait: Portrait, of seat: SeatID) {
        let now = clock.now.uptime
        let isEarly = portraits[seat].map { now - $0.at < Self.portraitTime } ?? false
        guard isWaiting(seat), !isEarly else { return }
        portraits[seat] = (portrait, now)
        showPortrait(of: seat, to: portraitWatchers)
    }

    /// After every input: forgets those who no longer wait, and shows the others to a supervisor who has come in.
    func tendPortraits() {
        portraits = portraits.filter { isWaiting($0.key) }
        let watchers = Set(guarded.state.present(in: .supervisor).compactMap { current[$0] })
        let arrived = watchers.subtracting(portraitWatchers)
        portraitWatchers = watchers
        for seat in portraits.keys.sorted() { showPortrait(of: seat, to: arrived) }
    }

    /// Says in the log that a supervisor knew somebody without any picture of theirs.
    func noteIfUnseen(_ command: SessionCommand, by seat: SeatID) {
        guard case .confirmIdentity(let other) = command, portraits[other] == nil,
            (try? guarded.state.decide(command, by: seat)) != nil
        else { return }
        let name = plannedName(other)
        run(.media(.fact("No picture of \(name) had come when they were confirmed.")))
    }

    private func plannedName(_ seat: SeatID) -> String {
        guarded.state.plan.seats[seat].flatMap { guarded.caseload.people[$0.person]?.shownName }
            ?? "somebody"
    }

    /// Asks the policies each time; a no shows nothing, and is not worth an entry each second.
    private func showPortrait(of seat: SeatID, to watchers: Set<WebSocket>) {
        guard !watchers.isEmpty, let portrait = portraits[seat]?.newest else { return }
        let question = PolicyQuestion(.showFace, subject: seat)
        guard guarded.ask(question, at: clock.now).isAllowed else { return }
        for socket in watchers { send(.portrait(seat, portrait), to: socket) }
    }

    private func isWaiting(_ seat: SeatID) -> Bool {
        let status = guarded.state.seat(seat)
        return guarded.state.phase.isOpen && status.place == .waiting && status.isConnected
    }

    /// From one picture of a person to the next that is looked at.
    private static let portraitTime = Duration.seconds(1)
}
