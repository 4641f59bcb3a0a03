import Casework

/// Talks of a few alone, with sound and picture.
extension SessionState {
    /// In a pause, whoever of the two asks.
    func talk(with other: SeatID, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(role(seat) == .supervisor || role(seat) == .child, or: .notForRole)
        try require(phase == .held)
        try require(talk == nil, or: .alreadyDone)
        let pair = [seat, other]
        guard let child = pair.first(where: { role($0) == .child }),
            let adult = pair.first(where: { role($0) == .supervisor })
        else { throw .notToThem }
        try require(present.contains(child) && present.contains(adult), or: .notThere)
        let interpreter = interpreter(for: child)
        return [.breakTalkBegan(child: child, with: adult, by: seat, interpreter: interpreter)]
    }

    /// Who interprets in a talk alone with this child, if she needs somebody and somebody is here.
    package func interpreter(for child: SeatID) -> SeatID? {
        guard plan.seats[child]?.isInterpreted == true else { return nil }
        return present(in: .interpreter).sorted().first
    }

    /// The supervisor begins the staff's talk; the others come in, each by their own press.
    func joinDebrief(by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(isInDebrief(seat), or: .notForRole)
        try require(phase == .ended && debrief != nil)
        try require(talk != nil || role(seat) == .supervisor, or: .notThere)
        try require(talk?.members.contains(seat) != true, or: .alreadyDone)
        return [.debriefJoined(seat)]
    }

    func leaveTalk(by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(isInDebrief(seat), or: .notForRole)
        guard let talk, talk.kind == .debrief, talk.members.contains(seat) else {
            throw .notThere
        }
        return leaving(talk, seat)
    }

    /// The child ends her own, a supervisor any.
    func endTalk(by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(role(seat) == .supervisor || role(seat) == .child, or: .notForRole)
        guard let talk, role(seat) == .supervisor || talk.members.contains(seat) else {
            throw .notThere
        }
        return [.talkEnded(.asked, by: seat)]
    }

    /// What an event does to a talk that goes on; it has happened before the event itself.
    package func talkConsequences(of event: SessionEvent) -> [SessionEvent] {
        guard let talk else { return [] }
        if case .ended = event { return [.talkEnded(.sessionEnded, by: nil)] }
        if case .recordSigned = event { return [.talkEnded(.recordSigned, by: nil)] }
        let gone: SeatID?
        if case .connectionLost(let seat) = event {
            gone = seat
        } else if case .removed(let seat, _, _) = event {
            gone = seat
        } else {
            gone = nil
        }
        guard let gone, talk.members.contains(gone) else { return [] }
        switch talk.kind {
        case .withChild: return [.talkEnded(.somebodyGone, by: nil)]
        case .debrief: return leaving(talk, gone)
        }
    }

    private func leaving(_ talk: Talk, _ seat: SeatID) -> [SessionEvent] {
        [.debriefLeft(seat)]
            + (talk.members == [seat] ? [.talkEnded(.everybodyLeft, by: nil)] : [])
    }

    /// Whom this person could talk with alone now, in a stable order.
    package func talkPartners(of seat: SeatID) -> [SeatID] {
        present.filter { (try? talk(with: $0, by: seat)) != nil }
    }
}
