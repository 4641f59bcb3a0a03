package import Casework
package import JSON

/// What happened to a notice, as the session's log keeps it.
///
/// Times in it are the machine's own, which receivers check and pauses are counted by.
package enum DeliveryFact: Sendable, Hashable {
    /// A try that failed; the next comes after the pause.
    case tried(at: Timestamp, DeliveryFailure, pause: Duration)
    /// The receiver has it: it said so (2xx), or that it had it before (409).
    case delivered(at: Timestamp, status: Int)
    /// Nobody tries any more.
    case abandoned(at: Timestamp, DeliveryFailure)
    /// Somebody wants it tried anew.
    case replayed(by: String, reason: String)

    /// With the notice's id.
    package func json(of notice: String) -> JSONValue {
        switch self {
        case .tried(let at, let failure, let pause):
            [
                "notice": .string(notice), "at": .integer(at.milliseconds),
                "failure": .string(failure.code), "pause": .integer(pause.wholeMilliseconds),
            ]
        case .delivered(let at, let status):
            [
                "notice": .string(notice), "at": .integer(at.milliseconds),
                "status": .integer(Int64(status)),
            ]
        case .abandoned(let at, let failure):
            [
                "notice": .string(notice), "at": .integer(at.milliseconds),
                "failure": .string(failure.code),
            ]
        case .replayed(let by, let reason):
            ["notice": .string(notice), "by": .string(by), "reason": .string(reason)]
        }
    }

    /// The kinds of entries that facts are kept in.
    package enum Kind: Sendable, Hashable, CaseIterable {
        case tried, delivered, abandoned, replayed
    }

    package var kind: Kind {
        switch self {
        case .tried: .tried
        case .delivered: .delivered
        case .abandoned: .abandoned
        case .replayed: .replayed
        }
    }

    /// Reads what `json` wrote; nil for anything else.
    package init?(_ kind: Kind, json: JSONValue) {
        let at = json["at"]?.integer.map { Timestamp(milliseconds: $0) }
        let failure = json["failure"]?.string.flatMap(DeliveryFailure.init(code:))
        switch kind {
        case .tried:
            guard let at, let failure, let pause = json["pause"]?.integer, pause >= 0 else {
                return nil
            }
            self = .tried(at: at, failure, pause: .milliseconds(pause))
        case .delivered:
            guard let at, let status = json["status"]?.integer.flatMap({ Int(exactly: $0) }) else {
                return nil
            }
            self = .delivered(at: at, status: status)
        case .abandoned:
            guard let at, let failure else { return nil }
            self = .abandoned(at: at, failure)
        case .replayed:
            guard let by = json["by"]?.string, let reason = json["reason"]?.string else {
                return nil
            }
            self = .replayed(by: by, reason: reason)
        }
    }
}
