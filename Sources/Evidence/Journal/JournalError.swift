package import Storage

/// Why the journal can't do what it is asked for.
package enum JournalError: Error, Equatable, Sendable {
    // What the caller asked for.
    case payloadTooLarge(byteCount: Int)
    /// The drafts of one append must fit one batch.
    case appendTooLarge(byteCount: Int)
    case noSuchEntry(UInt64)

    // What may pass.
    /// More waits than may wait: try again later.
    case overloaded
    /// Nothing was written; what may use the reserve still can be.
    case diskFull
    case closed

    // What only a new start, or a person, can mend.
    /// A write failed earlier; what became of it will be known when the journal is opened again.
    case failed
    /// Its number, if it has left one in the lock's file.
    case heldByAnotherProcess(Int32?)
    case storageFailed(StorageError)
    /// A key file is missing, unreadable or not wrapped by our key-encryption key.
    case keyUnusable(file: String)
    case cryptographyFailed
    case damaged(Damage)
}

/// The first thing in a log that is not as it was written.
package struct Damage: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        /// The bytes are not this entry's: changed, cut, or not an entry at all.
        case notIntact
        /// Another entry stands in this one's place.
        case wrongSequence(UInt64)
        /// Its key is there and does not open it.
        case notAuthentic
        /// Written by a program that came after this one: no damage, but not ours to read.
        case newerFormat
        /// A segment is missing, or its name and header disagree.
        case segmentMissing
        case checkpointMissing
        /// No checkpoint signed by the log's key.
        case checkpointNotSigned
        /// It says that it is another log's.
        case checkpointOfAnotherLog(origin: String, expected: String)
        case shorterThanCheckpoint(size: UInt64)
        /// Some entry before this one is not what the checkpoint was signed for.
        case rootDiffersFromCheckpoint
        /// The public key in the log's directory is not the signer's.
        case verifierKeyReplaced
    }

    /// The sequence number of the first bad entry, as far as that can be told.
    package let sequence: UInt64
    package let reason: Reason

    package init(sequence: UInt64, reason: Reason) {
        self.sequence = sequence
        self.reason = reason
    }
}
