package import Cryptography
package import Storage

/// What a journal is given from outside: time, randomness, and sizes in bytes.
package struct JournalOptions: Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var now: @Sendable () -> UInt64
    package var random: RandomBytes
    /// Space taken ahead, one file each; at least the reserve and one batch.
    package var segmentSize = 16 << 20
    /// The end of the space, kept for appends that may use it when the disk is full.
    package var reserveSize = 256 << 10
    /// How many bytes may wait to be written; twice as many for appends that may use the reserve.
    package var backlogLimit = 16 << 20
    /// Whether to start from a snapshot, if there is one; else every entry is read and handed over.
    package var usesSnapshot = false
    /// Where the journal and its keys are.
    package var files: any FileStore = LocalFiles()
    /// Where a test makes the disk fail.
    package var faults = WriteFaults.none
    /// Called once, on the writer's thread, when a write has failed and nothing more can be appended.
    package var onFailure: @Sendable (JournalError) -> Void = { _ in }
    /// Called on the writer's thread each time that an append finds the disk full: refused, or in the reserve.
    package var onFullDisk: @Sendable () -> Void = {}

    package init(now: @escaping @Sendable () -> UInt64, random: RandomBytes) {
        self.now = now
        self.random = random
    }

    /// How many bytes the frames of one append may take.
    var appendLimit: Int {
        min(1 << 20, segmentSize - reserveSize - JournalFormat.segmentHeaderCount)
    }
}
