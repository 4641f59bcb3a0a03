package import Casework
import Cryptography
import Foundation
package import JSON
package import Journal

/// Somebody read the log by a command, past the broker: who, what, why and when, by the machine's clock.
///
/// It is written down before anything is shown, beside the log, since the log may be open in a broker and must not be
/// changed by looking at it; the broker, or the next command that writes, makes an entry of it.
package struct OutsideReading: Sendable, Equatable {
    package let by: String
    package let reason: String
    /// For example "every entry".
    package let what: String
    /// A session's, if it was one that was read.
    package let stream: StreamID?
    package let milliseconds: Int64
    /// If it was, or was to be, read past a seal.
    package let emergency: Emergency?

    /// What the policies said of it.
    package struct Emergency: Sendable, Equatable {
        package let by: PersonID
        package let second: PersonID?
        package let isAllowed: Bool
        package let policies: [String]
        /// The fingerprint of the set that was asked.
        package let policySet: String?
    }

    package init(
        by: String,
        reason: String,
        what: String,
        stream: StreamID?,
        milliseconds: Int64,
        emergency: Emergency? = nil
    ) {
        self.emergency = emergency
        self.by = by
        self.reason = reason
        self.what = what
        self.stream = stream
        self.milliseconds = milliseconds
    }

    /// By a command that asks for no name and no reason: it is the machine's user, and the command says why.
    init(byUserOf command: String, what: String) {
        self.init(
            by: NSUserName(),
            reason: command,
            what: what,
            stream: nil,
            milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000)
        )
    }

    package init?(json: JSONValue) {
        guard let by = json["by"]?.string, let reason = json["reason"]?.string,
            let what = json["what"]?.string, let milliseconds = json["at"]?.integer
        else { return nil }
        self.by = by
        self.reason = reason
        self.what = what
        self.milliseconds = milliseconds
        stream = json["stream"]?.string.flatMap { StreamID(hex: $0) }
        emergency = json["emergency"].flatMap { Emergency(json: $0) }
    }

    package var json: JSONValue {
        var object = JSONObject()
        object.insert(.string(by), at: "by")
        object.insert(.string(reason), at: "reason")
        object.insert(.string(what), at: "what")
        object.insert(.integer(milliseconds), at: "at")
        if let stream { object.insert(.string(stream.hex), at: "stream") }
        if let emergency { object.insert(emergency.json, at: "emergency") }
        return .object(object)
    }

    /// Returns when it is durable.
    package func leave(inLog directory: String) throws(JournalError) {
        try JournalInbox(ofLogIn: directory).put(JSONWriter.bytes(json), random: .system)
    }

    /// Makes entries of all that was left, in its order, in the session's stream or else in `service`; then `done` is called.
    ///
    /// What a crash comes between is an entry twice, never none.
    package static func takeIn(
        to journal: Journal,
        inLog directory: String,
        service: StreamID,
        done: @escaping @Sendable () -> Void = {}
    ) {
        guard let inbox = try? JournalInbox(ofLogIn: directory) else { return done() }
        let items = inbox.items()
        guard !items.isEmpty else { return done() }
        let left = items.map { item in
            let json = try? JSONParser.parse(item.payload, limits: .file)
            return (payload: item.payload, reading: json.flatMap { OutsideReading(json: $0) })
        }.sorted { ($0.reading?.milliseconds ?? 0) < ($1.reading?.milliseconds ?? 0) }
        let drafts = left.map { payload, reading in
            Draft(
                stream: reading?.stream ?? service,
                type: EntryType.readOutside.rawValue,
                payload: payload
            )
        }
        journal.append(drafts) { result in
            // What was not taken, or is still there, is taken the next time.
            if case .success = result { try? inbox.remove(items) }
            done()
        }
    }
}

extension OutsideReading.Emergency {
    init?(json: JSONValue) {
        guard let by = json["by"]?.string, let isAllowed = json["isAllowed"]?.bool,
            let policies = json["policies"]?.array
        else { return nil }
        self.init(
            by: PersonID(by),
            second: json["second"]?.string.map { PersonID($0) },
            isAllowed: isAllowed,
            policies: policies.compactMap(\.string),
            policySet: json["policySet"]?.string
        )
    }

    var json: JSONValue {
        var object = JSONObject()
        object.insert(.string(by.text), at: "by")
        if let second { object.insert(.string(second.text), at: "second") }
        object.insert(.bool(isAllowed), at: "isAllowed")
        object.insert(.array(policies.map(JSONValue.string)), at: "policies")
        if let policySet { object.insert(.string(policySet), at: "policySet") }
        return .object(object)
    }
}
