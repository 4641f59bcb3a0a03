package import CaseRecords
package import Casework
import JSON
package import Journal
package import Sessions

/// A session as the journal tells it.
package struct StoredSession: Sendable {
    package let stream: StreamID
    package let plan: SessionPlan
    /// With their numbers and times, in order.
    package internal(set) var entries: [LoggedEntry] = []
    /// The newest draft of the record, as it was saved.
    package internal(set) var draft = SharedDraft()
    package internal(set) var filed: FiledRecord?
    /// The newest addition that the files have; 0 if they have none.
    package internal(set) var filedAdditions: UInt64 = 0
    package internal(set) var signing: Signing?
    /// Keeps it from being disposed of.
    package internal(set) var legalHold: LegalHold?
    /// When parents' copies were made.
    package internal(set) var parentsCopies: [Timestamp] = []
    /// Sealed since the child was adopted.
    package internal(set) var seal: RecordSeal?
    /// That it was read, or was to be, although it is sealed.
    package internal(set) var emergencies: [EmergencyReading] = []
    /// What reviewers did with it.
    package internal(set) var reviews: [ReviewAct] = []
    /// What the case system is to be told of, and how far that has come.
    package internal(set) var deliveries: [Delivery] = []
    /// Of which clocks people were told.
    package internal(set) var clocks: [ToldClock] = []
    /// Filed, and only its plan kept in memory: the rest is read when it is wanted.
    package internal(set) var isAtRest = false

    /// A session that the journal has just taken in as planned.
    package init(stream: StreamID, plan: SessionPlan) {
        self.stream = stream
        self.plan = plan
    }

    /// All of it, read from where it stands if it is at rest; blocks.
    package func whole(from journal: Journal) throws(JournalError) -> StoredSession {
        guard isAtRest else { return self }
        var one = StoredSessions()
        for entry in try journal.entries(of: stream) { one.take(entry) }
        return one.sessions.first ?? self
    }

    /// Lets go of all but the plan.
    mutating func rest() {
        let (hold, seal) = (legalHold, seal)
        self = StoredSession(stream: stream, plan: plan)
        legalHold = hold
        self.seal = seal
        isAtRest = true
    }

    /// The number of the signature under the record, or of the one after it; nil before.
    var signedEntry: UInt64? {
        entries.last { logged in
            switch logged.entry {
            case .event(.recordSigned), .event(.recordCountersigned): true
            case .event, .decision: false
            }
        }?.sequence
    }

    /// Folds the log into the session's state; agreements given before are the caseload's.
    package func state(_ agreements: [PersonID: Agreement]) -> SessionState {
        var state = SessionState(plan: plan, agreements: agreements)
        for entry in entries {
            guard case .event(let event) = entry.entry else { continue }
            state.evolve(event, at: entry.at)
        }
        return state
    }
}

/// Where a signed record was filed.
package struct FiledRecord: Sendable, Hashable {
    package let file: String
    package let hash: String
    package let entry: UInt64

    var json: JSONValue {
        [
            "file": .string(file), "hash": .string(hash),
            "entry": .integer(Int64(clamping: entry)),
        ]
    }
}

extension LogEntry {
    /// True for what comes to a record after it was signed.
    var isAddition: Bool {
        switch self {
        case .event(.addendumAdded), .event(.recordChecked): true
        case .event, .decision: false
        }
    }
}

extension LoggedEntry {
    /// True for a note or concern of the supervisor's.
    var isNote: Bool {
        switch entry {
        case .event(.noted): true
        case .event, .decision: false
        }
    }
}
