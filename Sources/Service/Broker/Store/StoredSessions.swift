import CaseRecords
package import Casework
import JSON
package import Journal
import Sessions

/// Takes the journal's entries in as it opens, and puts the sessions together.
package struct StoredSessions {
    package private(set) var sessions: [StoredSession] = []
    /// The service's own stream; nil in a new log.
    package private(set) var serviceStream: StreamID?
    private var indices: [StreamID: Int] = [:]
    package private(set) var lastTime: Timestamp?
    /// Carers' wishes for a call, answered or not.
    package private(set) var support: [SupportTask] = []
    /// The entry from which on the case system is told; nil if there never was an outbox.
    package private(set) var outboxAttached: UInt64?

    package init() {}

    package mutating func take(_ recorded: RecordedEntry) {
        let type = EntryType(rawValue: recorded.type)
        if let logged = LoggedDeliveryFact(recorded), let index = indices[recorded.stream] {
            // In logs from before it was written down: something was sent, so there was one.
            outboxAttached = outboxAttached ?? logged.entry
            sessions[index].take(logged)
        }
        let at = Timestamp(milliseconds: Int64(clamping: recorded.time))
        if let type, type.isAdministrative { return take(hold: type, recorded, at) }
        lastTime = max(lastTime ?? at, at)
        guard case .opened(let bytes) = recorded.payload,
            let json = try? JSONParser.parse(bytes, limits: .file)
        else { return }
        switch type {
        case .planned:
            guard let plan = SessionPlan(json: json) else { return }
            indices[recorded.stream] = sessions.count
            sessions.append(StoredSession(stream: recorded.stream, plan: plan))
        case .decision, .event:
            guard let index = indices[recorded.stream], let entry = LogEntry(json: json) else {
                return
            }
            sessions[index].entries.append(
                LoggedEntry(sequence: recorded.sequence, at: at, entry: entry)
            )
        case .recordDraft:
            guard let index = indices[recorded.stream] else { return }
            let texts = (json.object?.members ?? []).compactMap { member in
                member.value.string.map { (key: member.name, text: $0) }
            }
            sessions[index].draft.take(texts, at: at)
        case .draftSaved:
            guard let index = indices[recorded.stream], let save = SharedDraft.Save(json: json)
            else { return }
            sessions[index].draft.take(save, at: at)
        case .recordFiled:
            guard let index = indices[recorded.stream], let file = json["file"]?.string,
                let hash = json["hash"]?.string,
                let entry = json["entry"]?.integer.flatMap({ UInt64(exactly: $0) })
            else { return }
            sessions[index].take(
                FiledRecord(file: file, hash: hash, entry: entry),
                at: at,
                in: recorded.sequence
            )
        case .recordSigning:
            guard let index = indices[recorded.stream] else { return }
            sessions[index].signing = Signing(json: json)
        case .service: serviceStream = serviceStream ?? recorded.stream
        case .erased, .restored, .exported, .legalHoldPlaced, .legalHoldLifted, .noticeTried,
            .noticeDelivered, .noticeAbandoned, .noticeReplayed, .copyMade, .policiesActivated,
            .policiesRefused, .diskWasFull, nil:
            break
        case .outboxAttached: outboxAttached = outboxAttached ?? recorded.sequence
        case .supportAsked:
            guard let carer = json["carer"]?.string, let worker = json["worker"]?.string else {
                return
            }
            support.append(
                SupportTask(
                    entry: recorded.sequence,
                    stream: recorded.stream,
                    carer: PersonID(carer),
                    worker: PersonID(worker),
                    at: at
                )
            )
        case .supportAnswered:
            let entry = json["entry"]?.integer.flatMap { UInt64(exactly: $0) }
            guard let index = support.firstIndex(where: { $0.entry == entry }) else { return }
            support[index].isAnswered = true
        case .additionsFiled:
            guard let index = indices[recorded.stream], let filed = FiledAdditions(json: json)
            else {
                return
            }
            sessions[index].take(filed, in: recorded.sequence)
        case .reviewed:
            guard let index = indices[recorded.stream],
                let act = ReviewAct(json: json, at: at)
            else { return }
            sessions[index].reviews.append(act)
        }
    }

    /// A hold that was placed or lifted by a command; nothing for what else a command writes.
    private mutating func take(hold type: EntryType, _ recorded: RecordedEntry, _ at: Timestamp) {
        guard let index = indices[recorded.stream], case .opened(let bytes) = recorded.payload,
            let json = try? JSONParser.parse(bytes, limits: .file)
        else { return }
        if type == .legalHoldPlaced {
            sessions[index].legalHold = LegalHold(json, at: at, entry: recorded.sequence)
        }
        if type == .legalHoldLifted { sessions[index].legalHold = nil }
    }
}
