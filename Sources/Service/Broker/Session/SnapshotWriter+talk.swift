import Casework
import Safeguards
import Sessions
import Signalling

/// Sound and picture for a few alone, for those who take part or may.
extension SnapshotWriter {
    func talk(for seat: SeatID) -> StateSnapshot.Talk? {
        if let talk = state.talk {
            guard maySee(talk, seat) else { return nil }
            return StateSnapshot.Talk(kind: talk.kind, people: people(talk.members.sorted()))
        }
        let partners = state.talkPartners(of: seat)
        guard !partners.isEmpty else { return nil }
        return StateSnapshot.Talk(kind: .withChild, people: [], with: people(partners))
    }

    /// Whether sound and picture pass now between this seat and others.
    func isMediaOpen(for seat: SeatID) -> Bool {
        guard session.isOpen else { return false }
        return state.talk.map { $0.members.contains(seat) } ?? (state.seat(seat).place == .room)
    }

    /// Those in it, and staff: the others read the same whether there is one or not.
    private func maySee(_ talk: Talk, _ seat: SeatID) -> Bool {
        switch talk.kind {
        case .withChild:
            talk.members.contains(seat) || state.role(seat) == .supervisor
                || state.role(seat) == .colleague
        case .debrief: state.isInDebrief(seat)
        }
    }

    private func people(_ seats: [SeatID]) -> [StateSnapshot.Talk.Person] {
        seats.map { seat in
            StateSnapshot.Talk.Person(
                seat: seat,
                shownName: name(plan.seats[seat]?.person) ?? ""
            )
        }
    }

    /// Requests about talks; whether they are allowed is decided when they are made.
    func talkCandidates(_ seat: SeatID) -> [(Request.Verb, SessionCommand)] {
        var candidates: [(Request.Verb, SessionCommand)] = [
            (.joinDebrief, .joinDebrief), (.leaveTalk, .leaveTalk), (.endTalk, .endTalk),
        ]
        if let partner = state.talkPartners(of: seat).first {
            candidates.append((.talk, .talk(with: partner)))
        }
        return candidates
    }
}
