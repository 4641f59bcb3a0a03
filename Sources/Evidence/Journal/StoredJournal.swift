import Cryptography
import Storage
package import TransparencyLog

/// A journal on the disk, read without writing to it: for looking into one, also while a broker is at work.
package enum StoredJournal {
    /// Hands over each entry, opened with the key store beside it; returns the unfinished write at the
    /// end, if there is one.
    ///
    /// Does not compare with checkpoints: that is `LogVerification`'s work.
    package static func read(
        directory path: String,
        _ body: (RecordedEntry) -> Void
    ) throws(JournalError) -> TornTail? {
        let root = Directory(path)
        // Nothing is made here, so nothing random is needed.
        var keys = try KeyStore(root.subdirectory("keys"), isNew: false, random: .system)
        let reader = LogReader(directory: root.subdirectory("journal"))
        return try reader.read { entry throws(JournalError) in
            body(RecordedEntry(entry, try keys.open(entry)))
        }.tornTail
    }

    /// Whether the keys beside the log are another log's; what it cannot tell it takes for no.
    ///
    /// Then nothing can be opened, which must not look as if it had been erased.
    package static func hasForeignKeys(directory path: String) -> Bool {
        let root = Directory(path)
        guard let key = verifierKey(directory: path),
            let keys = try? KeyStore(root.subdirectory("keys"), isNew: false, random: .system),
            let own = try? keys.signingKey(isNew: false)
        else { return false }
        return own.publicKey != key.publicKey
    }

    /// The public key that lies with the log itself; nil if there is none.
    ///
    /// Good to show, worthless to verify with: who replaced the log has replaced it too.
    package static func verifierKey(directory path: String) -> VerifierKey? {
        LogReader(directory: Directory(path).subdirectory("journal")).verifierKey()
    }
}
