import Storage
import TransparencyLog

extension LogReader {
    /// The bytes of `journal/checkpoint`, not verified.
    func checkpointNote() throws(JournalError) -> [UInt8] {
        do throws(StorageError) {
            return try directory.read(JournalFormat.checkpointFile, limit: 1_000_000)
        } catch {
            guard error.isMissingFile else { throw .storageFailed(error) }
            throw .damaged(Damage(sequence: 0, reason: .checkpointMissing))
        }
    }

    func checkpoint(
        in note: [UInt8],
        signedBy key: VerifierKey
    ) throws(JournalError) -> Checkpoint {
        do throws(TransparencyLogError) {
            return try Checkpoint(note: note, signedBy: key)
        } catch {
            let claimed = (try? SignedNote(parsing: note)).flatMap {
                try? Checkpoint(body: $0.text)
            }
            if let claimed, !claimed.origin.utf8.elementsEqual(key.name.utf8) {
                let reason = Damage.Reason.checkpointOfAnotherLog(
                    origin: claimed.origin,
                    expected: key.name
                )
                throw .damaged(Damage(sequence: 0, reason: reason))
            }
            throw .damaged(Damage(sequence: 0, reason: .checkpointNotSigned))
        }
    }

    /// The key in the log's own directory; nil if there is none that can be read.
    func verifierKey() -> VerifierKey? {
        guard let file = try? directory.read(JournalFormat.verifierKeyFile, limit: 4096),
            file.last == UInt8(ascii: "\n")
        else { return nil }
        return try? VerifierKey(String(decoding: file.dropLast(), as: UTF8.self))
    }
}

extension Checkpoint {
    /// Compares roots when the tree has just the size that was signed for.
    func check(_ range: CompactRange) throws(JournalError) {
        guard range.size == size && range.root != root else { return }
        throw .damaged(Damage(sequence: size, reason: .rootDiffersFromCheckpoint))
    }

    func checkIsReached(by logSize: UInt64) throws(JournalError) {
        guard logSize < size else { return }
        throw .damaged(Damage(sequence: logSize, reason: .shorterThanCheckpoint(size: size)))
    }
}
