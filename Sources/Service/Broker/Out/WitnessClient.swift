import Dispatch
import HTTPWire
import Journal
import Transport
import TransparencyLog

/// Has one witness sign the log's checkpoints (C2SP tlog-witness, add-checkpoint).
///
/// It has a loop of its own and asks nothing of a session: what a witness says, or does not say, stops nobody. What
/// it has signed is kept beside the log; what comes of it is told to `health`.
actor WitnessClient: LoopPinned {
    nonisolated let loop: EventLoop
    private let witness: WitnessSettings.Witness
    private let client: OutsideClient
    private let health: LogHealth
    private let directory: String
    /// Reads the log; apart from the loop, since that blocks.
    private let queue = DispatchQueue(label: "witness", qos: .utility)

    private var reading: WitnessReading
    private var standing: WitnessStanding
    private var isAsking = false
    private var timer: TimerID?
    /// To be called when nothing more can be done at once: the log is closed.
    private var onFinished: (@Sendable () -> Void)?
    private let began = ContinuousClock.now

    init(
        _ witness: WitnessSettings.Witness,
        _ settings: WitnessSettings,
        log key: VerifierKey,
        in directory: String,
        health: LogHealth,
        loop: EventLoop
    ) {
        self.loop = loop
        self.witness = witness
        self.health = health
        self.directory = directory
        client = OutsideClient(
            loop: loop,
            trust: settings.trust,
            insideHosts: settings.insideHosts
        )
        reading = WitnessReading(ofLogIn: directory, key: key)
        standing = WitnessStanding(pauses: settings.pauses)
        // What is kept and does not fit is as if it were not there: the witness says where it is.
        if let bytes = try? CosignedCheckpoint.read(of: witness.key, logIn: directory),
            let checkpoint = try? Checkpoint(note: bytes, signedBy: key),
            let note = try? SignedNote(parsing: bytes),
            (try? note.verified(by: [witness.key])) != nil
        {
            standing.remember(checkpoint, time: note.time(seenBy: witness.key))
        }
        health.take(standing, of: witness.key.name)
    }

    /// The log has signed for so many entries; from any thread.
    nonisolated func take(_ size: UInt64) {
        loop.post { _ in
            self.assumeIsolated { client in
                client.standing.sign(size)
                client.goOn()
            }
        }
    }

    /// The log is closed with so many entries: asks for the last time, without a pause, and calls `done` once.
    ///
    /// From any thread.
    nonisolated func finish(_ size: UInt64, _ done: @escaping @Sendable () -> Void) {
        loop.post { _ in
            self.assumeIsolated { client in
                client.onFinished = done
                client.standing.sign(size)
                client.standing.hurry()
                client.goOn()
            }
        }
    }

    private func goOn() {
        guard !isAsking else { return }
        if let timer { loop.assumeIsolated { $0.cancel(timer) } }
        timer = nil
        switch standing.next(at: now) {
        case .rest: finished()
        case .wait where onFinished != nil: finished()
        case .wait(let time):
            timer = loop.assumeIsolated { [self] loop in
                loop.schedule(after: time) { _ in self.assumeIsolated { $0.goOn() } }
            }
        case .ask(let old, let root):
            isAsking = true
            let reading = reading
            queue.async { [self] in
                var reading = reading
                let request = Result { () throws(JournalError) in
                    try reading.request(from: old, root: root)
                }
                loop.post { [reading] _ in
                    self.assumeIsolated { client in
                        client.reading = reading
                        client.ask(request)
                    }
                }
            }
        }
    }

    private func finished() {
        onFinished?()
        onFinished = nil
    }

    private func ask(_ request: Result<WitnessRequest, JournalError>) {
        switch request {
        case .failure(.noSuchEntry(let seen)): answered(.failed(.shrunk(seen: seen)))
        case .failure(let error): answered(.failed(.damaged(sentence: error.description)))
        case .success(let request):
            client.send(
                HTTPRequest(.post, witness.receiver.path, body: request.bytes),
                to: witness.receiver
            ) { [self] result in
                // Keeping it blocks too.
                queue.async { [self] in
                    let answer = answer(result, to: request)
                    loop.post { _ in self.assumeIsolated { $0.answered(answer) } }
                }
            }
        }
    }

    private func answered(_ answer: WitnessStanding.Answer) {
        isAsking = false
        standing.take(answer, at: now)
        // That was what it was asked before the log was closed.
        if case .cosigned = answer, onFinished != nil { standing.hurry() }
        health.take(standing, of: witness.key.name)
        goOn()
    }

    private nonisolated func answer(
        _ result: Result<HTTPResponse, OutsideClient.Failure>,
        to request: WitnessRequest
    ) -> WitnessStanding.Answer {
        switch result {
        case .failure(let failure): return .failed(WitnessStanding.Trouble(failure))
        case .success(let response):
            switch response.status {
            case .ok: return kept(response.body, request)
            case .conflict:
                let text = String(decoding: response.body.prefix(32), as: UTF8.self)
                guard let size = UInt64(text.dropLast()), "\(size)\n" == text else {
                    return .failed(.notUnderstood)
                }
                return .seen(size)
            case .notFound, .forbidden: return .failed(.logUnknown)
            case .unprocessable: return .failed(.changed(seen: request.old))
            case let status: return .failed(.status(status.code))
            }
        }
    }

    /// Verified with the key that we have of the witness, then kept; what does not verify is not.
    private nonisolated func kept(
        _ answer: [UInt8],
        _ request: WitnessRequest
    ) -> WitnessStanding.Answer {
        let cosigned: SignedNote
        let checkpoint: Checkpoint
        do throws(TransparencyLogError) {
            let note = try SignedNote(parsing: request.note)
            checkpoint = try Checkpoint(body: note.text)
            cosigned = try note.cosigned(by: witness.key, answer: answer)
        } catch {
            return .failed(.notItsSignature)
        }
        do throws(JournalError) {
            try CosignedCheckpoint.write(cosigned, of: witness.key, logIn: directory)
        } catch {
            return .failed(.notKept(sentence: error.description))
        }
        return .cosigned(checkpoint, time: cosigned.time(seenBy: witness.key) ?? 0)
    }

    private var now: Duration { ContinuousClock.now - began }
}

extension WitnessStanding.Trouble {
    fileprivate init(_ failure: OutsideClient.Failure) {
        self =
            switch failure {
            case .nameUnknown: .nameUnknown
            case .addressNotAllowed: .addressNotAllowed
            case .web(.connectionEnded(.timedOut)): .timedOut
            case .web(.notConnected), .web(.connectionEnded): .notConnected
            case .web(.serverMisbehaved), .web(.upgradeRefused): .notUnderstood
            }
    }
}
