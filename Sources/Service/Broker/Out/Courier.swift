import CaseRecords
import Casework
import Cryptography
import HTTPWire
import JSON
import Journal
import Sessions
package import Transport

/// Tells the case system of signed records, one after the other, until each is known there once.
///
/// It has a loop of its own and asks nothing of a session: a session goes on whatever comes of it. What
/// it does is in the journal, and nowhere else; after a restart it goes on from there. A notice that was
/// sent but not written down as delivered is sent again under the same id, and the receiver says 409.
package actor Courier: LoopPinned {
    package nonisolated let loop: EventLoop
    let settings: OutboxSettings
    let store: SessionStore
    /// The service's own.
    let stream: StreamID
    /// Holds `records/`.
    let directory: String
    /// The machine's own: receivers compare it with theirs.
    let clock: BrokerClock
    private let random: RandomBytes

    private(set) var jobs: [Job] = []
    private var isSending = false
    private var timer: TimerID?
    /// It wants nothing more from us, until somebody wants a notice replayed.
    private var isReceiverGone = false

    struct Job {
        var delivery: Delivery
        let stream: StreamID
        /// When it came to be known here, by uptime; zero for what an earlier run left.
        var taken = Duration.zero
    }

    init(
        settings: OutboxSettings,
        store: SessionStore,
        stream: StreamID,
        directory: String,
        clock: BrokerClock,
        random: RandomBytes,
        loop: EventLoop
    ) {
        self.settings = settings
        self.store = store
        self.stream = stream
        self.directory = directory
        self.clock = clock
        self.random = random
        self.loop = loop
    }

    /// Takes up what an earlier run left; what was filed before there was an outbox waits for a person.
    nonisolated func begin(_ stored: StoredSessions) {
        let attached = stored.outboxAttached
        // Of what is sealed nothing more goes out.
        let deliveries = stored.sessions.filter { $0.seal == nil }.flatMap { session in
            session.deliveries.filter { !$0.isOlder(than: attached) }
                .map { Job(delivery: $0, stream: session.stream) }
        }
        loop.post { _ in self.assumeIsolated { $0.remember(deliveries) } }
    }

    /// A document was filed, and that is durable; from any thread.
    nonisolated func take(_ notice: CaseNotice, from stream: StreamID, in entry: UInt64) {
        loop.post { _ in
            self.assumeIsolated { courier in
                guard !courier.jobs.contains(where: { $0.delivery.notice.id == notice.id }) else {
                    return
                }
                courier.jobs.append(
                    Job(
                        delivery: Delivery(notice, filed: entry),
                        stream: stream,
                        taken: courier.clock.now.uptime
                    )
                )
                courier.goOn()
            }
        }
    }

    private func remember(_ earlier: [Job]) {
        jobs += earlier
        isReceiverGone = Delivery.isReceiverGone(jobs.map(\.delivery))
        goOn()
    }

    /// Sends what is due first, or waits for it.
    private func goOn() {
        guard !isSending, let receiver = settings.receiver else { return }
        if let timer { loop.assumeIsolated { $0.cancel(timer) } }
        timer = nil
        let now = clock.now.civil
        let waiting = jobs.indices.compactMap { index in
            !settings.tells(jobs[index].delivery.notice)
                ? nil
                : jobs[index].delivery.left(at: now).map { (index: index, left: $0) }
        }
        guard let next = waiting.min(by: { ($0.left, $0.index) < ($1.left, $1.index) }) else {
            return
        }
        guard next.left > .zero else { return send(next.index, to: receiver) }
        timer = loop.assumeIsolated { [self] loop in
            loop.schedule(after: next.left) { _ in self.assumeIsolated { $0.goOn() } }
        }
    }

    private func send(_ index: Int, to receiver: ReceiverURL) {
        isSending = true
        let notice = jobs[index].delivery.notice
        guard !isReceiverGone else { return sent(index, .failed(.gone, retryAfter: nil)) }
        let request = request(for: notice, to: receiver)
        OutsideClient(loop: loop, trust: settings.trust, insideHosts: settings.insideHosts).send(
            request,
            to: receiver,
            turn: jobs[index].delivery.tries,
            isHeadEnough: true
        ) { [self] result in
            loop.post { _ in self.assumeIsolated { $0.sent(index, DeliveryOutcome(result)) } }
        }
    }

    private func request(for notice: CaseNotice, to receiver: ReceiverURL) -> HTTPRequest {
        let body = notice.body(source: settings.source, records: settings.records)
        let seconds = clock.now.civil.milliseconds / 1000
        let signature = settings.keys.signature(id: notice.id, seconds: seconds, body: body)
        return HTTPRequest(
            .post,
            receiver.path,
            fields: HTTPFields([
                .contentType: "application/cloudevents+json; charset=utf-8",
                .webhookID: notice.id, .webhookTimestamp: String(seconds),
                .webhookSignature: signature,
            ]),
            body: body
        )
    }

    /// Writes down what came of it, then goes on; a log that can't be written stops nothing.
    private func sent(_ index: Int, _ outcome: DeliveryOutcome) {
        let now = clock.now.civil
        let delivery = jobs[index].delivery
        let fact: DeliveryFact
        switch outcome {
        case .delivered(let status):
            isReceiverGone = false
            fact = .delivered(at: now, status: status)
        case .failed(let failure, let retryAfter):
            isReceiverGone = failure == .gone
            fact = delivery.fact(
                after: failure,
                at: now,
                schedule: settings.schedule,
                random: random(8).reduce(0) { $0 << 8 | UInt64($1) },
                retryAfter: retryAfter
            )
        }
        let draft = Draft(
            stream: jobs[index].stream,
            type: fact.entryType.rawValue,
            payload: JSONWriter.bytes(fact.json(of: delivery.notice.id))
        )
        store.append([draft], on: loop) { [self] written, _ in
            assumeIsolated { courier in
                courier.jobs[index].delivery.take(fact, entry: written?.numbers.first ?? 0, at: now)
                courier.isSending = false
                courier.goOn()
            }
        }
    }
}

extension DeliveryOutcome {
    fileprivate init(_ result: Result<HTTPResponse, OutsideClient.Failure>) {
        switch result {
        case .success(let response):
            self.init(status: response.status.code, retryAfter: response.fields[.retryAfter])
        case .failure(.nameUnknown): self = .failed(.nameUnknown, retryAfter: nil)
        case .failure(.addressNotAllowed): self = .failed(.addressNotAllowed, retryAfter: nil)
        case .failure(.web(.connectionEnded(.timedOut))): self = .failed(.timedOut, retryAfter: nil)
        case .failure(.web(.notConnected)), .failure(.web(.connectionEnded)):
            self = .failed(.notConnected, retryAfter: nil)
        case .failure(.web(.serverMisbehaved)), .failure(.web(.upgradeRefused)):
            self = .failed(.notUnderstood, retryAfter: nil)
        }
    }
}
