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
    /// Sessions whose content is erased, their names too: a new one must not get one of these.
    package private(set) var erasedCount = 0
    /// Carers' wishes for a call, answered or not.
    package private(set) var support: [SupportTask] = []

    private let keepsFiled: Bool
    /// Whose the newest entry is.
    private var lastStream: StreamID?

    /// Without `keepsFiled` a session whose record is filed is at rest at once.
    package init(keepsFiled: Bool = true) { self.keepsFiled = keepsFiled }

    /// Those that were at rest when the log was opened, so that only their plans were handed over.
    package mutating func settle(_ atRest: Set<StreamID>) {
        for index in sessions.indices where atRest.contains(sessions[index].stream) {
            sessions[index].isAtRest = true
        }
    }

    /// Sessions at rest, but for the one that has the log's newest moment.
    package var atRest: Set<StreamID> {
        Set(sessions.lazy.filter { $0.isAtRest && $0.stream != lastStream }.map(\.stream))
    }

    package mutating func take(_ recorded: RecordedEntry) {
        let type = EntryType(rawValue: recorded.type)
        if type?.isAdministrative != true { note(recorded) }
        if let index = indices[recorded.stream], sessions[index].isAtRest { return }
        if let logged = LoggedDeliveryFact(recorded), let index = indices[recorded.stream] {
            sessions[index].take(logged)
        }
        if let type, type.isAdministrative { return }
        let at = Timestamp(milliseconds: Int64(clamping: recorded.time))
        if type == .planned, recorded.payload == .erased { erasedCount += 1 }
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
            for member in json.object?.members ?? [] {
                sessions[index].draft[member.name] = member.value.string
            }
        case .recordFiled:
            guard let index = indices[recorded.stream], let file = json["file"]?.string,
                let hash = json["hash"]?.string,
                let entry = json["entry"]?.integer.flatMap({ UInt64(exactly: $0) })
            else { return }
            sessions[index].take(FiledRecord(file: file, hash: hash, entry: entry), at: at)
            if !keepsFiled { sessions[index].rest() }
        case .recordSigning:
            guard let index = indices[recorded.stream] else { return }
            sessions[index].signing = Signing(json: json)
        case .service: serviceStream = serviceStream ?? recorded.stream
        case .erased, .restored, .exported, .noticeTried, .noticeDelivered, .noticeAbandoned,
            .noticeReplayed, .copyMade, .policiesActivated, .policiesRefused, .diskWasFull,
            nil:
            break
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
            sessions[index].take(filed)
        case .reviewed:
            guard let index = indices[recorded.stream],
                let act = ReviewAct(json: json, at: at)
            else { return }
            sessions[index].reviews.append(act)
        }
    }

    private mutating func note(_ recorded: RecordedEntry) {
        let at = Timestamp(milliseconds: Int64(clamping: recorded.time))
        guard at >= lastTime ?? at else { return }
        lastTime = at
        lastStream = recorded.stream
    }
}
