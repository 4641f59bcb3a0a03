import CaseRecords
import Casework
import Dispatch
import HTTPWire
import JSON
import Journal
import Safeguards
import Sessions
import Signalling
import Transport

/// After signing: what is added, and a manager's check. The record itself stays as it is.
extension SessionActor {
    /// What was added so far; reading it is reading the record, and logged.
    func additions(_ exchange: HTTPExchange, by seat: SeatID) {
        read(.record, "Reads what was added to the record.", exchange, by: seat) { session in
            exchange.answer(session.additionsAnswer(for: seat).json.response())
        }
    }

    func add(_ request: AddendumRequest, _ exchange: HTTPExchange) {
        guard !request.text.holdsPostcode, !request.reason.holdsPostcode else {
            let answer = ErrorAnswer(code: .notAllowed, message: Self.namesAPlace)
            return exchange.answer(answer.response)
        }
        guard let addendum = addendum(request) else { return refuseAsOutdated(exchange) }
        decide(.addAddendum(addendum), by: request.seat, exchange)
    }

    func check(_ request: CheckRequest, _ exchange: HTTPExchange) {
        guard request.after == guarded.state.recordTail else { return refuseAsOutdated(exchange) }
        let verdict: RecordCheck.Verdict =
            switch request.verdict {
            case .agrees: .agrees
            case .asksForAddendum: .asksForAddendum
            }
        let check = RecordCheck(
            by: request.seat,
            verdict: verdict,
            reason: request.reason,
            of: request.after
        )
        decide(.checkRecord(check), by: request.seat, exchange)
    }

    /// With its place in the chain; nil if its writer has not read what came last.
    private func addendum(_ request: AddendumRequest) -> Addendum? {
        guard let record = guarded.state.recordHash, request.after == guarded.state.recordTail
        else { return nil }
        func addendum(_ hash: String) -> Addendum {
            Addendum(
                by: request.seat,
                at: moment,
                reason: request.reason,
                text: request.text,
                record: record,
                previous: request.after,
                hash: hash
            )
        }
        let moment = clock.now.civil
        let text = JSONWriter.bytes(recordAdditions.canonical(addendum("")), sorted: true)
        return addendum(AccessSecret.hash(text))
    }

    /// Answered once it is in the log and the record's files have it.
    private func decide(_ command: SessionCommand, by seat: SeatID, _ exchange: HTTPExchange) {
        ask(
            command,
            by: seat,
            .desk { session, answer in
                if case .refused(.rejected(.outdated)) = answer {
                    return session.refuseAsOutdated(exchange)
                }
                if let refusal = session.refusal(answer) { return exchange.answer(refusal) }
                session.additionWaits.append((exchange, seat))
            }
        )
    }

    private func refuseAsOutdated(_ exchange: HTTPExchange) {
        let message = """
            Somebody has added something that this page does not show yet. Please read it first; what you wrote \
            is still here.
            """
        exchange.answer(ErrorAnswer(code: .notNow, message: message).response)
    }

    // MARK: Files and notices

    /// Something was added, and the log has it: now the record's files get it too.
    func added() { fileAdditions() }

    var recordAdditions: RecordAdditions {
        RecordAdditions(log, plan: guarded.state.plan, caseload: guarded.caseload)
    }

    /// Files the record anew with what was added; the same record under the same signature.
    func fileAdditions() {
        guard let filed, let signing, let signedEntry, let last = recordAdditions.lastEntry,
            last > filedAdditions, !isFilingAdditions
        else { return }
        let additions = recordAdditions
        let record = sessionRecord(by: signing.author, at: signing.moment, head: signing.head)
        guard isAsSigned(record, signing) else { return answerAdditions(isFiled: false) }
        isFilingAdditions = true
        let filing = RecordFiling(directory: recordsDirectory)
        let fhir = bundle(signing, filed.file, additions).json
        let journal = store.journal
        journal.checkpoint { [self] _ in
            DispatchQueue.global().async { [self] in
                let isFiled = filing.file(
                    record,
                    hash: signing.hash,
                    additions: additions,
                    fhir: fhir,
                    as: filed.file,
                    signedEntry,
                    in: journal
                )
                loop.post { _ in
                    self.assumeIsolated { $0.finish(isFiled, additions, last, filed.file) }
                }
            }
        }
    }

    private func finish(
        _ isFiled: Bool,
        _ additions: RecordAdditions,
        _ last: UInt64,
        _ file: String
    ) {
        guard isFiled else {
            isFilingAdditions = false
            return answerAdditions(isFiled: false)
        }
        let entry = FiledAdditions(
            file: file,
            last: last,
            addenda: additions.addenda.map(\.value.hash)
        )
        append(.additionsFiled, entry.json) { session, number in
            session.isFilingAdditions = false
            session.filedAdditions = last
            if let number {
                for item in additions.addenda {
                    let notice = CaseNotice(item.value, in: file, of: session.id)
                    session.courier?.take(notice, from: session.stream, in: number)
                }
            }
            session.answerAdditions(isFiled: true)
            // What was added meanwhile.
            session.fileAdditions()
        }
    }

    /// The log took nothing.
    func refuseAdditions() {
        let waiting = additionWaits
        additionWaits = []
        for (exchange, _) in waiting {
            exchange.answer(ErrorAnswer(code: .journalFailed).response)
        }
    }

    private func answerAdditions(isFiled: Bool) {
        let waiting = additionWaits
        additionWaits = []
        for (exchange, seat) in waiting {
            guard isFiled else {
                let message = """
                    It is in the log and nothing is lost, but the record’s file could not be written. It is \
                    written when the service starts next.
                    """
                exchange.answer(ErrorAnswer(code: .journalFailed, message: message).response)
                continue
            }
            exchange.answer(additionsAnswer(for: seat).json.response())
        }
    }

    // MARK: Answer

    private func additionsAnswer(for seat: SeatID) -> AdditionsAnswer {
        let additions = recordAdditions
        let state = guarded.state
        let open = state.openRequest
        let author = additions.author(seat)
        let check = mayCheck(seat)
        return AdditionsAnswer(
            isSigned: state.isRecordWhole,
            last: state.recordTail,
            addenda: additions.addenda.map { item in
                AdditionsAnswer.Addendum(
                    author: additions.author(item.value.by),
                    time: additions.moment(item.at),
                    isLate: additions.isLate(item.value),
                    reason: item.value.reason,
                    text: item.value.text,
                    entry: Int64(clamping: item.entry)
                )
            },
            checks: additions.checks.map { item in
                AdditionsAnswer.Check(
                    author: additions.author(item.value.by),
                    time: additions.moment(item.at),
                    verdict: item.value.verdict == .agrees ? .agrees : .asksForAddendum,
                    reason: item.value.reason,
                    entry: Int64(clamping: item.entry),
                    isOpen: item.value == open
                )
            },
            addsAs: mayAdd(seat) ? author : nil,
            checksAs: check.isAllowed ? author : nil,
            whyNoCheck: check.why
        )
    }

    private func mayAdd(_ seat: SeatID) -> Bool {
        let role = guarded.state.role(seat)
        guard guarded.state.isRecordWhole, role == .supervisor || role == .lead else {
            return false
        }
        let question = PolicyQuestion(.addAddendum, subject: seat, reason: "Asks whether.")
        return guarded.ask(question, at: clock.now).isAllowed
    }

    /// To somebody who looks at records by their work, why not this one.
    private func mayCheck(_ seat: SeatID) -> (isAllowed: Bool, why: String?) {
        guard guarded.state.isRecordWhole, guarded.state.role(seat) == .lead else {
            return (false, nil)
        }
        let verdict = guarded.ask(PolicyQuestion(.signOff, subject: seat), at: clock.now)
        guard !verdict.isAllowed else { return (true, nil) }
        return (false, verdict.sentences(forStaff: true).joined(separator: " "))
    }
}

/// Which additions the record's files have.
struct FiledAdditions: Sendable {
    let file: String
    /// The entry of the newest.
    let last: UInt64
    /// Their hashes, in order.
    let addenda: [String]

    var json: JSONValue {
        [
            "file": .string(file), "last": .integer(Int64(clamping: last)),
            "addenda": .array(addenda.map(JSONValue.string)),
        ]
    }

    init(file: String, last: UInt64, addenda: [String]) {
        self.file = file
        self.last = last
        self.addenda = addenda
    }

    /// Reads what `json` wrote; nil for anything else.
    init?(json: JSONValue) {
        guard let file = json["file"]?.string,
            let last = json["last"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let addenda = json["addenda"]?.array
        else { return nil }
        self.init(file: file, last: last, addenda: addenda.compactMap(\.string))
    }
}

extension CaseNotice {
    /// An addendum is in the record's file: an event of its own.
    init(_ addendum: Addendum, in file: String, of session: SessionID) {
        self.init(
            session: session,
            kind: .recordAddendum,
            file: file + ".json",
            hash: addendum.hash,
            at: addendum.at
        )
    }
}

extension StoredSession {
    /// The files have these: from now on the case system is to be told of each.
    mutating func take(_ filed: FiledAdditions, in entry: UInt64) {
        filedAdditions = max(filedAdditions, filed.last)
        for logged in entries {
            guard case .event(.addendumAdded(let addendum)) = logged.entry,
                filed.addenda.contains(addendum.hash)
            else { continue }
            let notice = CaseNotice(addendum, in: filed.file, of: plan.session)
            guard !deliveries.contains(where: { $0.notice.id == notice.id }) else { continue }
            deliveries.append(Delivery(notice, filed: entry))
        }
    }
}
