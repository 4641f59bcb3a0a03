import Casework
import Safeguards
import Sessions
import Signalling

/// Why somebody who waits cannot come in yet, and what to do about those who have not come.
extension SnapshotWriter {
    /// Nil if the policies would let them in now, and for whoever opens no door.
    func obstacle(to other: SeatID, openedBy supervisor: SeatID) -> StateSnapshot.Obstacle? {
        guard state.role(supervisor) == .supervisor, state.phase.isOpen else { return nil }
        let question = PolicyQuestion(.admit, subject: other, by: supervisor)
        let verdict = session.ask(question, at: now)
        guard !verdict.isAllowed else { return nil }
        return StateSnapshot.Obstacle(
            waitsFor: awaited(before: other).map(shownName),
            reasons: verdict.sentences(forStaff: true)
        )
    }

    /// What the practice asks of a supervisor while somebody whom the child waits for is not there
    /// (edge cases E17 to E21); nil if nothing is to be done.
    ///
    /// Before the start only once the child waits: until then nobody is late.
    var advice: [String]? {
        let sentences = withdrawals + slowSigning + (awayAdvice ?? [])
        return sentences.isEmpty ? nil : sentences
    }

    /// Who took their agreement back while it was going on; families never read whose it was.
    private var withdrawals: [String] {
        guard state.phase == .live || state.phase == .held else { return [] }
        return plan.seats.keys.sorted().filter { state.seat($0).agreement == .withdrawn }.map {
            "\(shownName($0)) no longer agrees to take part, and has left. Only you and your colleagues are told so."
        }
    }

    /// Before it begins and before it goes on; a warning, no rule stops it.
    private var slowSigning: [String] {
        guard state.phase == .gathering || state.phase == .held else { return [] }
        return state.tooSlowToSign.map { seat in
            "\(shownName(seat)) sends too few pictures for signing. Ask for more light, and to close other programs or come nearer to the router. Ask the interpreter whether the signs can be read."
        }
    }

    private var awayAdvice: [String]? {
        guard state.phase == .gathering,
            let child = plan.seats.first(where: { $0.value.role == .child })
        else { return nil }
        let isLate = now.civil >= plan.start
        guard isLate || state.seat(child.key).place == .waiting else { return nil }
        let sentences = awaited(before: child.key).filter(isAway).map { sentence(about: $0, child) }
        return sentences.isEmpty ? nil : sentences
    }

    /// Those who come in before somebody, and are not in: the child comes last, the interpreter
    /// before the family.
    private func awaited(before other: SeatID) -> [SeatID] {
        let roles: [SeatRole]
        switch state.role(other) {
        case .child: roles = [.interpreter, .carer, .family]
        case .family, .carer: roles = plan.requiresInterpreter ? [.interpreter] : []
        case .interpreter, .supervisor, .colleague, .lead, nil: roles = []
        }
        return roles.flatMap { role in
            plan.seats.keys.sorted().filter {
                state.role($0) == role && $0 != other && !state.present.contains($0)
            }
        }
    }

    /// Neither in nor at the door.
    private func isAway(_ seat: SeatID) -> Bool {
        let status = state.seat(seat)
        return !(status.place == .waiting && status.isConnected) || isOut(seat)
    }

    /// Whoever does not come any more today: by their own wish, or sent away.
    private func isOut(_ seat: SeatID) -> Bool {
        let status = state.seat(seat)
        let hasRefused = status.agreement == .refused || status.agreement == .withdrawn
        return hasRefused || status.knowsFamily == true
            || status.place == .gone && status.removal != .left
    }

    private func sentence(
        about seat: SeatID,
        _ child: (key: SeatID, value: SessionPlan.Seat)
    ) -> String {
        let name = shownName(seat)
        let isInterpreter = state.role(seat) == .interpreter
        let latest = plan.start.advanced(
            by: isInterpreter ? Lateness.interpreterGrace : Lateness.grace
        )
        let limit = plan.zone.clock(latest)
        let isOver = isOut(seat) || now.civil >= latest
        let why =
            isOut(seat) ? "\(name) does not take part today." : "\(name) has not come by \(limit)."
        let companion = self.name(child.value.companion).map { ", with \($0)" } ?? ""
        let childName = shownName(child.key)
        switch (isOver, isInterpreter) {
        case (true, true):
            return
                "\(why) Ask for another interpreter. If there is none, tell everybody kindly, \(childName) first\(companion). Then press End. It is not held, and nobody in the family is the cause."
        case (true, false):
            return
                "\(why) Tell \(childName) first, kindly\(companion). Then press End: it is not held."
        case (false, true):
            return
                "\(name) is not here yet. Ring \(name), and ask for another interpreter. Wait until \(limit)."
        case (false, false):
            return now.civil < plan.start
                ? "\(name) is not here yet. It is planned for \(plan.zone.clock(plan.start))."
                : "\(name) is late. Ring \(name). It may begin until \(limit); it still ends at \(plan.zone.clock(plan.end))."
        }
    }

    private func shownName(_ seat: SeatID) -> String { name(plan.seats[seat]?.person) ?? "" }
}
