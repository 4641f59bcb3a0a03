package import Casework
import JSON
package import Journal
package import Sessions
package import Transport

/// The journal as sessions use it: one stream each, JSON payloads, answers on the session's loop.
package struct SessionStore: Sendable {
    package let journal: Journal

    package init(journal: Journal) { self.journal = journal }

    /// Appends a batch; `then` is called on `loop`, with the numbers once they are durable, or nil.
    ///
    /// Ends and holds may use the reserve that is kept for them on a full disk.
    func append(
        _ entries: [LogEntry], to stream: StreamID, on loop: EventLoop,
        then: @escaping @Sendable ([UInt64]?, isolated EventLoop) -> Void
    ) {
        let drafts = entries.map { entry in
            Draft(
                stream: stream, type: Self.type(of: entry).rawValue,
                payload: JSONWriter.bytes(entry.json))
        }
        append(drafts, mayUseReserve: entries.contains(where: Self.mustBeWritten), on: loop, then: then)
    }

    func append(
        _ drafts: [Draft], mayUseReserve: Bool = false, on loop: EventLoop,
        then: @escaping @Sendable ([UInt64]?, isolated EventLoop) -> Void
    ) {
        journal.append(drafts, mayUseReserve: mayUseReserve) { result in
            let numbers = try? result.get()
            loop.post { then(numbers, $0) }
        }
    }

    private static func type(of entry: LogEntry) -> EntryType {
        switch entry {
        case .decision: .decision
        case .event: .event
        }
    }

    private static func mustBeWritten(_ entry: LogEntry) -> Bool {
        switch entry {
        case .event(.held), .event(.ended), .event(.removed), .event(.connectionLost): true
        case .event, .decision: false
        }
    }
}

/// A session as the journal tells it.
package struct StoredSession: Sendable {
    package let stream: StreamID
    package let plan: SessionPlan
    /// With their numbers and times, in order.
    package internal(set) var entries: [(sequence: UInt64, at: Timestamp, entry: LogEntry)] = []
    /// The newest draft of the record, as it was saved.
    package internal(set) var draft: [String: String] = [:]
    package internal(set) var filed: FiledRecord?

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
}

/// Takes the journal's entries in as it opens, and puts the sessions together.
package struct StoredSessions {
    package private(set) var sessions: [StoredSession] = []
    private var indices: [StreamID: Int] = [:]
    package private(set) var lastTime: Timestamp?

    package init() {}

    package mutating func take(_ recorded: RecordedEntry) {
        let at = Timestamp(milliseconds: Int64(clamping: recorded.time))
        lastTime = at
        guard case .opened(let bytes) = recorded.payload,
            let json = try? JSONParser.parse(bytes, limits: .file)
        else { return }
        switch EntryType(rawValue: recorded.type) {
        case .planned:
            guard let plan = SessionPlan(json: json) else { return }
            indices[recorded.stream] = sessions.count
            sessions.append(StoredSession(stream: recorded.stream, plan: plan))
        case .decision, .event:
            guard let index = indices[recorded.stream], let entry = LogEntry(json: json) else { return }
            sessions[index].entries.append((recorded.sequence, at, entry))
        case .recordDraft:
            guard let index = indices[recorded.stream] else { return }
            for member in json.object?.members ?? [] {
                sessions[index].draft[member.name] = member.value.string
            }
        case .recordFiled:
            guard let index = indices[recorded.stream], let file = json["file"]?.string,
                let hash = json["hash"]?.string
            else { return }
            sessions[index].filed = FiledRecord(file: file, hash: hash, entry: recorded.sequence)
        case .service, nil: break
        }
    }
}
