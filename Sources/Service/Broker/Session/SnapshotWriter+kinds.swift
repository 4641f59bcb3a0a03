import CaseRecords
import Casework
import Safeguards
import Sessions
import Signalling

/// What only some kinds of session show.
extension SnapshotWriter {
    /// The shared list, for the two in the room and while both may be.
    func list(for seat: SeatID) -> StateSnapshot.ListState? {
        let role = state.role(seat)
        guard plan.kind.form.sharesAgenda, state.seat(seat).place == .room,
            role == .supervisor || role == .carer
        else { return nil }
        let expected = plan.seats.filter { $0.value.role == .supervisor || $0.value.role == .carer }
        return StateSnapshot.ListState(
            items: state.list.items.map { .init(text: $0.text, by: shown($0.by)) },
            agreedBy: state.list.agreedBy.sorted().map(shown),
            isAgreed: !state.list.items.isEmpty
                && expected.keys.allSatisfy(state.list.agreedBy.contains),
            actions: state.list.actions.map {
                .init(text: $0.text, owner: shown($0.owner), due: $0.due.text)
            }
        )
    }

    /// Carers who asked this worker for a call; nil if none did.
    func asked(of worker: PersonID) -> [StateSnapshot.Support]? {
        let open = support.open(for: worker)
        guard !open.isEmpty else { return nil }
        return open.map { task in
            StateSnapshot.Support(
                entry: Int64(clamping: task.entry),
                carer: name(task.carer) ?? "A carer",
                time: plan.zone.clock(task.at),
                isRepeated: support.isRepeated(task)
            )
        }
    }

    func kindVerbs(_ seat: SeatID) -> [Request.Verb] {
        let action = SharedList.Action(
            text: "",
            owner: seat,
            due: CivilDate(year: 2026, month: 1, day: 1)
        )
        let candidates: [(Request.Verb, SessionCommand)] = [
            (.agendaItem, .addToAgenda("")), (.agreeAgenda, .agreeAgenda),
            (.action, .addAction(action)),
        ]
        let verbs = candidates.filter { (try? state.decide($0.1, by: seat)) != nil }.map(\.0)
        guard state.role(seat) == .supervisor,
            let person = plan.seats[seat]?.person, !support.open(for: person).isEmpty
        else { return verbs }
        return verbs + [.supportDone]
    }

    /// Who rings this carer if she asks for it; only where she may.
    func ownWorker(_ seat: SessionPlan.Seat) -> String? {
        guard plan.kind.form.offersSupport, seat.role == .carer else { return nil }
        return name(
            session.caseload.plan.participants.first { $0.person == seat.person }?.ownWorker
        )
    }

    private func shown(_ seat: SeatID) -> String { name(plan.seats[seat]?.person) ?? "" }
}
