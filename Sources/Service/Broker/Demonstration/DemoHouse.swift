import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Media
import Safeguards
import Sessions
import TLS
import Transport

/// The demo at work: everything real but the people, on a civil clock of its own.
final class DemoHouse: Sendable {
    let settings: DemoSettings
    let service: BrokerService
    let clock: DemoClock
    let policies: ActivePolicies
    let activation: PolicyActivation
    let journal: Journal
    let random: RandomBytes
    private let courier: CourierHouse?
    private let witnesses: WitnessHouse?
    private let readings: OutsideReadings
    private let erased: Int
    private let all: Guarded<[Seating]>

    /// A session, the link of each of its seats, and why there is none.
    struct Seating: Sendable {
        let session: SessionActor
        let links: [SeatID: String]
        let refusals: [GuardedSession.LinkRefusal]
    }

    private init(
        _ settings: DemoSettings,
        _ service: BrokerService,
        _ clock: DemoClock,
        _ policies: ActivePolicies,
        _ activation: PolicyActivation,
        _ journal: Journal,
        _ random: RandomBytes,
        _ courier: CourierHouse?,
        _ witnesses: WitnessHouse?,
        _ readings: OutsideReadings,
        _ erased: Int
    ) {
        self.settings = settings
        self.service = service
        self.clock = clock
        self.policies = policies
        self.activation = activation
        self.journal = journal
        self.random = random
        self.courier = courier
        self.witnesses = witnesses
        self.readings = readings
        self.erased = erased
        all = Guarded([])
    }

    /// Sessions in the order in which they were planned, those that are over too.
    var seatings: [Seating] { all.withLock { $0 } }

    /// The mother's newest session: the one that `/demo` shows if no other is wanted.
    var newest: Seating? { newest(of: Kites.planName) }

    func newest(of plan: String) -> Seating? {
        seatings.last { $0.session.initial.plan.version.plan == plan }
    }

    var origin: String { "https://\(settings.listen):\(service.port)" }

    /// Opens the log, plans what is to come, listens, and makes a link for every seat.
    ///
    /// `page` serves `/demo`, if anything shall; the clock begins so much earlier than usual.
    static func open(
        _ settings: DemoSettings,
        page: DemoRoutes? = nil,
        early: Duration = .zero,
        makeMedia: @escaping MediaPlaneMaker
    ) async throws(DemoFailure) -> DemoHouse {
        if let obstacle = DataFolder.obstacle(at: settings.data) {
            throw DemoFailure(sentence: obstacle)
        }
        let policies: ActivePolicies
        do throws(PolicyFolder.Failure) {
            let book = try PolicyFolder.book(at: settings.policies)
            policies = ActivePolicies(book, of: settings.policies)
        } catch {
            throw DemoFailure(
                sentence: "The policies cannot be used, so nothing starts. \(error)"
            )
        }
        let random = RandomBytes.system
        let tls = try DemoCertificates.context(for: settings, random)
        let time = JournalTime()
        var stored = StoredSessions()
        let health = LogHealth(
            now: { time.milliseconds },
            say: settings.say,
            onFailure: settings.onFailure
        )
        let options = health.listening(
            JournalOptions(now: { time.milliseconds }, random: random)
        )
        let (journal, recovery) = try journal(in: settings.data, options) { stored = $0 }
        // Only now is it sure that no other broker's media servers are meant.
        _ = JanusMediaPlane.reapOrphans(in: settings.mediaNotes)
        guard let outcome = DemoSetup.plan(stored, random: random) else {
            throw DemoFailure(sentence: "The demo's calendar could not be made.")
        }
        let clock = DemoClock(showing: outcome.clockStart.advanced(by: .zero - early))
        time.follow(clock.broker)
        let stream = stored.serviceStream ?? StreamID(random: random)
        let start = serviceEntry(recovery, stream: stream, policies: policies.book.fingerprint)
        let activated = PolicyActivation.activated(
            policies.book,
            after: nil,
            folder: settings.policies,
            stream: stream
        )
        // The courier asks of every record, those of sessions at rest too.
        // Before anything is written: what is damaged stays as it is.
        let planned = try reading(settings.data) { () throws(JournalError) in
            try outcome.sessions.map { (one) throws(JournalError) in try one.whole(from: journal) }
        }
        let whole = try reading(settings.data) { () throws(JournalError) in
            settings.outbox == nil ? stored : try stored.whole(from: journal)
        }
        let attaching = whole.attachingOutbox(settings.outbox, stream: stream)
        try await append(outcome.drafts + [start, activated] + attaching.drafts, to: journal)
        if let sentence = attaching.sentence { LogCommand.complain(sentence) }
        health.watch(journal, stream: stream)
        let store = SessionStore(journal: journal, health: health)
        let courier = try CourierHouse(
            settings.outbox,
            store,
            stream: stream,
            directory: settings.data,
            random
        )
        courier?.courier.begin(whole)
        let witnesses = try WitnessHouse(settings.witnesses, journal, in: settings.data, health)
        let service: BrokerService
        do {
            service = try BrokerService.start(
                planned,
                services: BrokerServices(
                    loops: try EventLoopGroup(),
                    store: store,
                    clock: clock.broker,
                    random: random,
                    makeMedia: makeMedia,
                    policies: policies,
                    hosts: ["localhost", "127.0.0.1", "[::1]", settings.listen],
                    help: Kites.help,
                    dataDirectory: settings.data,
                    courier: courier?.courier
                ),
                address: settings.listen,
                port: settings.port,
                tls: tls,
                demonstration: page
            )
        } catch {
            throw DemoFailure(sentence: words(for: error, settings))
        }
        service.services.support.remember(stored.support)
        ClockWatch(service.services).begin()
        health.sign(journal)
        if recovery.readCount < recovery.size { journal.compareWhole() }
        let activation = PolicyActivation(
            policies: policies,
            journal: journal,
            stream: stream,
            clock: clock.broker
        )
        let house = DemoHouse(
            settings,
            service,
            clock,
            policies,
            activation,
            journal,
            random,
            courier,
            witnesses,
            OutsideReadings(to: journal, inLog: settings.data, service: stream),
            stored.erasedCount
        )
        house.readings.begin()
        for session in service.sessions { await house.seat(session) }
        page?.serve(house)
        return house
    }

    /// Sets the clock to the next time in the plan and begins a fresh session there.
    ///
    /// What is still open is ended by the policies: its time is over.
    func startAgain() async throws(DemoFailure) {
        let plans = seatings.map(\.session.initial.plan)
        guard let outcome = DemoSetup.again(after: plans, erased: erased, random: random) else {
            throw DemoFailure(sentence: "The demo's calendar could not be made.")
        }
        clock.move(to: outcome.clockStart)
        try await Self.append(outcome.drafts, to: journal)
        for plan in outcome.sessions {
            let number = seatings.count
            await seat(
                BrokerService.run(
                    plan,
                    number: number,
                    among: plans + outcome.sessions.map(\.stored.plan),
                    services: service.services
                )
            )
        }
    }

    /// A browser that opens somebody's link, whoever sits before it.
    func browser(with name: String, in seating: Seating, trusting trust: TLSClientContext)
        throws(PlayStop) -> Player
    {
        let session = seating.session
        let found = seating.links.first { seat, _ in
            let person = session.initial.plan.seats[seat]?.person
            return person.flatMap { session.caseload.people[$0]?.shownName } == name
        }
        guard let secret = found?.value else { throw PlayStop("There is no link for \(name).") }
        let server = ServerEndpoint(
            address: settings.listen,
            port: service.port,
            serverName: settings.listen,
            context: trust
        )
        return Player(name, secret, at: server, on: service.services.loops.loop(for: 1))
    }

    func stop() throws(JournalError) {
        courier?.stop()
        readings.stop()
        defer { witnesses?.stop() }
        if let checkpoint = try service.end() { witnesses?.finish(checkpoint) }
    }

    private func seat(_ session: SessionActor) async {
        let links = await session.issueLinks()
        let seating = Seating(session: session, links: links.secrets, refusals: links.refusals)
        all.withLock { $0.append(seating) }
    }

    /// Waits: nothing may happen before the plan is durable.
    private static func append(_ drafts: [Draft], to journal: Journal) async throws(DemoFailure) {
        do throws(JournalError) {
            _ = try await journal.append(drafts)
        } catch {
            let advice = error == .diskFull ? "Make room" : "See whether the disk is well"
            throw DemoFailure(
                sentence:
                    "The log cannot be written: \(error) What was written before is safe. \(advice), then start again."
            )
        }
    }

    private static func reading<Value>(
        _ data: String,
        _ body: () throws(JournalError) -> Value
    ) throws(DemoFailure) -> Value {
        do throws(JournalError) { return try body() } catch {
            throw DemoFailure(sentence: error.sentences(onLogIn: data))
        }
    }

    private static func journal(
        in data: String,
        _ options: JournalOptions,
        _ body: (StoredSessions) -> Void
    ) throws(DemoFailure) -> (Journal, Recovery) {
        try reading(data) { () throws(JournalError) in
            try Erasures.openJournal(directory: data, options: options, body)
        }
    }

    private static func serviceEntry(
        _ recovery: Recovery,
        stream: StreamID,
        policies: String?
    ) -> Draft {
        var object = JSONObject()
        object.insert("started", at: "service")
        object.insert(.bool(recovery.wasInterrupted), at: "wasInterrupted")
        if let torn = recovery.tornTail {
            object.insert(.integer(Int64(clamping: torn.sequence)), at: "tornTailAt")
        }
        if let policies { object.insert(.string(policies), at: "policies") }
        return Draft(
            stream: stream,
            type: EntryType.service.rawValue,
            payload: JSONWriter.bytes(.object(object))
        )
    }

    private static func words(for error: any Error, _ settings: DemoSettings) -> String {
        if let error = error as? TransportError, error.isAddressInUse {
            return
                "Port \(settings.port) is taken by another program. Use --port with another number."
        }
        return "Cannot listen on \(settings.listen):\(settings.port): \(error)."
    }
}
