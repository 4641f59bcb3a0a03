package import Cryptography
import Storage
package import TransparencyLog

/// A log's way from one request to a witness to the next: what was read for one need not be read again.
///
/// Keeps a few hashes, not the log. Reads what the broker has written, also while it writes.
package struct WitnessReading: Sendable {
    private var reader: LogReader
    private let key: VerifierKey
    /// Where the witness is, as far as that was read.
    private var end = LogReader.End()
    private var range = CompactRange()

    /// In the data directory `path`.
    package init(ofLogIn path: String, key: VerifierKey) {
        self.init(LogReader(directory: Directory(path).subdirectory("journal")), key: key)
    }

    init(_ reader: LogReader, key: VerifierKey) {
        self.reader = reader
        // Beside the broker's work, which comes first.
        self.reader.width = 1
        self.key = key
    }

    /// Asks for the log's present checkpoint, of a witness that has seen `old` entries, `root` among them if that
    /// is known.
    ///
    /// Blocks, the first time for as long as reading the whole log takes. What is read is compared with the
    /// checkpoint.
    /// - Throws: `noSuchEntry` if the checkpoint is over fewer than `old`; `damaged` if the log is not what was
    ///   signed for, or its beginning is not what the witness saw.
    package mutating func request(
        from old: UInt64,
        root: Digest? = nil
    ) throws(JournalError) -> WitnessRequest {
        let note = try reader.checkpointNote()
        let checkpoint = try reader.checkpoint(in: note, signedBy: key)
        guard old <= checkpoint.size else { throw .noSuchEntry(old) }
        if old < range.size { (end, range) = (LogReader.End(), CompactRange()) }
        // The proof from nothing is empty, and a whole log's hashes are many.
        let keeps = old > 0
        var seen = range
        var leaves: [Digest] = []
        let start = try reader.read(from: end, limit: old) { entry, _ throws(JournalError) in
            // An append is read whole; only a witness that invents sizes has seen a part of one.
            if seen.size < old { seen.append(entry.leaf) } else { leaves.append(entry.leaf) }
        }
        guard seen.size == old else {
            let reason = Damage.Reason.shorterThanCheckpoint(size: checkpoint.size)
            throw .damaged(Damage(sequence: seen.size, reason: reason))
        }
        guard root == nil || root == seen.root else {
            throw .damaged(Damage(sequence: old, reason: .rootDiffersFromCheckpoint))
        }
        if start.size == old { (end, range) = (start, seen) }
        var whole = seen
        for leaf in leaves { whole.append(leaf) }
        let now = try reader.read(from: start, limit: checkpoint.size) {
            entry,
            _ throws(JournalError) in
            whole.append(entry.leaf)
            if keeps { leaves.append(entry.leaf) }
        }
        try checkpoint.checkIsReached(by: now.size)
        guard whole.root == checkpoint.root else {
            let reason = Damage.Reason.rootDiffersFromCheckpoint
            throw .damaged(Damage(sequence: checkpoint.size, reason: reason))
        }
        let proof = ConsistencyProof(from: seen, adding: leaves)
        return WitnessRequest(old: old, path: proof.path, note: note)
    }
}
