import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Media
import Sessions
import TLS
import Transport

/// The demo, the people who play in it, and what is known of both.
final class PlayStage: Sendable {
    let house: DemoHouse
    let report: PlayReport
    let watch: MediaWatch
    let cast = PlayCast()
    private let trust: TLSClientContext
    private let state: Guarded<State>
    private let beats: Task<Void, Never>

    private struct State {
        var seating: DemoHouse.Seating
        /// The log's end when the step began.
        var mark: UInt64 = 0
        /// What somebody read, to be compared with later.
        var kept: [String: String] = [:]
    }

    private init(
        _ house: DemoHouse,
        _ seating: DemoHouse.Seating,
        _ report: PlayReport,
        _ watch: MediaWatch,
        _ trust: TLSClientContext
    ) {
        self.house = house
        self.report = report
        self.watch = watch
        self.trust = trust
        state = Guarded(State(seating: seating))
        beats = cast.beating()
        watch.follow(seating.session)
    }

    /// Opens the demo twenty minutes before the session.
    static func open(_ settings: DemoSettings, _ report: PlayReport)
        async throws(PlayStop) -> PlayStage
    {
        guard !FileManager.default.fileExists(atPath: settings.data + "/journal") else {
            throw PlayStop("There is a log in \(settings.data) already; --data needs a new folder.")
        }
        let watch = MediaWatch()
        let house: DemoHouse
        do throws(DemoFailure) {
            house = try await DemoHouse.open(settings, early: .seconds(15 * 60)) { id, loop, tell in
                WatchedMediaPlane(id, watch, loop: loop, tell: tell)
            }
        } catch {
            throw PlayStop(error.sentence)
        }
        do {
            let authority = DemoCertificates.authority(of: settings)
            return PlayStage(
                house,
                try newest(in: house),
                report,
                watch,
                try TLSClientContext(authorityFile: authority)
            )
        } catch {
            throw PlayStop("The play's browsers cannot trust the server: \(error)")
        }
    }

    /// Nobody beats any more, and the log is closed; more than once is harmless.
    func close() {
        beats.cancel()
        try? house.stop()
    }

    /// The mother's session that is next.
    private static func newest(in house: DemoHouse) throws(PlayStop) -> DemoHouse.Seating {
        guard let seating = house.newest else { throw PlayStop("No session was planned.") }
        return seating
    }

    /// A fresh session, at the plan's next time.
    func goOnToTheNext() async throws(PlayStop) {
        do throws(DemoFailure) { try await house.startAgain() } catch {
            throw PlayStop(error.sentence)
        }
        let seating = try Self.newest(in: house)
        cast.leave()
        watch.follow(seating.session)
        state.withLock { $0.seating = seating }
    }

    var evidence: PlayEvidence { PlayEvidence(of: house.settings.data) }

    // MARK: People

    var session: SessionActor { state.withLock { $0.seating }.session }

    /// Somebody at a browser of their own, with their link.
    func person(_ name: String) throws(PlayStop) -> Player {
        if let player = cast[name] { return player }
        let player = try browser(with: name, in: state.withLock { $0.seating })
        cast.add(player)
        return player
    }

    /// A browser that opens somebody's link, whoever sits before it.
    func browser(with name: String, in seating: DemoHouse.Seating? = nil)
        throws(PlayStop) -> Player
    {
        try house.browser(
            with: name,
            in: seating ?? state.withLock { $0.seating },
            trusting: trust
        )
    }

    // MARK: The clock

    var time: String {
        session.initial.plan.zone.clock(house.clock.broker.now.civil)
    }

    /// Sets the civil clock to so many minutes after the planned start; leases do not go by it.
    func letTimePass(to minutes: Int) {
        let start = session.initial.plan.start
        house.clock.move(to: start.advanced(by: .seconds(minutes * 60)))
    }

    // MARK: What happens

    /// A step of the story; what the log says from now on belongs to it.
    func step(_ text: String) async {
        let end = await session.log.last?.sequence ?? 0
        state.withLock { $0.mark = end }
        report.step(time, text)
    }

    func check(_ promise: PlayPromise, _ text: String, _ holds: Bool) {
        report.check(promise, text, holds)
    }

    /// Tells the deciding policies of the step's newest such decision; false if there is none.
    @discardableResult
    func rule(_ action: String, on name: String? = nil, isAllowed: Bool = false) async -> Bool {
        let subject = name.flatMap { cast[$0]?.seat }
        let entry = await logged { entry -> DecisionEntry? in
            guard case .decision(let decision) = entry.entry, decision.action == action,
                decision.isAllowed == isAllowed,
                subject == nil || decision.subject?.text == subject
            else { return nil }
            return decision
        }
        guard let entry else { return false }
        for (id, sentence) in zip(entry.policies, entry.sentences) {
            report.rule(id, sentence, isAllowed: isAllowed)
        }
        if entry.policies.isEmpty {
            report.rule("default", "Nothing in the rules allows it.", isAllowed: false)
        }
        return true
    }

    /// The newest entry of the step that is looked for, once it is in the log.
    func logged<Found>(_ find: (LoggedEntry) -> Found?) async -> Found? {
        let deadline = ContinuousClock.now + .seconds(3)
        while ContinuousClock.now < deadline {
            for entry in await news.reversed() {
                if let found = find(entry) { return found }
            }
            try? await Task.sleep(for: .milliseconds(2))
        }
        return nil
    }

    /// What the log has of this step so far.
    var news: [LoggedEntry] {
        get async {
            let mark = state.withLock { $0.mark }
            return await session.log.filter { $0.sequence > mark }
        }
    }

    /// On how many ways from one person to another sound and picture pass now.
    func ways() async -> Int {
        guard let plane = watch.plane(of: session.id) else { return 0 }
        let names = cast.people.compactMap { SeatName($0.seat) }
        var count = 0
        for from in names {
            for to in names where from != to {
                if await plane.flows(from: from, to: to) { count += 1 }
            }
        }
        return count
    }

    func checkWays(_ wanted: Int, _ text: String) async {
        let holds = await hasWays(wanted)
        check(.p1, text, holds)
    }

    /// Whether sound and picture come to pass on so many ways.
    func hasWays(_ wanted: Int) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(5)
        while await ways() != wanted {
            guard ContinuousClock.now < deadline else { return false }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return true
    }

    func keep(_ words: String, as name: String) { state.withLock { $0.kept[name] = words } }
    func kept(_ name: String) -> String? { state.withLock { $0.kept[name] } }
}
