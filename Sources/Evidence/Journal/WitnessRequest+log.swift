import Cryptography
import Storage
package import TransparencyLog

extension WitnessRequest {
    /// Asks for a log's present checkpoint, of a witness that has seen `old` entries.
    ///
    /// - Throws: `noSuchEntry` if the checkpoint is over fewer; `damaged` if the log is not what it was
    ///   signed for with `key`.
    package init(
        from old: UInt64,
        logIn path: String,
        key: VerifierKey
    ) throws(JournalError) {
        let reader = LogReader(directory: Directory(path).subdirectory("journal"))
        let note = try reader.checkpointNote()
        let checkpoint = try reader.checkpoint(in: note, signedBy: key)
        var leaves: [Digest] = []
        let end = try reader.read { entry throws(JournalError) in
            if UInt64(leaves.count) < checkpoint.size { leaves.append(entry.leaf) }
        }
        try checkpoint.checkIsReached(by: end.size)
        let tree = WholeTree(leaves)
        guard tree.root == checkpoint.root else {
            let reason = Damage.Reason.rootDiffersFromCheckpoint
            throw .damaged(Damage(sequence: checkpoint.size, reason: reason))
        }
        guard let proof = tree.consistencyProof(from: Int(clamping: old)) else {
            throw .noSuchEntry(old)
        }
        self.init(old: old, path: proof.path, note: note)
    }
}
