package import Casework
package import Sessions

/// A session under safeguards: the way of every command, as a pure machine.
///
///     grant:        legal? -> allowed? -> log -> legal and allowed still? -> evolve -> effects -> answer
///     record:       legal? -> allowed? -> log -> evolve -> answer
///     restriction:  effects -> evolve -> log -> answer          (never asked, never waits)
///     after each:   standing obligations are decided again, to a fixed point
///
/// One grant is in flight at a time; restrictions overtake it. Inputs come in one at a time, with the
/// moment at which they came; effects are to be carried out in the order given.
package struct GuardedSession: Sendable {
    package internal(set) var state: SessionState
    package internal(set) var caseload: Caseload
    package internal(set) var isMediaReady = false
    /// Whose sound and picture may flow, and since when; nil while nothing may.
    package internal(set) var flowing: [SeatID: Duration]?
    /// Whose sound and picture reach the media server.
    package internal(set) var uplinks: Set<SeatID> = []
    package internal(set) var hasJournalFailed = false
    /// Which of the links that were made last were refused, and why.
    package internal(set) var linkRefusals: [LinkRefusal] = []

    var attention: [SeatID: Attention] = [:]
    var devices: [SeatID: DeviceFacts] = [:]
    var inFlight: Pending?
    var queue: [Pending] = []
    /// Records that wait for the journal; they overtake nothing and are overtaken by nothing.
    var records: [Ticket: Pending] = [:]
    var lastTicket: UInt64 = 0
    var heldAt: Duration?
    var unattendedSince: Duration?
    var hasPaged = false
    var hasStartedMedia = false
    /// Its end was ordered, and it is not seen to be gone yet.
    var isMediaEnding = false
    /// Who sent before everybody's media server went, and is not back yet; and until when that is waited for.
    var returning: Set<SeatID> = []
    var returningUntil = Duration.zero
    var hasAttested = false
    /// When each child's page last said that the child is not OK.
    var alertHeardAt: [SeatID: Duration] = [:]
    /// Since when an alert is open, and whether the colleague was rung for it.
    var alertOpenSince: Duration?
    var hasPagedAlert = false
    var effects: [GuardedEffect] = []

    let policies: any PolicyDeciding
    let route: MediaRoute
    private let apart: Duration?

    /// A command on its way through the log.
    struct Pending: Sendable {
        let request: RequestNumber
        let seat: SeatID
        let command: SessionCommand
        var device: DeviceFacts?
        var ticket: Ticket?
    }

    /// A session as planned, or in the state that the log tells after a restart.
    ///
    /// `apart` is the time to the nearest session of somebody whom nobody here may meet, if there is one.
    package init(
        state: SessionState,
        caseload: Caseload,
        policies: any PolicyDeciding,
        route: MediaRoute,
        apart: Duration? = nil
    ) {
        self.apart = apart
        self.state = state
        self.caseload = caseload
        self.policies = policies
        self.route = route
    }

    /// Takes one input in, and says what is to be done.
    package mutating func receive(_ input: GuardedInput, at now: Moment) -> [GuardedEffect] {
        effects = []
        switch input {
        case .request(let request, let seat, let command, let device):
            take(Pending(request: request, seat: seat, command: command, device: device), at: now)
        case .disconnected(let seat): lose(seat, at: now)
        case .beat(let seat, let beat):
            note(beat, from: seat, at: now)
            hear(beat, from: seat, at: now)
        case .media(let report): take(report, at: now)
        case .appended(let ticket, let isDurable): conclude(ticket, isDurable, at: now)
        case .journalFailed: failJournal(at: now)
        // What was held for it stays so: only a person goes on.
        case .journalRecovered: hasJournalFailed = false
        case .restrictionAdded(let restriction):
            caseload = caseload.replacing(careCase: caseload.careCase.adding(restriction))
        case .restarted(let gap): recover(after: gap, at: now)
        case .linksMade(let hashes): makeLinks(hashes, at: now)
        case .incident(let text, let seat):
            effects.append(.append([.event(.incident(text, seat))], nil))
        case .deviceChanged(let seat, let fact):
            impose([.deviceChanged(seat, fact)], at: now)
        case .tick:
            watchTheHold(at: now)
            watchTheAlert(at: now)
        }
        decideStanding(at: now)
        tendTalk(at: now)
        watchTheSupervisors(at: now)
        return effects
    }

    private mutating func take(_ pending: Pending, at now: Moment) {
        switch pending.command.way {
        case .restriction: restrict(pending, at: now)
        case .record: record(pending, at: now)
        case .grant:
            guard queue.count < Self.queueLimit else { return refuse(pending, .tooMany) }
            queue.append(pending)
            startNextGrant(at: now)
        }
    }

    /// Everything the policies may read, as of `now`.
    package func facts(at now: Moment) -> SessionFacts {
        let seen = supervisorLastSeen
        let hidden = supervisorHiddenSince(at: now.uptime)
        return SessionFacts(
            state: state,
            caseload: caseload,
            now: now,
            supervisorLastSeen: seen.map { now.civil.advanced(by: $0 - now.uptime) },
            supervisorHiddenSince: hidden.map { now.civil.advanced(by: $0 - now.uptime) },
            lastSeen: attendingSupervisors.reduce(into: [:]) { times, seat in
                times[seat] = lastSeen(by: seat).map { now.civil.advanced(by: $0 - now.uptime) }
            },
            devices: devices,
            route: route,
            isMediaGone: isMediaGone,
            apart: apart
        )
    }

    package func ask(_ question: PolicyQuestion, at now: Moment) -> Verdict {
        policies.decide(question, on: facts(at: now))
    }

    /// Whether the policies would let a device do that now; nothing is logged and nothing changes.
    package func allows(
        _ question: PolicyQuestion,
        from device: DeviceFacts,
        at now: Moment
    ) -> Bool {
        guard let seat = question.subject else { return false }
        var asking = self
        asking.devices[seat] = device
        return asking.ask(question, at: now).isAllowed
    }

    /// Asks as for the device that makes a request, which need not be the one that holds the seat.
    func ask(_ question: PolicyQuestion, for pending: Pending, at now: Moment) -> Verdict {
        policies.decide(question, on: facts(for: pending, at: now))
    }

    func facts(for pending: Pending, at now: Moment) -> SessionFacts {
        guard let device = pending.device else { return facts(at: now) }
        var asking = self
        asking.devices[pending.seat] = device
        return asking.facts(at: now)
    }

    /// Requests that may wait for their turn.
    private static let queueLimit = 32
}

extension Caseload {
    func replacing(careCase: CareCase) -> Caseload {
        Caseload(
            people: Array(people.values),
            careCase: careCase,
            plan: plan,
            agreements: Array(agreements.values),
            help: help
        )
    }
}
