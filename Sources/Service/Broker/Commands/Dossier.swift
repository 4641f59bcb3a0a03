import Cryptography
import Foundation
import JSON
import Journal
import TransparencyLog

/// A session's log as it is given out, in a folder.
///
///     dossier.json    the sealed entries, each with its way to the log's root, and the stream's keys
///     checkpoint      the signed note that these ways lead to
///     entries.json    what the entries say
///     session.html    the same in sentences, for people
///
/// The last of the sealed entries is the export's own. It counts those before it and has the fingerprints of
/// both readable files, so whoever changes or leaves out anything has to change what the log has signed for.
struct Dossier {
    struct Entry {
        let sealed: SealedEntry
        let path: [Digest]
    }

    let stream: StreamID
    let entries: [Entry]
    let keys: [KeyID: [UInt8]]

    /// Of the stream up to the entry that gives it out.
    init(_ extract: StreamExtract, to last: UInt64) {
        stream = extract.stream
        entries = extract.entries.filter { $0.sealed.sequence <= last }
            .map { Entry(sealed: $0.sealed, path: $0.proof.path) }
        keys = extract.keys
    }

    var json: JSONValue {
        var named = JSONObject()
        for (id, key) in keys.sorted(by: { $0.key.hex < $1.key.hex }) {
            named.insert(.string(Base64.encode(key)), at: id.hex)
        }
        return [
            "format": .string(Self.format), "stream": .string(stream.hex),
            "keys": .object(named),
            "entries": .array(
                entries.map { entry in
                    [
                        "entry": .string(Base64.encode(entry.sealed.bytes)),
                        "path": .array(entry.path.map { .string(Base64.encode($0.bytes)) }),
                    ]
                }
            ),
        ]
    }

    /// Whether a later program has written it, or an entry in it.
    static func isNewer(_ json: JSONValue) -> Bool {
        if let format = json["format"]?.string, format.hasPrefix(formatPrefix),
            let version = UInt32(format.dropFirst(formatPrefix.count)), version > formatVersion
        {
            return true
        }
        return (json["entries"]?.array ?? []).contains { item in
            item["entry"]?.string.flatMap { Base64.decode($0) }.map(SealedEntry.isNewer) ?? false
        }
    }

    /// Reads what `json` wrote; nil for anything else.
    init?(json: JSONValue) {
        guard json["format"]?.string == Self.format,
            let stream = json["stream"]?.string.flatMap({ StreamID(hex: $0) }),
            let named = json["keys"]?.object, let list = json["entries"]?.array
        else { return nil }
        var keys: [KeyID: [UInt8]] = [:]
        for member in named.members {
            guard let id = KeyID(hex: member.name),
                let key = member.value.string.flatMap({ Base64.decode($0) }),
                key.count == AES256GCM.keyCount
            else { return nil }
            keys[id] = key
        }
        var entries: [Entry] = []
        for item in list {
            guard let bytes = item["entry"]?.string.flatMap({ Base64.decode($0) }),
                let sealed = SealedEntry(bytes), let path = item["path"]?.array
            else { return nil }
            let hashes = path.compactMap { hash in
                hash.string.flatMap { Base64.decode($0) }.flatMap { Digest($0) }
            }
            guard hashes.count == path.count else { return nil }
            entries.append(Entry(sealed: sealed, path: hashes))
        }
        self.stream = stream
        self.entries = entries
        self.keys = keys
    }

    /// `entries.json` for these entries: one a line, as `log show --json` prints them.
    static func readable(_ entries: [RecordedEntry]) -> [UInt8] {
        let lines = entries.map { entry in
            let name = EntryType(rawValue: entry.type)?.name ?? "type \(entry.type)"
            return JSONWriter.text(LogLine(entry, typeName: name).json)
        }
        return Array(("[\n" + lines.joined(separator: ",\n") + "\n]\n").utf8)
    }

    static let proofFile = "dossier.json"
    static let checkpointFile = "checkpoint"
    static let readableFile = "entries.json"
    static let pageFile = "session.html"
    private static let formatPrefix = "contact-broker-dossier/"
    private static let formatVersion: UInt32 = 1
    private static let format = formatPrefix + String(formatVersion)
}

/// That a session's log was given out, as the session's own stream keeps it.
struct Export {
    let by: String
    let reason: String
    /// How many entries the stream had before this one.
    let count: Int
    /// SHA-256 over their leaf hashes, in order, in hexadecimal.
    let fingerprint: String
    /// SHA-256 of `session.html` and of `entries.json`, in hexadecimal.
    let page: String
    let readable: String
    /// The fingerprints of the policy sets that the session ran under.
    let policies: [String]

    var json: JSONValue {
        [
            "by": .string(by), "reason": .string(reason),
            "entries": .integer(Int64(clamping: count)), "fingerprint": .string(fingerprint),
            "session.html": .string(page), "entries.json": .string(readable),
            "policies": .array(policies.map(JSONValue.string)),
        ]
    }

    init(
        by: String,
        reason: String,
        leaves: [Digest],
        page: [UInt8],
        readable: [UInt8],
        policies: [String]
    ) {
        self.by = by
        self.reason = reason
        count = leaves.count
        fingerprint = Self.fingerprint(of: leaves)
        self.page = SHA256.hash(page).description
        self.readable = SHA256.hash(readable).description
        self.policies = policies
    }

    /// Reads what `json` wrote; nil for any other entry.
    init?(_ entry: RecordedEntry) {
        guard entry.type == EntryType.exported.rawValue, case .opened(let bytes) = entry.payload,
            let json = try? JSONParser.parse(bytes), let by = json["by"]?.string,
            let reason = json["reason"]?.string,
            let count = json["entries"]?.integer.flatMap({ Int(exactly: $0) }),
            let fingerprint = json["fingerprint"]?.string,
            let page = json["session.html"]?.string, let readable = json["entries.json"]?.string
        else { return nil }
        self.by = by
        self.reason = reason
        self.count = count
        self.fingerprint = fingerprint
        self.page = page
        self.readable = readable
        policies = (json["policies"]?.array ?? []).compactMap(\.string)
    }

    static func fingerprint(of leaves: [Digest]) -> String {
        SHA256.hash(leaves.flatMap(\.bytes)).description
    }
}
