package import Casework
import Cryptography
import HTTPWire
import Journal
import Media
package import Safeguards
package import Sessions
import Signalling
package import Transport
import CaseRecords

/// One session in the world: its connections, its media server, its stream of the journal.
///
/// It lives on one event loop, where its participants' connections live too. All it decides is decided by
/// the pure `GuardedSession`; this carries out what that one says, in the order it says it.
package actor SessionActor: LoopPinned {
    package nonisolated let loop: EventLoop
    package nonisolated let id: SessionID
    nonisolated let store: SessionStore
    nonisolated let stream: StreamID
    nonisolated let clock: BrokerClock
    nonisolated let doorkeeper: Doorkeeper
    nonisolated let random: RandomBytes
    nonisolated let epoch: String
    /// Whom anybody may ring, told to every link alike.
    nonisolated let help: HelpContact
    nonisolated let deviceFacts = RateLimiter(
        capacity: deviceFactBurst,
        perSecond: deviceFactsPerSecond
    )
    /// As planned; what changes is in `guarded`.
    package nonisolated let caseload: Caseload
    package nonisolated let initial: Initial

    var guarded: GuardedSession
    /// The input being taken in, and those that it has set off.
    var inputs: [GuardedInput] = []
    var current: [SeatID: WebSocket] = [:]
    var attached: [WebSocket: Attachment] = [:]
    var replies: [RequestNumber: Reply] = [:]
    var lastRequest: UInt64 = 0
    /// How many snapshots each seat was sent.
    var sequences: [SeatID: Int64] = [:]
    var pages: [String] = []
    /// What those who wait look like now; in memory only.
    var portraits: [SeatID: (newest: Portrait, at: Duration)] = [:]
    /// Connections of the supervisors in the room, who are shown the portraits.
    var portraitWatchers: Set<WebSocket> = []
    var drawing = Drawing()
    var noteEntries: [Int64] = []

    /// The session's entries so far, as they stand in the journal.
    var log: [LoggedEntry]
    var unwritten = Unwritten()
    var draft: SharedDraft
    var filed: FiledRecord?
    var signing: Signing?
    var signedEntry: UInt64?
    /// From the moment somebody asks for the signature until it is in the log, or refused.
    var isSigning = false
    /// Who waits for a signature, and then for the record to be filed.
    var filingExchange: HTTPExchange?
    /// Who waits while it is being filed; nil while it is not.
    var filing: [HTTPExchange]?
    /// The newest addition to the record that its files have.
    var filedAdditions: UInt64
    var isFilingAdditions = false
    /// Who waits for what they added to be filed.
    var additionWaits: [(HTTPExchange, SeatID)] = []
    nonisolated let dataDirectory: String
    /// Where the record's files are.
    nonisolated let recordsDirectory: String
    /// When these people meet again.
    nonisolated let next: Timestamp?
    /// Words of one seat: five at once, then one in three seconds.
    nonisolated let wordLimiter = RateLimiter(capacity: 5, perSecond: 1.0 / 3)

    nonisolated let support: SupportDesk
    nonisolated let courier: Courier?

    let makeMedia: MediaPlaneMaker
    let activePolicies: ActivePolicies
    var media: (any MediaPlane)?
    var links = MediaLinks()

    /// The session as it was when this actor was made.
    package struct Initial: Sendable {
        package let plan: SessionPlan
        package let isOver: Bool
    }

    /// A connection that has said hello.
    struct Attachment {
        let seat: SeatID
        let resumeSecret: Secret
        let alsoUsedBy: Set<PersonID>
        /// What the page is read in, where the reader has chosen.
        var language: Language?
        var lastSnapshot: StateSnapshot?
        var lastSentAt = Duration.zero
    }

    /// Whom the answer to a request goes to.
    enum Reply {
        case page(WebSocket, Signalling.RequestID)
        case hello(WebSocket, Signalling.RequestID, Attachment)
        case link(HTTPExchange, SeatID, credential: String)
        case desk(@Sendable (isolated SessionActor, Answer) -> Void)
    }

    package init(
        loop: EventLoop,
        stored: StoredSession,
        guarded: GuardedSession,
        services: BrokerServices,
        next: Timestamp? = nil
    ) {
        self.loop = loop
        self.next = next
        stream = stored.stream
        draft = stored.draft
        filed = stored.filed
        signing = stored.signing
        signedEntry = stored.signedEntry
        filedAdditions = stored.filedAdditions
        dataDirectory = services.dataDirectory
        recordsDirectory = services.dataDirectory + "/" + stored.recordsFolder
        log = stored.entries
        noteEntries = log.filter(\.isNote).map { Int64(clamping: $0.sequence) }
        self.guarded = guarded
        caseload = guarded.caseload
        initial = Initial(plan: guarded.state.plan, isOver: guarded.state.phase.isOver)
        id = guarded.state.plan.session
        store = services.store
        clock = services.clock
        doorkeeper = services.doorkeeper
        random = services.random
        help = services.help
        makeMedia = services.makeMedia
        activePolicies = services.policies
        support = services.support
        courier = services.courier
        epoch = Hex.encode(services.random(4))
    }

    /// Begins to keep time; after a restart, says so first.
    func begin(after gap: Duration?) {
        if let gap { run(.restarted(gap: gap)) }
        fileWhatIsSigned()
        fileAdditions()
        tick()
    }

    private func tick() {
        run(.tick)
        tendLog()
        loop.assumeIsolated { [self] loop in
            _ = loop.schedule(after: Self.tickTime) { _ in self.assumeIsolated { $0.tick() } }
        }
    }

    /// Takes an input in, carries out what follows, and tells everybody what they may know.
    ///
    /// What an effect sets off in its turn waits until all effects before it are carried out: the log
    /// keeps the order in which things happened.
    func run(_ input: GuardedInput) {
        inputs.append(input)
        guard inputs.count == 1 else { return }
        var isTick = true
        while let next = inputs.first {
            let effects = guarded.receive(next, at: clock.now)
            for effect in effects { carryOut(effect) }
            isTick = isTick && effects.isEmpty
            inputs.removeFirst()
        }
        let calls = guarded.standingCalls
        pages.removeAll { page in !calls.contains { page.hasSuffix($0) } }
        tell(isTick: isTick, byClock: input.isTick)
        tendPortraits()
        tendDrawing()
    }

    /// Asks on somebody's behalf; the answer goes to `reply`.
    func ask(
        _ command: SessionCommand,
        by seat: SeatID,
        from device: DeviceFacts? = nil,
        _ reply: Reply
    ) {
        lastRequest += 1
        let number = RequestNumber(lastRequest)
        replies[number] = reply
        // The log may be in trouble that another session met.
        if !store.health.isWell { run(.journalFailed) }
        run(.request(number, by: seat, command, from: device))
    }

    private func carryOut(_ effect: GuardedEffect) {
        switch effect {
        case .media(let action): carryOut(action)
        case .append(let entries, let ticket): append(entries, ticket)
        case .answer(let number, let answer):
            guard let reply = replies.removeValue(forKey: number) else { return }
            send(answer, to: reply)
        case .dismiss(let seat, let reason): dismiss(seat, reason)
        case .page(let text):
            pages.append("\(guarded.state.plan.zone.clock(clock.now.civil)) \(text)")
        }
    }

    private func append(_ entries: [LogEntry], _ ticket: Ticket?) {
        guard !entries.isEmpty || ticket != nil else { return }
        if ticket == nil, !unwritten.isEmpty {
            return unwritten.add(entries, at: clock.now.civil)
        }
        store.append(entries, to: stream, hasHappened: ticket == nil, on: loop) {
            [self] written, _ in
            assumeIsolated { $0.appended(entries, ticket, written) }
        }
        if entries.contains(where: Self.deservesCheckpoint) { store.health.sign(store.journal) }
    }

    private func appended(
        _ entries: [LogEntry],
        _ ticket: Ticket?,
        _ written: SessionStore.Written?
    ) {
        if let written { take(entries, written) }
        if let ticket { run(.appended(ticket, isDurable: written != nil)) }
        guard written == nil else { return }
        if ticket == nil { unwritten.add(entries, at: clock.now.civil) }
        run(.journalFailed)
        refuseAdditions()
    }

    /// The log has them.
    func take(_ entries: [LogEntry], _ written: SessionStore.Written) {
        for (entry, number) in zip(entries, written.numbers) {
            let logged = LoggedEntry(sequence: number, at: written.at, entry: entry)
            log.append(logged)
            if case .event(.recordSigned) = entry { signed(entry: number) }
            if case .event(.recordCountersigned) = entry { countersigned(entry: number) }
            if entry.isAddition { added() }
            if logged.isNote { noteEntries.append(Int64(clamping: number)) }
        }
    }

    /// Start, hold and end are signed for at once (design section 8).
    private static func deservesCheckpoint(_ entry: LogEntry) -> Bool {
        switch entry {
        case .event(.wentLive), .event(.held), .event(.ended), .event(.recordSigned),
            .event(.recordCountersigned), .event(.addendumAdded), .event(.recordChecked):
            true
        case .event, .decision: false
        }
    }

    private static let tickTime = Duration.milliseconds(100)
}
