import Casework
import Safeguards
import Sessions

/// Plays one session: a clock moved by hand, a journal that answers when told to, a media gate that
/// does as it is told, and everything that was asked of them.
struct Stage {
    var session: GuardedSession
    private(set) var uptime = Duration.zero
    var civilStart = Kites.start
    private(set) var isGateOpen = false
    private(set) var openFor: Set<SeatID> = []
    private(set) var log: [LogEntry] = []
    /// What the media plane was asked, in this order.
    private(set) var media: [MediaAction] = []
    private(set) var waiting: [(ticket: Ticket, entries: [LogEntry])] = []
    private(set) var answers: [RequestNumber: Answer] = [:]
    private(set) var dismissed: [SeatID: RemovalReason] = [:]
    private(set) var pages: [String] = []
    private var lastRequest: UInt64 = 0
    /// False: `settle` is called by the test.
    var settlesAtOnce = true
    /// Whose sound, and whose picture, stands still in everybody's beats.
    var mute: Set<SeatID> = []
    var frozen: Set<SeatID> = []

    init(_ policies: some PolicyDeciding, signing: Set<SeatID> = []) {
        session = Kites.session(policies, signing: signing)
    }

    var now: Moment { Moment(uptime: uptime, civil: civilStart.advanced(by: uptime)) }
    var phase: Phase { session.state.phase }
    var events: [SessionEvent] {
        log.compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    mutating func give(_ input: GuardedInput) {
        for effect in session.receive(input, at: now) { carryOut(effect) }
        if settlesAtOnce { settle() }
    }

    @discardableResult
    mutating func ask(_ seat: SeatID, _ command: SessionCommand) -> RequestNumber {
        lastRequest += 1
        let request = RequestNumber(lastRequest)
        give(.request(request, by: seat, command))
        return request
    }

    mutating func forgetMedia() { media = [] }

    /// The journal's answer to everything that waits.
    mutating func settle(isDurable: Bool = true) {
        while !waiting.isEmpty {
            let (ticket, entries) = waiting.removeFirst()
            if isDurable { log += entries }
            for effect in session.receive(.appended(ticket, isDurable: isDurable), at: now) {
                carryOut(effect)
            }
        }
    }

    mutating func pass(_ time: Duration) {
        uptime += time
        give(.tick)
    }

    /// A second in which every page beats and sees everybody.
    mutating func passWithBeats(seconds: Int, from seats: [SeatID] = Kites.all) {
        for _ in 0..<seconds {
            uptime += .seconds(1)
            for seat in seats where session.state.seat(seat).isConnected { beat(seat) }
            give(.tick)
        }
    }

    mutating func beat(
        _ seat: SeatID,
        isVisible: Bool = true,
        seesNobody: Bool = false,
        isAlert: Bool = false
    ) {
        let count = seesNobody ? 0 : Int64(uptime / .milliseconds(1)) + 1
        let feeds = Kites.all.filter { $0 != seat }.map {
            Beat.Feed(
                seat: $0,
                frames: frozen.contains($0) ? 0 : count,
                audio: mute.contains($0) ? 0 : count
            )
        }
        give(.beat(seat, Beat(isVisible: isVisible, feeds: feeds, isAlert: isAlert)))
    }

    private mutating func carryOut(_ effect: GuardedEffect) {
        switch effect {
        case .append(let entries, let ticket):
            if let ticket { waiting.append((ticket, entries)) } else { log += entries }
        case .answer(let request, let answer): answers[request] = answer
        case .dismiss(let seat, let reason): dismissed[seat] = reason
        case .page(let text): pages.append(text)
        case .media(let action):
            media.append(action)
            switch action {
            case .open(let seats): (isGateOpen, openFor) = (true, seats)
            case .close, .end: (isGateOpen, openFor) = (false, [])
            case .remove(let seat): openFor.remove(seat)
            case .start, .join: break
            }
        }
    }
}

extension Stage {
    /// Everybody in the room, media connected, checks ticked; `start` is next.
    mutating func gather() {
        for seat in [Kites.supervisor, Kites.interpreter, Kites.mother, Kites.child] {
            ask(seat, .takeSeat(credential: seat.text))
            ask(seat, .knock)
        }
        ask(Kites.interpreter, .declareTies(false))
        give(.media(.ready))
        for check in SessionKind.supervisedFamilyTime.form.checks {
            ask(Kites.supervisor, .check(check))
        }
        for seat in [Kites.supervisor, Kites.interpreter, Kites.mother, Kites.child] {
            ask(Kites.supervisor, .confirmIdentity(seat))
            ask(Kites.supervisor, .admit(seat))
            connectMedia(seat)
        }
    }

    mutating func connectMedia(_ seat: SeatID) {
        give(.media(.uplinkUp(seat)))
        give(.media(.downlinkUp(seat)))
        beat(seat)
    }

    mutating func goLive() {
        gather()
        ask(Kites.supervisor, .start)
        passWithBeats(seconds: 2)
    }
}
