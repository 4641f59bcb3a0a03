import Cryptography
import Storage
package import TransparencyLog

/// One stream of a log with all that somebody needs who has nothing else: its entries, the proof that each
/// is in the log, the log's checkpoint, and the stream's keys in clear.
package struct StreamExtract: Sendable {
    package let stream: StreamID
    /// Those that the checkpoint covers, in order.
    package let entries: [(sealed: SealedEntry, proof: InclusionProof)]
    /// None of an erased stream's.
    ///
    /// Whoever has these can read the stream.
    package let keys: [KeyID: [UInt8]]
    /// The checkpoint's signed note.
    package let note: [UInt8]
    package let checkpoint: Checkpoint

    /// Reads the log in a data directory once.
    ///
    /// - Throws: `damaged` if the log is not what its checkpoint was signed for with `key`.
    package init(
        of stream: StreamID,
        inLogIn path: String,
        key: VerifierKey
    ) throws(JournalError) {
        let root = Directory(path)
        let reader = LogReader(directory: root.subdirectory("journal"))
        let note = try reader.checkpointNote()
        let checkpoint = try reader.checkpoint(in: note, signedBy: key)
        var leaves: [Digest] = []
        var sealed: [SealedEntry] = []
        let end = try reader.read { entry throws(JournalError) in
            guard UInt64(leaves.count) < checkpoint.size else { return }
            leaves.append(entry.leaf)
            if entry.header.stream == stream { sealed.append(SealedEntry(entry)) }
        }
        try checkpoint.checkIsReached(by: end.size)
        let tree = WholeTree(leaves)
        guard tree.root == checkpoint.root else {
            let reason = Damage.Reason.rootDiffersFromCheckpoint
            throw .damaged(Damage(sequence: checkpoint.size, reason: reason))
        }
        let keys = try KeyStore(root.subdirectory("keys"), isNew: false, random: .system)
        self.stream = stream
        entries = sealed.compactMap { entry in
            tree.inclusionProof(of: Int(clamping: entry.sequence)).map { (entry, $0) }
        }
        self.keys = try keys.secrets(of: stream)
        self.note = note
        self.checkpoint = checkpoint
    }
}
