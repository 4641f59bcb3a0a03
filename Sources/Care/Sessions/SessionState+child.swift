internal import Casework

/// What a child, and those who care for her, can do besides.
extension SessionState {
    func decideForChild(_ command: SessionCommand, by seat: SeatID, _ role: SeatRole)
        throws(Rejection) -> [SessionEvent]
    {
        switch command {
        case .takeBreak:
            try require(role == .child, or: .notForRole)
            try require(phase == .live)
            try require(self.seat(seat).place == .room, or: .notThere)
            return [.held(.childBreak, by: seat)]
        case .sayReady:
            try require(role == .child, or: .notForRole)
            try require(hold?.reason == .childBreak)
            try require(hold?.isChildReady == false, or: .alreadyDone)
            return [.saidReady(seat)]
        case .acknowledgeAlert:
            try require(role == .supervisor || role == .colleague, or: .notForRole)
            try require(hasOpenAlert, or: .alreadyDone)
            return [.alertAcknowledged(by: seat)]
        case .feel(let feeling):
            try require(role == .child, or: .notForRole)
            guard let checkIn else { throw .wrongPhase(phase) }
            try require(feelings[seat]?[checkIn] == nil, or: .alreadyDone)
            return [.felt(seat, feeling, checkIn)]
        case .afterword(let text):
            try require(role.hasAfterword, or: .notForRole)
            // Of respite no word is kept (VR3).
            try require(plan.kind.form.takesNotes, or: .notForKind)
            try require(phase.isOver)
            try require(afterwords[seat, default: 0] < Self.afterwordLimit, or: .alreadyDone)
            return [role == .family ? .ownWords(text, by: seat) : .carerNote(text, by: seat)]
        case .beginDrawing:
            try require(role.draws, or: .notForRole)
            try require(phase == .live)
            try require(self.seat(seat).place == .room, or: .notThere)
            try require(!hasDrawing, or: .alreadyDone)
            return [.drawingBegan(by: seat)]
        case .takeSeat, .agree, .knock, .check, .confirmIdentity, .rejectIdentity, .admit, .start,
            .hold, .resume, .remove, .end, .note, .takeOver, .stop, .leave, .withdraw, .read,
            .signRecord, .offerSupervision, .acceptSupervision, .declareTies, .privateWord,
            .readPrivateWord, .intervene, .openDebrief, .discuss, .confirmChildCover, .addToAgenda,
            .agreeAgenda, .addAddendum, .checkRecord, .addAction, .countersign, .talk,
            .joinDebrief, .leaveTalk, .endTalk:
            return []
        }
    }

    /// Nobody has answered a child's "I'm not OK" yet.
    package var hasOpenAlert: Bool { alerts.contains { $0.acknowledgedBy == nil } }

    /// What a child is asked now; nil while the session is under way.
    package var checkIn: CheckIn? {
        if phase.isOver { return .after }
        return wentLiveAt == nil ? .before : nil
    }

    /// More than anybody needs, and no flood.
    private static let afterwordLimit = 5
}

extension SeatRole {
    /// Draws on the shared page; staff look on.
    package var draws: Bool {
        switch self {
        case .child, .family, .interpreter: true
        case .carer, .supervisor, .colleague, .lead: false
        }
    }

    /// Is asked for words of their own after the end; at a child's seat it is the carer beside them.
    package var hasAfterword: Bool {
        switch self {
        case .child, .carer, .family: true
        case .interpreter, .supervisor, .colleague, .lead: false
        }
    }
}
