package import Journal
import JSON

/// The erasure of a session's content, as the service's own stream keeps it.
///
/// It says what was erased without saying what it was.
package struct Erasure: Sendable, Hashable {
    package let stream: StreamID
    /// How many entries there were.
    package let count: Int
    /// SHA-256 over the leaf hashes of these entries, in order, in hexadecimal.
    package let fingerprint: String
    package let by: String
    package let reason: String
    /// Files under `records/` that went with it.
    package let files: [String]

    init(
        stream: StreamID,
        count: Int,
        fingerprint: String,
        by: String,
        reason: String,
        files: [String]
    ) {
        self.stream = stream
        self.count = count
        self.fingerprint = fingerprint
        self.by = by
        self.reason = reason
        self.files = files
    }

    var json: JSONValue {
        [
            "stream": .string(stream.hex), "entries": .integer(Int64(clamping: count)),
            "fingerprint": .string(fingerprint), "by": .string(by), "reason": .string(reason),
            "files": .array(files.map(JSONValue.string)),
        ]
    }

    /// Reads what `json` wrote; nil for anything else.
    init?(json: JSONValue) {
        guard let stream = json["stream"]?.string.flatMap({ StreamID(hex: $0) }),
            let count = json["entries"]?.integer.flatMap({ Int(exactly: $0) }),
            let fingerprint = json["fingerprint"]?.string, let by = json["by"]?.string,
            let reason = json["reason"]?.string
        else { return nil }
        self.init(
            stream: stream,
            count: count,
            fingerprint: fingerprint,
            by: by,
            reason: reason,
            files: (json["files"]?.array ?? []).compactMap(\.string)
        )
    }
}
