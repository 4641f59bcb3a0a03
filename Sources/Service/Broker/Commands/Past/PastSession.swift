import CaseRecords
import Casework
import Journal
import Safeguards
import Sessions

/// A session as the log tells it, at any of its moments: what the policies could read then.
///
/// The log holds no heartbeats. Where a decision was written down with the age of the supervisor's last
/// proof, that age counts; elsewhere a supervisor who was there is taken to have seen and heard, since a
/// lapse would have been a hold, and a hold is in the log. Devices are taken to be one a person.
struct PastSession {
    let stored: StoredSession
    let caseload: Caseload
    /// Before each entry, and after the last.
    private let states: [SessionState]

    init(_ stored: StoredSession, caseload: Caseload) {
        self.stored = stored
        self.caseload = caseload
        var state = SessionState(plan: stored.plan, agreements: caseload.agreements)
        var states = [state]
        for entry in stored.entries {
            if case .event(let event) = entry.entry { state.evolve(event, at: entry.at) }
            states.append(state)
        }
        self.states = states
    }

    var plan: SessionPlan { stored.plan }
    var entries: [LoggedEntry] { stored.entries }

    /// Just before the entry of that place; behind the last, as it is now.
    func state(before place: Int) -> SessionState {
        states[min(max(place, 0), states.count - 1)]
    }

    /// When the entry of that place was written; behind the last, when that was.
    func time(of place: Int) -> Timestamp {
        (place < entries.count ? entries[max(place, 0)] : entries.last)?.at ?? plan.start
    }

    /// What the policies could read just before the entry of that place, or a while later.
    func facts(before place: Int, at moment: Timestamp? = nil) -> SessionFacts {
        let state = state(before: place)
        let now = moment ?? time(of: place)
        let seen = lastSeen(before: place, state, now, isExact: moment == nil)
        var each: [SeatID: Timestamp] = [:]
        for seat in state.present(in: .supervisor) { each[seat] = seen }
        return SessionFacts(
            state: state,
            caseload: caseload,
            now: Moment(uptime: .zero, civil: now),
            supervisorLastSeen: seen,
            supervisorHiddenSince: nil,
            lastSeen: each,
            devices: [:],
            route: .server
        )
    }

    private func lastSeen(
        before place: Int,
        _ state: SessionState,
        _ now: Timestamp,
        isExact: Bool
    ) -> Timestamp? {
        if isExact, place < entries.count, case .decision(let decision) = entries[place].entry {
            return decision.sightAge.map { now.advanced(by: .milliseconds(-$0)) }
        }
        return state.present(in: .supervisor).isEmpty ? nil : now
    }

    /// What was asked when that decision was written; nil if this version does not know the action.
    func question(of decision: DecisionEntry) -> PolicyQuestion? {
        guard let action = GuardedAction(rawValue: decision.action) else { return nil }
        return PolicyQuestion(
            action,
            subject: decision.subject,
            by: action == .admit ? decision.by : nil,
            reason: "A reason that the log does not repeat."
        )
    }

    func name(_ seat: SeatID?) -> String {
        guard let seat else { return "The session" }
        return plan.seats[seat].flatMap { caseload.people[$0.person]?.shownName } ?? seat.text
    }
}

/// The sessions of a data folder with what is known of their people.
struct PastSessions {
    let sessions: [PastSession]

    /// Whoever asks by a command reads past the broker, and that becomes an entry.
    init(directory: String, for command: String? = nil) throws(JournalError) {
        var stored = StoredSessions()
        _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        if let command {
            try OutsideReading(byUserOf: command, what: "past sessions").leave(inLog: directory)
        }
        sessions = stored.sessions.map {
            PastSession($0, caseload: DemoCaseloads.caseload(of: $0.plan))
        }
    }
}
