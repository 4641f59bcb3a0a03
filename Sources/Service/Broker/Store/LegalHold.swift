package import Casework
import JSON
import Journal
import Sessions

/// That a court, an inquiry or a request still needs a session.
///
/// Nothing of it is disposed of until somebody with a name lifts it. In the session's own stream.
package struct LegalHold: Sendable, Hashable {
    package let by: String
    package let reason: String
    package let at: Timestamp
    /// The entry that says so.
    package let entry: UInt64

    static func json(by: String, reason: String) -> JSONValue {
        ["by": .string(by), "reason": .string(reason)]
    }

    /// Nil for an entry that cannot be read.
    init?(_ json: JSONValue, at: Timestamp, entry: UInt64) {
        guard let by = json["by"]?.string, let reason = json["reason"]?.string else { return nil }
        self.by = by
        self.reason = reason
        self.at = at
        self.entry = entry
    }

    /// What somebody reads who wanted to dispose of it.
    func refusal(of session: String, in zone: CivilZone) -> String {
        """
        \(session) is under a legal hold: \(by) placed it on \(zone.day(at)) (entry \(entry)), because: \(reason)
        Nothing was disposed of. If the reason is over, whoever answers for it lifts the hold first: contact-broker \
        retention release DIR --session \(session) --by NAME --reason TEXT
        """
    }
}

extension StoredSessions {
    /// The legal hold on a session of that name, or of that stream's pseudonym.
    func hold(on name: String) -> (session: StoredSession, hold: LegalHold)? {
        sessions.lazy.filter { $0.plan.session.text == name || $0.stream.hex == name }
            .compactMap { session in session.legalHold.map { (session, $0) } }.first
    }
}
