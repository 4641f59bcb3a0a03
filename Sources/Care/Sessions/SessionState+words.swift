package import Casework

/// Private words: from interpreter or colleague to a supervisor, from a supervisor to one adult.
extension SessionState {
    /// A few words for one person alone.
    package struct PrivateWord: Sendable, Hashable {
        package let text: String
        package let from: SeatID
        package let to: SeatID
        package let at: Timestamp
        package internal(set) var isRead = false
    }

    /// The staff's talk after the family has gone.
    package struct Debrief: Sendable, Hashable {
        package let openedBy: SeatID
        package internal(set) var words: [Note] = []
    }

    func word(_ text: String, to other: SeatID, by seat: SeatID) throws(Rejection)
        -> [SessionEvent]
    {
        try require(phase.isOpen)
        try require(isHere(seat), or: .notThere)
        try require(mayWrite(seat, to: other), or: .notToThem)
        try require(isHere(other), or: .notThere)
        try require(words.count < Self.wordLimit, or: .enough)
        return [.privateWord(text, to: other, by: seat)]
    }

    func read(_ number: Int, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        let index = number - 1
        try require(words.indices.contains(index), or: .notThere)
        try require(words[index].to == seat, or: .notForRole)
        try require(!words[index].isRead, or: .alreadyDone)
        return [.privateWordRead(number, by: seat)]
    }

    func openDebrief(by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(role(seat) == .supervisor, or: .notForRole)
        try require(phase == .ended)
        try require(debrief == nil, or: .alreadyDone)
        return [.debriefOpened(by: seat)]
    }

    func discuss(_ text: String, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(isInDebrief(seat), or: .notForRole)
        try require(phase == .ended && debrief != nil)
        try require(debrief?.words.count ?? 0 < Self.wordLimit, or: .enough)
        return [.debriefWord(text, by: seat)]
    }

    /// Who talks after the end: never family, child or carer.
    package func isInDebrief(_ seat: SeatID) -> Bool {
        switch role(seat) {
        case .supervisor, .colleague, .interpreter: true
        case .family, .child, .carer, .lead, nil: false
        }
    }

    /// Whom this person may write to in private now, in a stable order.
    package func privateReaders(for seat: SeatID) -> [SeatID] {
        guard phase.isOpen, isHere(seat) else { return [] }
        return plan.seats.keys.sorted().filter { mayWrite(seat, to: $0) && isHere($0) }
    }

    /// Connected, in the room or waiting.
    private func isHere(_ seat: SeatID) -> Bool {
        let state = self.seat(seat)
        return state.isConnected && (state.place == .room || state.place == .waiting)
    }

    private func mayWrite(_ seat: SeatID, to other: SeatID) -> Bool {
        guard seat != other, let from = role(seat), let to = role(other) else { return false }
        switch (from, to) {
        case (.supervisor, .family), (.supervisor, .carer), (.supervisor, .interpreter),
            (.supervisor, .colleague), (.supervisor, .supervisor),
            (.interpreter, .supervisor), (.colleague, .supervisor):
            return true
        case (_, _): return false
        }
    }

    /// Words in one session, of either kind.
    private static let wordLimit = 200
}
