internal import Casework

/// What only some kinds of session have: the question about the child, the shared list, the carer's signature.
extension SessionState {
    var form: KindForm { plan.kind.form }

    func confirmCover(_ cover: ChildCover, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        guard form.asksChildCover else { throw .notForKind }
        guard role(seat) == .carer else { throw .notForRole }
        guard !phase.isOver else { throw .wrongPhase(phase) }
        return [.childCoverConfirmed(seat, cover)]
    }

    func add(item text: String, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try requireList(seat)
        guard list.items.count < SharedList.limit else { throw .alreadyDone }
        return [.agendaItemAdded(text, by: seat)]
    }

    func agreeList(by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try requireList(seat)
        guard !list.items.isEmpty else { throw .notThere }
        guard !list.agreedBy.contains(seat) else { throw .alreadyDone }
        return [.agendaAgreed(by: seat)]
    }

    func add(_ action: SharedList.Action, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try requireList(seat)
        guard isOnList(action.owner) else { throw .notThere }
        guard list.actions.count < SharedList.limit else { throw .alreadyDone }
        return [.actionAdded(action, by: seat)]
    }

    func countersign(_ view: CarersView, _ words: String, by seat: SeatID) throws(Rejection)
        -> [SessionEvent]
    {
        guard form.carerSigns else { throw .notForKind }
        guard role(seat) == .carer else { throw .notForRole }
        guard phase == .writtenUp, let hash = recordHash else { throw .wrongPhase(phase) }
        guard countersignature == nil else { throw .alreadyDone }
        return [.recordCountersigned(view, words: words, hash: hash, by: seat)]
    }

    /// True for a carer who may read and sign the record of this session once it is over.
    package func readsOwnRecord(_ seat: SeatID) -> Bool {
        form.carerSigns && role(seat) == .carer && phase.isOver
    }

    private func requireList(_ seat: SeatID) throws(Rejection) {
        guard form.sharesAgenda else { throw .notForKind }
        guard isOnList(seat) else { throw .notForRole }
        guard phase == .gathering || phase == .live else { throw .wrongPhase(phase) }
        guard self.seat(seat).place == .room else { throw .notThere }
    }

    private func isOnList(_ seat: SeatID) -> Bool {
        role(seat) == .supervisor || role(seat) == .carer
    }
}
