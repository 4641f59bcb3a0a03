import CaseRecords
import Casework
import JSON
import Journal
import Sessions

/// What happened to a notice, with its place in the log.
struct LoggedDeliveryFact: Sendable {
    let notice: String
    let fact: DeliveryFact
    let entry: UInt64
    let at: Timestamp

    /// Nil for any other entry.
    init?(_ recorded: RecordedEntry) {
        guard let kind = EntryType(rawValue: recorded.type)?.deliveryFact,
            case .opened(let bytes) = recorded.payload,
            let json = try? JSONParser.parse(bytes, limits: .file),
            let notice = json["notice"]?.string, let fact = DeliveryFact(kind, json: json)
        else { return nil }
        self.notice = notice
        self.fact = fact
        entry = recorded.sequence
        at = Timestamp(milliseconds: Int64(clamping: recorded.time))
    }
}

extension DeliveryFact {
    var entryType: EntryType { kind.entryType }
}

extension EntryType {
    fileprivate var deliveryFact: DeliveryFact.Kind? {
        DeliveryFact.Kind.allCases.first { $0.entryType == self }
    }
}

extension DeliveryFact.Kind {
    fileprivate var entryType: EntryType {
        switch self {
        case .tried: .noticeTried
        case .delivered: .noticeDelivered
        case .abandoned: .noticeAbandoned
        case .replayed: .noticeReplayed
        }
    }
}

extension StoredSession {
    /// The record is filed: from now on the case system is to be told.
    mutating func take(_ filed: FiledRecord, at: Timestamp, in entry: UInt64) {
        self.filed = filed
        let notice = CaseNotice(filed, of: plan.session, signedAt: signing?.moment ?? at)
        guard !deliveries.contains(where: { $0.notice.id == notice.id }) else { return }
        deliveries.append(Delivery(notice, filed: entry))
    }

    /// People are told of a clock: by the log itself, and by a notice.
    mutating func take(_ clock: ToldClock, in entry: UInt64) {
        clocks.append(clock)
        deliveries.append(Delivery(CaseNotice(clock, of: plan.session), filed: entry))
    }

    mutating func take(_ logged: LoggedDeliveryFact) {
        guard let index = deliveries.firstIndex(where: { $0.notice.id == logged.notice }) else {
            return
        }
        deliveries[index].take(logged.fact, entry: logged.entry, at: logged.at)
    }
}

extension CaseNotice {
    init(_ filed: FiledRecord, of session: SessionID, signedAt moment: Timestamp) {
        self.init(
            session: session,
            kind: .recordSigned,
            file: filed.file + ".json",
            hash: filed.hash,
            at: moment
        )
    }
}
