import Sessions

/// Everything about a session that is read over HTTP: a closed list, which the test of roles and reads goes
/// through.
///
/// Each belongs to a seat (`?seat=`) whose cookie the browser has; what may be read is the policies' to say.
enum ReadPath: String, CaseIterable {
    case record = "/api/record"
    case additions = "/api/additions"
    case ownRecord = "/api/own-record"
    case timeline = "/api/timeline"
    case queue = "/api/queue"
    case policies = "/api/policies"
    case statistics = "/api/statistics"
    case after = "/api/after"
    case bundle = "/records/fhir"
    /// A record's page; any other name below `/records/` is the same, since the seat says whose.
    case signedRecord = "/records/signed"

    init?(path: String) {
        if let path = ReadPath(rawValue: path) {
            self = path
        } else if path.hasPrefix("/records/") {
            self = .signedRecord
        } else {
            return nil
        }
    }
}

extension SessionActor {
    func answer(_ path: ReadPath, _ exchange: HTTPExchange, by seat: SeatID) {
        switch path {
        case .record: record(exchange, by: seat)
        case .additions: additions(exchange, by: seat)
        case .ownRecord: ownRecord(exchange, by: seat)
        case .timeline: timeline(exchange, by: seat)
        case .queue: queue(exchange, by: seat)
        case .policies: policies(exchange, by: seat)
        case .statistics: statistics(exchange, by: seat)
        case .after: after(exchange, at: seat)
        case .bundle: filedBundle(exchange, by: seat)
        case .signedRecord: filedRecord(exchange, by: seat)
        }
    }
}
