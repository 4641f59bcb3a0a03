internal import Casework

extension SessionState {
    /// Whether `command` is legal in this state, and what will then have happened.
    ///
    /// Legal is not allowed: for a grant the policies are asked besides, twice.
    /// - Throws: why it is not legal now.
    package func decide(_ command: SessionCommand, by seat: SeatID) throws(Rejection)
        -> [SessionEvent]
    {
        guard let role = role(seat) else { throw .unknownSeat }
        switch command {
        case .takeSeat(let credential):
            try require(
                !phase.isOver || role.isStaff || role.hasAfterword || readsOwnRecord(seat)
            )
            try require(self.seat(seat).place != .gone, or: .notThere)
            try require(!self.seat(seat).isConnected, or: .alreadyDone)
            return [.seatTaken(seat, credential: credential)]
        case .agree(let agrees, let language):
            try require(!phase.isOver)
            return [agrees ? .agreementGiven(seat, language) : .agreementRefused(seat, language)]
        case .knock: return try knock(seat)
        case .check(let check):
            try require(role == .supervisor, or: .notForRole)
            try require(!phase.isOver)
            try require(form.checks.contains(check), or: .notForKind)
            try require(checks[check] == nil, or: .alreadyDone)
            return [.checkDone(check, by: seat)]
        case .confirmIdentity(let other):
            try require(role == .supervisor, or: .notForRole)
            try require(!phase.isOver)
            try require(self.seat(other).place == .waiting, or: .notThere)
            return [.identityConfirmed(other, by: seat)]
        case .rejectIdentity(let other):
            try require(role == .supervisor, or: .notForRole)
            try require(self.seat(other).place == .waiting, or: .notThere)
            return [
                .incident("Not the person expected at this seat.", other),
                .removed(other, .identityRejected, by: seat),
            ]
        case .admit(let other): return try admit(other, by: seat)
        case .start:
            try require(role == .supervisor, or: .notForRole)
            try require(phase == .gathering)
            try require(form.checks.allSatisfy { checks[$0] != nil }, or: .checksMissing)
            return [.wentLive(by: seat)]
        case .hold(let reason):
            try require(phase == .live)
            try require(self.seat(seat).place == .room || role == .colleague, or: .notForRole)
            return [.held(reason, by: seat)]
        case .resume:
            try require(role == .supervisor, or: .notForRole)
            try require(phase == .held)
            try require(talk == nil, or: .stillTalking)
            return [.resumed(by: seat)]
        case .remove(let other):
            try require(role == .supervisor, or: .notForRole)
            try require([.room, .waiting].contains(self.seat(other).place), or: .notThere)
            return [.removed(other, .removedByStaff, by: seat)]
        case .end(let reason):
            try require(role == .supervisor, or: .notForRole)
            try require(phase.isOpen)
            return [.ended(reason, by: seat)]
        case .note(let text, let kind):
            try require(role == .supervisor, or: .notForRole)
            try require(form.takesNotes, or: .notForKind)
            try require(phase.isOpen || phase == .ended)
            return [.noted(text, kind, by: seat)]
        case .takeOver:
            try require(role == .colleague, or: .notForRole)
            try require(phase == .held || phase.isOpen && offeredTo == seat)
            // Who was sent away takes over nothing (P6).
            try require(self.seat(seat).place != .gone, or: .notThere)
            return [.supervisionTaken(by: seat), .admitted(seat, by: seat)]
        case .stop:
            try require(role == .child, or: .notForRole)
            try require(phase.isOpen)
            return [.ended(.childStopped, by: seat)]
        case .leave:
            try require([.room, .waiting].contains(self.seat(seat).place), or: .notThere)
            return [.removed(seat, .left, by: seat)]
        case .withdraw:
            try require(self.seat(seat).agreement != .withdrawn, or: .alreadyDone)
            return [.agreementWithdrawn(seat)]
                + (self.seat(seat).place == .gone
                    ? [] : [.removed(seat, .agreementWithdrawn, by: seat)])
        case .read(.own, _):
            try require(readsOwnRecord(seat), or: .notForRole)
            return []
        case .read:
            try require(role.isStaff, or: .notForRole)
            return []
        case .signRecord(let hash):
            try require(role == .supervisor, or: .notForRole)
            try require(phase == .ended || phase == .notHeld)
            return [.recordSigned(hash: hash, by: seat)]
        case .confirmChildCover(let cover): return try confirmCover(cover, by: seat)
        case .addToAgenda(let text): return try add(item: text, by: seat)
        case .agreeAgenda: return try agreeList(by: seat)
        case .addAction(let action): return try add(action, by: seat)
        case .countersign(let view, let words):
            return try countersign(view, words, by: seat)
        case .takeBreak, .sayReady, .acknowledgeAlert, .feel, .afterword, .beginDrawing:
            return try decideForChild(command, by: seat, role)
        case .offerSupervision(let other): return try offer(to: other, by: seat)
        case .acceptSupervision: return try accept(by: seat)
        case .declareTies(let knows):
            try require(role == .interpreter, or: .notForRole)
            try require(!phase.isOver)
            return [.tiesDeclared(seat, knows)]
        case .privateWord(let text, let other): return try word(text, to: other, by: seat)
        case .readPrivateWord(let number): return try read(number, by: seat)
        case .intervene(let rung, let reason, let isChildTold):
            try require(role == .supervisor, or: .notForRole)
            try require(phase.isOpen || phase == .ended)
            return [.intervened(rung, reason, isChildTold: isChildTold, by: seat)]
        case .openDebrief: return try openDebrief(by: seat)
        case .discuss(let text): return try discuss(text, by: seat)
        case .talk(let other): return try talk(with: other, by: seat)
        case .joinDebrief: return try joinDebrief(by: seat)
        case .leaveTalk: return try leaveTalk(by: seat)
        case .endTalk: return try endTalk(by: seat)
        case .addAddendum(let addendum): return try add(addendum, by: seat)
        case .checkRecord(let check): return try self.check(check, by: seat)
        }
    }

    private func knock(_ seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(!phase.isOver)
        switch self.seat(seat).place {
        case .outside, .waiting: return [.arrived(seat)]
        case .room: return [.connectionRestored(seat)]
        case .gone:
            // Who left may come back to the waiting room; who was sent away may not (P6).
            try require(self.seat(seat).removal == .left, or: .notThere)
            return [.arrived(seat)]
        }
    }

    private func admit(_ other: SeatID, by seat: SeatID) throws(Rejection) -> [SessionEvent] {
        try require(role(seat) == .supervisor, or: .notForRole)
        try require(phase.isOpen)
        let state = self.seat(other)
        try require(state.place == .waiting && state.isConnected, or: .notThere)
        return [.admitted(other, by: seat)]
    }

    func require(_ condition: Bool, or rejection: Rejection? = nil) throws(Rejection) {
        guard condition else { throw rejection ?? .wrongPhase(phase) }
    }
}
