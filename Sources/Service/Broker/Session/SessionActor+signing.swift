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
import TransparencyLog
import Cryptography

/// Signing: over the canonical text, bound to the log's head, and filed once.
extension SessionActor {
    /// Signs and files the record.
    ///
    /// Signed before, it answers what it answered then; signed but not yet filed, because the
    /// service went down between, it files what was signed.
    func sign(_ request: SignRequest, _ exchange: HTTPExchange) {
        let seat = request.seat
        // What was signed, and under which hash, is told to nobody who may not sign.
        guard guarded.state.role(seat) == .supervisor else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        if let filed { return exchange.answer(signAnswer(filed)) }
        if let signing, guarded.state.phase == .writtenUp {
            if awaited != nil { return exchange.answer(signAnswer(signing)) }
            return file(signing, entry: signedEntry ?? 0, exchange)
        }
        guard !isSigning else { return exchange.answer(ErrorAnswer(code: .notNow).response) }
        // Nobody signs what they have not read.
        if let facts = request.facts, facts != factsRead(by: seat) {
            return exchange.answer(ErrorAnswer(code: .notNow, message: Self.factsChanged).response)
        }
        let problems = sessionRecord(by: seat, at: clock.now.civil).problems + asideProblems
        guard problems.isEmpty else {
            return exchange.answer(
                ErrorAnswer(code: .recordIncomplete, problems: problems).response
            )
        }
        isSigning = true
        store.journal.checkpoint { [self] result in
            let head = (try? result.get()).map {
                ContactRecord.LogHead(size: $0.size, root: $0.root.description)
            }
            loop.post { _ in
                self.assumeIsolated { $0.prepare(exchange, by: seat, head: head) }
            }
        }
    }

    /// A fingerprint of what the log says in the record, which changes when somebody adds to it.
    func factsRead(by seat: SeatID) -> String {
        let record = sessionRecord(by: seat, at: guarded.state.plan.end)
        let facts = record.sections.flatMap(\.fields).filter { $0.source != .human }
        let text = facts.map { JSONValue.array([.string($0.key), .string($0.value)]) }
        return AccessSecret.hash(JSONWriter.bytes(.array(text)))
    }

    private static let factsChanged = """
        Something came into the record since this page showed it. Nothing was signed. Read it again as it is now, then sign.
        """

    /// Writes down what will be signed, then asks for the signature.
    private func prepare(_ exchange: HTTPExchange, by seat: SeatID, head: ContactRecord.LogHead?) {
        guard let head else {
            isSigning = false
            return exchange.answer(ErrorAnswer(code: .journalFailed).response)
        }
        let moment = clock.now.civil
        let record = sessionRecord(by: seat, at: moment, head: head)
        let text = JSONWriter.bytes(record.canonical, sorted: true)
        let signing = Signing(
            author: seat,
            moment: moment,
            head: head,
            hash: AccessSecret.hash(text)
        )
        append(.recordSigning, signing.json) { session, number in
            guard number != nil else {
                session.isSigning = false
                return exchange.answer(ErrorAnswer(code: .journalFailed).response)
            }
            session.signing = signing
            session.ask(
                .signRecord(hash: signing.hash),
                by: seat,
                .desk { session, answer in
                    if let refusal = session.refusal(answer) {
                        session.isSigning = false
                        return exchange.answer(refusal)
                    }
                    session.filingExchange = exchange
                }
            )
        }
    }

    /// The signature is in the log, under this number: what is left is to file the record.
    func signed(entry: UInt64) {
        signedEntry = entry
        isSigning = false
        guard let signing, let exchange = filingExchange else { return }
        filingExchange = nil
        if awaited != nil { return exchange.answer(signAnswer(signing)) }
        file(signing, entry: entry, exchange)
    }

    /// Whose signature the record still waits for before it is filed, by their shown name (FS2).
    var awaited: String? {
        let state = guarded.state
        guard state.plan.kind.form.carerSigns, state.phase == .writtenUp,
            state.countersignature == nil
        else { return nil }
        return name(where: .carer)
    }

    /// After a start: what was signed before, and not filed, is filed without anybody having to ask.
    func fileWhatIsSigned() {
        guard filed == nil, guarded.state.phase == .writtenUp, awaited == nil, let signing,
            let signedEntry
        else { return }
        file(signing, entry: signedEntry, nil)
    }

    /// Files what was signed, once; nothing else is ever filed under its hash.
    func file(_ signing: Signing, entry: UInt64, _ exchange: HTTPExchange?) {
        guard filing == nil else {
            if let exchange { filing?.append(exchange) }
            return
        }
        let record = sessionRecord(by: signing.author, at: signing.moment, head: signing.head)
        guard isAsSigned(record, signing) else {
            let message = """
                The record is signed, but it comes out of the log other than it was signed, so it was not \
                filed. Nothing is lost. Please ring whoever looks after this service.
                """
            exchange?.answer(ErrorAnswer(code: .journalFailed, message: message).response)
            return
        }
        filing = exchange.map { [$0] } ?? []
        let filing = RecordFiling(directory: recordsDirectory)
        let name = guarded.state.plan.session.text
        let fhir = bundle(signing, name).json
        let journal = store.journal
        journal.checkpoint { [self] _ in
            DispatchQueue.global().async { [self] in
                let isFiled = filing.file(
                    record,
                    hash: signing.hash,
                    fhir: fhir,
                    as: name,
                    entry,
                    in: journal
                )
                loop.post { _ in
                    self.assumeIsolated { $0.finish(isFiled, name, signing, entry) }
                }
            }
        }
    }

    func isAsSigned(_ record: SessionRecord, _ signing: Signing) -> Bool {
        AccessSecret.hash(JSONWriter.bytes(record.canonical, sorted: true)) == signing.hash
    }

    /// From what the log held when the record was signed, so that it is the same however often it is filed.
    func bundle(_ signing: Signing, _ name: String, _ additions: RecordAdditions? = nil)
        -> FHIRBundle
    {
        let session = CaseSession(
            entries: log.filter { $0.sequence < signing.head.size },
            plan: guarded.state.plan,
            caseload: guarded.caseload
        )
        return FHIRBundle(
            session,
            document: FHIRBundle.Document(
                author: signing.author,
                signedAt: signing.moment,
                hash: signing.hash,
                file: name,
                head: signing.head,
                additions: additions
            )
        )
    }

    private func finish(
        _ isFiled: Bool,
        _ name: String,
        _ signing: Signing,
        _ entry: UInt64
    ) {
        guard isFiled else {
            let message = """
                The record is signed, but its file could not be written. Nothing is lost: press Sign \
                again when there is room on the disk.
                """
            return answerFiling(ErrorAnswer(code: .journalFailed, message: message).response)
        }
        let filed = FiledRecord(file: name, hash: signing.hash, entry: entry)
        append(.recordFiled, filed.json) { session, number in
            session.filed = filed
            if let number {
                let plan = session.guarded.state.plan
                let notice = CaseNotice(filed, of: plan.session, signedAt: signing.moment)
                session.courier?.take(notice, from: session.stream, in: number)
            }
            session.answerFiling(session.signAnswer(filed))
            session.fileAdditions()
        }
    }

    private func answerFiling(_ response: HTTPResponse) {
        let waiting = filing ?? []
        filing = nil
        for exchange in waiting { exchange.answer(response) }
    }

    /// Signed by the worker, and not filed yet: the carer comes next.
    private func signAnswer(_ signing: Signing) -> HTTPResponse {
        SignAnswer(
            file: Self.recordPath,
            entry: Int64(clamping: signedEntry ?? 0),
            hash: signing.hash,
            awaits: awaited
        ).json.response()
    }

    private func signAnswer(_ filed: FiledRecord) -> HTTPResponse {
        signedAnswer(filed).json.response()
    }

    /// Where it is, the same each time it is asked.
    func signedAnswer(_ filed: FiledRecord) -> SignAnswer {
        SignAnswer(
            file: Self.recordPath,
            entry: Int64(clamping: filed.entry),
            hash: filed.hash
        )
    }
}
