package import Cryptography
import TransparencyLog

/// An entry as it stands in the log, outside of it: for giving out, and for judging what was given out.
package struct SealedEntry: Sendable, Hashable {
    package let bytes: [UInt8]
    package let sequence: UInt64
    package let stream: StreamID
    package let leaf: Digest

    /// Nil unless these bytes are an entry.
    package init?(_ bytes: [UInt8]) {
        guard let entry = StoredEntry(bytes[...]) else { return nil }
        self.init(entry)
    }

    /// Whether these bytes begin as an entry of a later version would.
    package static func isNewer(_ bytes: [UInt8]) -> Bool {
        bytes.count >= JournalFormat.shortestEntry && bytes[0] > JournalFormat.version
    }

    init(_ entry: StoredEntry) {
        bytes = Array(entry.bytes)
        sequence = entry.header.sequence
        stream = entry.header.stream
        leaf = entry.leaf
    }

    /// What it says, if its key is among `keys`; throws `damaged` if that one does not open it.
    package func opened(with keys: [KeyID: [UInt8]]) throws(JournalError) -> RecordedEntry {
        guard let entry = StoredEntry(bytes[...]) else {
            throw .damaged(Damage(sequence: sequence, reason: .notIntact))
        }
        guard let secret = keys[entry.header.keyID] else { return RecordedEntry(entry, .erased) }
        do throws(CryptographyError) {
            let key = try AES256GCM(key: SecretBytes(secret))
            return RecordedEntry(entry, .opened(try entry.payload(with: key)))
        } catch {
            throw .damaged(Damage(sequence: sequence, reason: .notAuthentic))
        }
    }
}
