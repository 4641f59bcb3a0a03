import Casework
import Safeguards
import Sessions
import Signalling

/// What supervisors, colleagues and interpreters share among themselves.
extension SnapshotWriter {
    var handover: StateSnapshot.Handover? {
        guard !state.phase.isOver, let to = state.offeredTo ?? state.inCharge else { return nil }
        let person = plan.seats[to]?.person
        return StateSnapshot.Handover(to: to, shownName: name(person) ?? "", step: step(of: to))
    }

    private func step(of seat: SeatID) -> StateSnapshot.Handover.Step {
        guard state.offeredTo == seat else { return .accepted }
        guard state.role(seat) == .supervisor else { return .offered }
        guard let seen = session.facts(at: now).lastSeen[seat],
            now.civil.timeSince(seen) <= Lease.limit
        else { return .here }
        return .ready
    }

    /// Requests that staff and interpreters make; whether they are allowed is decided when they are.
    func staffCandidates(_ seat: SeatID) -> [(Request.Verb, SessionCommand)] {
        var candidates: [(Request.Verb, SessionCommand)] = [
            (.acceptSupervision, .acceptSupervision),
            (.intervene, .intervene(.prompt, .other, isChildTold: false)),
            (.openDebrief, .openDebrief), (.discuss, .discuss("")),
        ]
        if let reader = state.privateReaders(for: seat).first {
            candidates.append((.privateWord, .privateWord("", to: reader)))
        }
        if let unread = state.words.firstIndex(where: { $0.to == seat && !$0.isRead }) {
            candidates.append((.readPrivateWord, .readPrivateWord(unread + 1)))
        }
        if let colleague {
            candidates.append((.offerSupervision, .offerSupervision(colleague)))
        }
        return candidates
    }

    /// The colleague on call whom supervision could be offered to.
    private var colleague: SeatID? {
        plan.seats.keys.sorted().first {
            state.role($0) == .colleague && state.seat($0).isConnected
        }
    }

    func writesTo(_ seat: SeatID) -> [StateSnapshot.Reader]? {
        let readers = state.privateReaders(for: seat).compactMap { reader in
            state.role(reader).map { role in
                StateSnapshot.Reader(
                    seat: reader,
                    shownName: name(plan.seats[reader]?.person) ?? "",
                    role: role
                )
            }
        }
        return readers.isEmpty ? nil : readers
    }

    /// A supervisor has the thread of all supervisors, everybody else only their own.
    func words(of seat: SeatID) -> [StateSnapshot.PrivateWord]? {
        let isSupervisor = state.role(seat) == .supervisor
        let own = state.words.enumerated().filter { _, word in
            isSupervisor || word.from == seat || word.to == seat
        }
        guard !own.isEmpty else { return nil }
        return own.suffix(Self.newest).map { index, word in
            StateSnapshot.PrivateWord(
                number: Int64(index + 1),
                time: plan.zone.clock(word.at),
                from: word.from,
                fromName: name(plan.seats[word.from]?.person) ?? "",
                to: word.to,
                toName: name(plan.seats[word.to]?.person) ?? "",
                text: word.text,
                isRead: word.isRead
            )
        }
    }

    func debrief(for seat: SeatID) -> StateSnapshot.Debrief? {
        guard state.isInDebrief(seat), let debrief = state.debrief else { return nil }
        return StateSnapshot.Debrief(
            words: debrief.words.suffix(Self.newest).map { word in
                StateSnapshot.Debrief.Word(
                    time: plan.zone.clock(word.at),
                    name: name(plan.seats[word.by]?.person) ?? "",
                    text: word.text
                )
            }
        )
    }

    func declaration(of seat: SeatID) -> StateSnapshot.Declaration? {
        guard plan.seats[seat]?.role == .interpreter else { return nil }
        return switch state.seat(seat).knowsFamily {
        case nil: .missing
        case false?: .knowsNobody
        case true?: .knowsSomebody
        }
    }

    /// Of interpreters who cannot interpret here, whether they wait or have gone.
    var declaredTies: [String] {
        plan.seats.keys.sorted().filter { state.seat($0).knowsFamily == true }.map { seat in
            "\(name(plan.seats[seat]?.person) ?? "The interpreter") knows somebody in this family, and cannot interpret today. Another interpreter is needed."
        }
    }

    /// Words that a page is shown at most.
    private static let newest = 20
}
