import Storage
package import TransparencyLog

/// The newest checkpoint that a witness has signed, kept beside the log as `journal/cosigned-<key id>`.
///
/// It shows what is missing of what the witness saw. Who puts back an older copy of the whole folder puts back this
/// too: then only its date tells, or the witness itself.
package enum CosignedCheckpoint {
    /// The signed note's bytes, not verified; nil if there is none.
    package static func read(
        of witness: VerifierKey,
        logIn path: String
    ) throws(JournalError) -> [UInt8]? {
        let directory = Directory(path).subdirectory("journal")
        guard directory.has(name(of: witness)) else { return nil }
        do throws(StorageError) {
            return try directory.read(name(of: witness), limit: 1_000_000)
        } catch {
            throw .storageFailed(error)
        }
    }

    package static func write(
        _ note: SignedNote,
        of witness: VerifierKey,
        logIn path: String
    ) throws(JournalError) {
        try storing { () throws(StorageError) in
            try Directory(path).subdirectory("journal")
                .writeDurably(note.bytes, to: name(of: witness))
        }
    }

    private static func name(of witness: VerifierKey) -> String {
        JournalFormat.cosignedPrefix + witness.idText
    }
}
