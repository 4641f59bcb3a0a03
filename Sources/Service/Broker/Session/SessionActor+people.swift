import CaseRecords
import Casework
import HTTPWire
import Safeguards
import Sessions
import Signalling
import Transport

/// Connections coming, speaking and going.
extension SessionActor {
    /// A connection with a good ticket asks for its seat.
    func connect(
        _ socket: WebSocket,
        _ id: Signalling.RequestID,
        _ seat: SeatID,
        _ alsoUsedBy: Set<PersonID>,
        _ hello: ClientMessage.Hello
    ) {
        guard let secret = Secret(AccessSecret.make(random)) else { return }
        let attachment = Attachment(
            seat: seat,
            resumeSecret: secret,
            alsoUsedBy: alsoUsedBy,
            language: hello.language.flatMap(Language.init)
        )
        if let old = current[seat], let resume = hello.resume, attached[old]?.resumeSecret == resume
        {
            release(old, .seatTaken, "You have come back on another connection.")
        }
        if guarded.state.phase.isOver {
            guard mayComeAfterwards(seat), current[seat] == nil else {
                return turnAway(
                    socket,
                    .sessionFinished,
                    sentence(for: seat, in: attachment.language)
                )
            }
            return attach(socket, id, attachment)
        }
        let device = DeviceFacts(
            connections: current[seat] == nil ? 1 : 2,
            alsoUsedBy: alsoUsedBy
        )
        ask(.knock, by: seat, from: device, .hello(socket, id, attachment))
    }

    func received(_ message: ClientMessage, from socket: WebSocket) {
        guard let seat = attached[socket]?.seat else { return }
        switch message {
        case .hello(let id, _): send(.refused(id, .malformedMessage, nil), to: socket)
        case .beat(let beat): run(.beat(seat, beat))
        case .portrait(let portrait): received(portrait, of: seat)
        case .deviceFact(let fact): received(fact, of: seat)
        case .stroke(let stroke): received(stroke, of: seat, from: socket)
        case .language(let language):
            attached[socket]?.language = Language(rawValue: language)
            tell(isTick: false)
        case .request(let id, .publish(let sdp)): publish(sdp, seat, id, socket)
        case .request(let id, .subscribeAnswer(let offer, let sdp)):
            answer(offer, sdp, seat, id, socket)
        case .request(let id, .supportDone(let entry)):
            supportDone(entry, by: seat) { session, isDone in
                session.send(isDone ? .done(id) : .refused(id, .notNow, nil), to: socket)
            }
        case .request(let id, let request):
            guard let command = request.command else { return }
            guard mayWrite(request, seat) else {
                return send(.refused(id, .tooMany, nil), to: socket)
            }
            guard command.keptWords?.holdsPostcode != true else {
                return send(.refused(id, .notAllowed, Self.namesAPlace), to: socket)
            }
            noteIfUnseen(command, by: seat)
            ask(command, by: seat, .page(socket, id))
        }
    }

    func closed(_ socket: WebSocket) {
        guard let seat = attached.removeValue(forKey: socket)?.seat, current[seat] == socket else {
            return
        }
        current[seat] = nil
        run(.disconnected(seat))
    }

    private func attach(
        _ socket: WebSocket,
        _ id: Signalling.RequestID,
        _ attachment: Attachment
    ) {
        attached[socket] = attachment
        current[attachment.seat] = socket
        send(.done(id), to: socket)
        tell(isTick: false)
    }

    // MARK: Answers

    func send(_ answer: Answer, to reply: Reply) {
        switch reply {
        case .page(let socket, let id):
            guard let seat = attached[socket]?.seat else { return }
            switch answer {
            case .done: send(.done(id), to: socket)
            case .refused(let refusal):
                let (code, message) = words(for: refusal, to: seat)
                send(.refused(id, code, message), to: socket)
            }
        case .hello(let socket, let id, let attachment):
            switch answer {
            case .done: attach(socket, id, attachment)
            case .refused(let refusal):
                let isSecond = current[attachment.seat] != nil
                let (reason, message) = words(for: refusal, to: attachment.seat)
                let code = isSecond ? ErrorCode.secondDevice : reason
                send(.refused(id, code, message), to: socket)
                turnAway(socket, isSecond ? .seatTaken : .notAllowed, message ?? code.sentence)
            }
        case .link(let exchange, let seat, let credential):
            finishJoining(exchange, seat, credential, answer)
        case .desk(let take): take(self, answer)
        }
    }

    /// A refusal in the protocol's code and a sentence fit for whoever reads it.
    func words(for refusal: Refusal, to seat: SeatID) -> (ErrorCode, String?) {
        let isStaff = guarded.state.role(seat)?.isStaff == true
        switch refusal {
        case .rejected(let rejection): return words(for: rejection, isStaff: isStaff)
        case .denied(let verdict):
            let message = verdict.sentences(forStaff: isStaff).joined(separator: " ")
            return (.notAllowed, message)
        case .overtaken:
            return (.notNow, "Something changed in the meantime, so this was not done.")
        case .journalFailed: return (.journalFailed, nil)
        case .mediaNotReady:
            return (
                .notNow,
                isStaff ? "Sound and picture are not ready yet." : nil
            )
        case .tooMany: return (.tooMany, nil)
        }
    }

    private func words(for rejection: Rejection, isStaff: Bool) -> (ErrorCode, String?) {
        switch rejection {
        case .wrongPhase: (.notNow, nil)
        case .notForRole, .unknownSeat: (.notAllowed, nil)
        case .notThere: (.notNow, isStaff ? "This person is not there any more." : nil)
        case .alreadyDone: (.notNow, "That is done already.")
        case .identityNotConfirmed: (.notNow, "Look at the person first.")
        case .checksMissing: (.notNow, "Tick what you have checked first.")
        case .recordIncomplete: (.recordIncomplete, nil)
        case .notToThem: (.notAllowed, "A private word goes to one adult who is here.")
        case .enough: (.tooMany, "That is enough writing for one session. Please speak.")
        case .stillTalking: (.notNow, "You are still talking with the child. End that first.")
        case .outdated: (.notNow, "Somebody was faster. Please read that first.")
        case .notForKind: (.notAllowed, "This kind of session has no such thing.")
        }
    }

    // MARK: Sending

    func send(_ message: ServerMessage, to socket: WebSocket, lane: Lane = .normal) {
        loop.assumeIsolated { loop in socket.send(message.bytes, lane: lane, loop: loop) }
    }

    func send(_ message: ServerMessage, to seat: SeatID) {
        guard let socket = current[seat] else { return }
        send(message, to: socket)
    }

    /// Says goodbye to a seat; whoever was sent away comes back by nothing they had (P6).
    func dismiss(_ seat: SeatID, _ reason: RemovalReason) {
        switch reason {
        case .left, .sessionEnded: break
        case .removedByStaff, .identityRejected, .policy, .agreementWithdrawn, .agreementRefused:
            doorkeeper.forget(seat)
        }
        guard let socket = current[seat] else { return }
        let code: ByeCode = reason == .sessionEnded ? .sessionFinished : .removed
        release(socket, code, goodbye(reason, seat))
    }

    private func goodbye(_ reason: RemovalReason, _ seat: SeatID) -> String {
        let chosen = current[seat].flatMap { attached[$0]?.language }
        if sentences.isBengali(seat, chosen) {
            return Sentences.bengaliGoodbye(reason) ?? sentence(for: seat, in: chosen)
        }
        return switch reason {
        case .sessionEnded: sentence(for: seat, in: chosen)
        case .agreementWithdrawn, .agreementRefused:
            "You have taken back your agreement, and that is all right. We will ring you."
        case .left: "You have left. You can come back with your link until the session is over."
        case .removedByStaff, .identityRejected, .policy:
            "You cannot be in this session now. Please ring us, and we will tell you what happens next."
        }
    }

    /// In the language that the reader has chosen, if it is one that the sentences are written in.
    func sentence(for seat: SeatID, in language: Language?) -> String {
        sentences.sentence(for: seat, in: language)
    }

    private var sentences: Sentences {
        Sentences(state: guarded.state, caseload: guarded.caseload, next: nextWords)
    }

    private func release(_ socket: WebSocket, _ code: ByeCode, _ message: String) {
        if let seat = attached.removeValue(forKey: socket)?.seat, current[seat] == socket {
            current[seat] = nil
            run(.disconnected(seat))
        }
        turnAway(socket, code, message)
    }

    private func turnAway(_ socket: WebSocket, _ code: ByeCode, _ message: String) {
        send(.bye(code, message: message), to: socket, lane: .control)
        guard let close = WebSocketCloseCode(code.closeCode.rawValue) else { return }
        loop.assumeIsolated { loop in socket.close(close, loop: loop) }
    }

    /// Sends each connection its snapshot if that has changed, the desk's lease at most twice a second, and
    /// the same one again before a page would take the silence for a lost connection.
    ///
    /// What is only repeated is sent by the clock, and each seat counts its own snapshots: when a page
    /// gets one, and under which number, tells it of nobody else (E07).
    func tell(isTick: Bool, byClock: Bool = false) {
        let now = clock.now
        let writer = SnapshotWriter(
            session: guarded,
            now: now,
            epoch: epoch,
            mayPublish: links.mayPublish,
            noteEntries: noteEntries,
            pages: pages,
            support: support
        )
        for (socket, attachment) in attached {
            let isDesk = guarded.state.role(attachment.seat)?.isStaff == true
            let isDue = now.uptime - attachment.lastSentAt >= Self.deskTime
            let isStale = byClock && now.uptime - attachment.lastSentAt >= Self.repeatTime
            guard !isTick || isDesk && isDue || isStale else { continue }
            guard
                var snapshot = writer.snapshot(
                    for: attachment.seat,
                    resumeSecret: attachment.resumeSecret,
                    in: attachment.language
                )
            else { continue }
            let civil = snapshot.clock.civil
            snapshot.clock.civil = 0
            if !isDue { snapshot.lease = attachment.lastSnapshot?.lease }
            guard isStale || snapshot != attachment.lastSnapshot else { continue }
            attached[socket]?.lastSnapshot = snapshot
            attached[socket]?.lastSentAt = now.uptime
            sequences[attachment.seat, default: 0] += 1
            snapshot.sequence = sequences[attachment.seat, default: 0]
            snapshot.clock.civil = civil
            send(.state(snapshot), to: socket, lane: .control)
        }
    }

    private static let deskTime = Duration.milliseconds(500)
    private static let repeatTime = Duration.milliseconds(1_500)
}

extension SessionActor {
    /// To whoever writes where somebody lives into what is kept for good (edge case E26).
    static let namesAPlace = """
        This seems to hold a postcode, and where anybody lives is never written down here. Nothing was kept. Say that it \
        was told, not what it is.
        """
}

extension SessionCommand {
    /// Words of staff that the log keeps.
    fileprivate var keptWords: String? {
        if case .note(let text, _) = self { return text }
        if case .privateWord(let text, _) = self { return text }
        if case .discuss(let text) = self { return text }
        return nil
    }
}
