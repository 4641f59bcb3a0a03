package import Cryptography
import Storage
package import TransparencyLog

/// A copy of a log as its checkpoint has it, and the way back.
///
/// The copy is a data directory like any other, with all keys in it: whoever has it can read everything.
package enum LogBackup {
    /// Copies what the log's own checkpoint covers, also while a broker writes to it.
    ///
    /// The checkpoint comes last, so that an unfinished copy is none. Whether the copy is good is for
    /// `LogVerification` to say.
    package static func write(
        logIn path: String,
        to destination: String
    ) throws(JournalError) -> Checkpoint {
        let root = Directory(path)
        let reader = LogReader(directory: root.subdirectory("journal"))
        let note = try reader.checkpointNote()
        guard let key = reader.verifierKey() else {
            throw .damaged(Damage(sequence: 0, reason: .verifierKeyReplaced))
        }
        let checkpoint = try reader.checkpoint(in: note, signedBy: key)
        let copy = Directory(destination)
        let journal = copy.subdirectory("journal")
        try storing { () throws(StorageError) in try journal.create() }
        try copyEntries(from: reader, to: journal, size: checkpoint.size)
        try copyKeys(from: root, to: copy) { _ in true }
        try storing { () throws(StorageError) in
            try journal.writeDurably(
                Array((key.text + "\n").utf8),
                to: JournalFormat.verifierKeyFile
            )
            try journal.writeDurably(note, to: JournalFormat.checkpointFile)
        }
        return checkpoint
    }

    /// Makes a log out of a backup, without the keys of the streams in `erased`.
    ///
    /// It gets a name and a signing key of its own: the log that was backed up may have signed for more
    /// than the backup has, and no log may ever sign two things that contradict each other.
    ///
    /// `path` is where the new data directory is to be; nothing may be there.
    /// - Throws: `damaged` unless the backup is what its checkpoint was signed for with `key`.
    /// - Returns: the backup's own checkpoint.
    package static func restore(
        from backup: String,
        to path: String,
        key: VerifierKey,
        erased: Set<StreamID>,
        random: RandomBytes
    ) throws(JournalError) -> Checkpoint {
        let verification = try LogVerification(ofLogIn: backup, key: key)
        let checkpoint: Checkpoint
        switch verification.integrity {
        case .violated(let damage): throw .damaged(damage)
        case .holds(let signed): checkpoint = signed
        }
        let root = Directory(path)
        let journal = root.subdirectory("journal")
        try storing { () throws(StorageError) in try journal.create() }
        let source = Directory(backup)
        try copyEntries(
            from: LogReader(directory: source.subdirectory("journal")),
            to: journal,
            size: checkpoint.size
        )
        try copyKeys(from: source, to: root) { wrapping in
            switch wrapping.purpose {
            case .signer: false
            case .stream: !erased.contains(wrapping.stream)
            }
        }
        let keys = try KeyStore(root.subdirectory("keys"), isNew: false, random: random)
        try Journal.create(
            journal,
            try keys.signingKey(isNew: true),
            random,
            size: checkpoint.size,
            root: checkpoint.root
        )
        return checkpoint
    }

    /// The first `size` entries, in the segments in which they stand.
    private static func copyEntries(
        from reader: LogReader,
        to journal: Directory,
        size: UInt64
    ) throws(JournalError) {
        let end = try reader.read(limit: size) { _ in }
        guard end.size == size else {
            let reason = Damage.Reason.shorterThanCheckpoint(size: size)
            throw .damaged(Damage(sequence: end.size, reason: reason))
        }
        guard let last = end.lastSegment else { return }
        for first in try reader.segmentStarts() where first <= last {
            let name = JournalFormat.segmentName(first: first)
            try storing { () throws(StorageError) in
                let bytes = try reader.directory.read(name, limit: .max)
                try journal.writeDurably(
                    first == last ? Array(bytes.prefix(end.offset)) : bytes,
                    to: name
                )
            }
        }
    }

    /// The key-encryption key, and the keys that `isWanted`.
    private static func copyKeys(
        from source: Directory,
        to copy: Directory,
        _ isWanted: (WrappedKey) -> Bool
    ) throws(JournalError) {
        let (from, to) = (source.subdirectory("keys"), copy.subdirectory("keys"))
        try storing { () throws(StorageError) in
            try to.create()
            for name in try from.names() where !name.hasSuffix(Directory.newSuffix) {
                let bytes: [UInt8]
                do throws(StorageError) {
                    bytes = try from.read(name, limit: WrappedKey.byteCount)
                } catch {
                    // Erased meanwhile.
                    if error.isMissingFile { continue }
                    throw error
                }
                let isEncryptionKey =
                    name == KeyStore.encryptionKeyFile || name == KeyStore.nextEncryptionKeyFile
                guard isEncryptionKey || WrappedKey(file: bytes, name: name).map(isWanted) ?? false
                else { continue }
                try to.writeDurably(bytes, to: name)
            }
        }
    }
}
