import CaseRecords
import Casework
import HTTPWire
import JSON
import Journal
import Safeguards
import Sessions
import Signalling
import Transport

/// What carers do besides meeting: say who is with the child, ask for a call, read and sign their own record.
extension SessionActor {
    /// The answer to "Who is with the child meanwhile?" (VR1).
    func answerCover(_ exchange: HTTPExchange, _ visitor: Visitor, _ cover: ChildCover) {
        guard isWelcome(visitor) else { return exchange.answer(linkNotUsable) }
        let device = DeviceFacts(alsoUsedBy: visitor.alsoUsedBy)
        ask(
            .confirmChildCover(cover),
            by: visitor.seat,
            from: device,
            .desk { session, answer in
                exchange.answer(session.plainRefusal(answer) ?? ([:] as JSONValue).response())
            }
        )
    }

    // MARK: "I'm struggling"

    /// Tells the carer's own worker, and nobody here; no policy is asked (VR4).
    func askForSupport(_ exchange: HTTPExchange, by seat: SeatID) {
        let state = guarded.state
        guard state.plan.kind.form.offersSupport, state.role(seat) == .carer,
            let carer = state.plan.seats[seat]?.person, let worker = ownWorker(of: carer)
        else { return exchange.answer(ErrorAnswer(code: .notAllowed).response) }
        guard !support.hasOpen(from: carer) else {
            return exchange.answer(([:] as JSONValue).response())
        }
        let stream = support.stream(of: carer, random: random)
        let at = clock.now.civil
        let due = state.plan.zone.day(at)
        let payload = SupportTask.json(carer: carer, worker: worker, due: due)
        write(.supportAsked, payload, to: stream) { session, number in
            guard let number else {
                return exchange.answer(ErrorAnswer(code: .journalFailed).response)
            }
            session.support.add(
                SupportTask(entry: number, stream: stream, carer: carer, worker: worker, at: at)
            )
            exchange.answer(([:] as JSONValue).response())
        }
    }

    /// The worker has rung.
    func supportDone(
        _ entry: Int64,
        by seat: SeatID,
        _ reply: @escaping @Sendable (isolated SessionActor, Bool) -> Void
    ) {
        guard guarded.state.role(seat) == .supervisor,
            let worker = guarded.state.plan.seats[seat]?.person,
            let number = UInt64(exactly: entry), let task = support.task(number, of: worker)
        else { return reply(self, false) }
        let payload: JSONValue = ["entry": .integer(entry), "worker": .string(worker.text)]
        write(.supportAnswered, payload, to: task.stream) { session, written in
            let isDone = written != nil && session.support.answer(number, by: worker)
            reply(session, isDone)
            session.tell(isTick: false)
        }
    }

    /// Appends to a stream that is not the session's.
    private func write(
        _ type: EntryType,
        _ json: JSONValue,
        to stream: StreamID,
        then: @escaping @Sendable (isolated SessionActor, UInt64?) -> Void
    ) {
        let entry = Draft(stream: stream, type: type.rawValue, payload: JSONWriter.bytes(json))
        store.append([entry], on: loop) { [self] written, _ in
            assumeIsolated { then($0, written?.numbers.first) }
        }
    }

    /// Who hears of it when this carer is struggling.
    func ownWorker(of carer: PersonID) -> PersonID? {
        caseload.plan.participants.first { $0.person == carer }?.ownWorker
    }

    // MARK: Her own record

    /// While it is being written there is nothing to read, so nothing is asked or logged.
    func ownRecord(_ exchange: HTTPExchange, by seat: SeatID) {
        guard guarded.state.readsOwnRecord(seat) else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        guard let signing, guarded.state.recordHash != nil else {
            return exchange.answer(ownAnswer(.writing).json.response())
        }
        ask(
            .read(.own, reason: "Reads the record of their own supervision."),
            by: seat,
            .desk { session, answer in
                if let refusal = session.plainRefusal(answer) { return exchange.answer(refusal) }
                let state: OwnRecordAnswer.State =
                    session.guarded.state.countersignature == nil ? .ready : .signed
                exchange.answer(session.ownAnswer(state, signing).json.response())
            }
        )
    }

    func countersign(_ exchange: HTTPExchange, _ request: CountersignRequest) {
        ask(
            .countersign(request.view, words: request.words),
            by: request.seat,
            .desk { session, answer in
                if let refusal = session.plainRefusal(answer) { return exchange.answer(refusal) }
                session.filingExchange = exchange
            }
        )
    }

    /// The carer's signature is in the log, under this number: now the record is whole, and filed.
    func countersigned(entry: UInt64) {
        signedEntry = entry
        guard let signing, let exchange = filingExchange else { return }
        filingExchange = nil
        file(signing, entry: entry, exchange)
    }

    private func ownAnswer(_ state: OwnRecordAnswer.State, _ signing: Signing? = nil)
        -> OwnRecordAnswer
    {
        let part = guarded.state.countersignature
        let sections = signing.map {
            sessionRecord(by: $0.author, at: $0.moment, head: $0.head).sections
        }
        return OwnRecordAnswer(
            state: state,
            session: summary(withTitle: false),
            worker: name(where: .supervisor),
            sections: sections ?? [],
            view: part?.view,
            words: part?.words
        )
    }

    /// Why not, as a carer reads it.
    private func plainRefusal(_ answer: Answer) -> HTTPResponse? {
        switch answer {
        case .done: return nil
        case .refused(.denied(let verdict)):
            let message = verdict.sentences(forStaff: false).joined(separator: " ")
            return ErrorAnswer(code: .notAllowed, message: message).response
        case .refused(.rejected(.alreadyDone)):
            return ErrorAnswer(code: .notNow, message: "That is done already.").response
        case .refused(.journalFailed): return ErrorAnswer(code: .journalFailed).response
        case .refused(.rejected), .refused(.overtaken), .refused(.mediaNotReady),
            .refused(.tooMany):
            return ErrorAnswer(code: .notNow).response
        }
    }
}
