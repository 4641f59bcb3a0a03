internal import Casework
import JSON

/// What comes after signing, as the journal keeps it.
extension Addendum {
    var members: [(String, JSONValue)] {
        [
            ("reason", .string(reason)), ("text", .string(text)), ("record", .string(record)),
            ("previous", .string(previous)), ("hash", .string(hash)),
            ("at", .integer(at.milliseconds)), ("by", .string(by.text)),
        ]
    }

    /// Reads what `members` wrote; nil for anything else.
    init?(json: JSONValue, by seat: SeatID) {
        guard let at = json["at"]?.integer, let reason = json["reason"]?.string,
            let text = json["text"]?.string, let record = json["record"]?.string,
            let previous = json["previous"]?.string, let hash = json["hash"]?.string
        else { return nil }
        self.init(
            by: seat,
            at: Timestamp(milliseconds: at),
            reason: reason,
            text: text,
            record: record,
            previous: previous,
            hash: hash
        )
    }
}

extension RecordCheck {
    var members: [(String, JSONValue)] {
        [
            ("verdict", .string(verdict.rawValue)), ("reason", .string(reason)),
            ("of", .string(of)), ("by", .string(by.text)),
        ]
    }

    /// Reads what `members` wrote; nil for anything else.
    init?(json: JSONValue, by seat: SeatID) {
        guard let verdict = json["verdict"]?.string.flatMap(Verdict.init(rawValue:)),
            let reason = json["reason"]?.string, let of = json["of"]?.string
        else { return nil }
        self.init(by: seat, verdict: verdict, reason: reason, of: of)
    }
}
