import Cryptography
import Storage
import TransparencyLog

/// All that only the writer's thread touches: assigns sequences, seals, writes, flushes, signs.
struct Writer: ~Copyable {
    private let directory: Directory
    private let options: JournalOptions
    private let signer: NoteSigner
    /// Locked as long as this lives.
    private let lock: File
    private var keys: KeyStore
    private var range: CompactRange
    private var map: LogMap
    private var segment: SegmentWriter
    /// Sealed, but not written yet.
    private var batch: [UInt8] = []
    /// Of the append that is being sealed.
    private var sealingKeys: [(id: KeyID, key: AES256GCM)] = []
    /// The segment that was written to at the last snapshot.
    private var snapshotSegment: UInt64

    init(
        directory: Directory,
        options: JournalOptions,
        signer: NoteSigner,
        lock: consuming File,
        keys: KeyStore,
        range: CompactRange,
        map: LogMap,
        segment: consuming SegmentWriter
    ) {
        self.directory = directory
        self.options = options
        self.signer = signer
        self.lock = lock
        self.keys = keys
        self.range = range
        self.map = map
        snapshotSegment = segment.first
        self.segment = segment
    }

    /// What became of appends, when all that succeeded are durable.
    struct Committed {
        var appends: [PendingAppend] = []
        var results: [Result<[UInt64], JournalError>] = []
        /// What broke the journal, if anything did: then `commit` must not be called again.
        var failure: JournalError?
        /// How long the last flush took.
        var flushTime = Duration.zero
        /// There may be more.
        var isFull = false
    }

    /// Seals what `next` gives until that is nothing, or until it is a batch, and then makes all of it durable at once.
    ///
    /// What is handed in while others are being sealed still comes with them: so those that wait for one flush are not
    /// parted by the first of them.
    mutating func commit(_ next: () -> [PendingAppend]) -> Committed {
        var committed = Committed()
        var durableCount = 0
        do throws(JournalError) {
            while true {
                committed.isFull = batch.count >= Self.batchCount
                let appends = committed.isFull ? [] : next()
                if appends.isEmpty { break }
                let earlier = committed.appends
                committed.appends = earlier.isEmpty ? appends : earlier + appends
                committed.results.reserveCapacity(committed.appends.count)
                // All at once: each asking costs as much as a hash.
                let entryCount = appends.reduce(0) { $0 + $1.drafts.count }
                var nonces = options.random(entryCount * JournalFormat.nonceCount)[...]
                for append in appends {
                    do throws(JournalError) {
                        let reserve = append.mayUseReserve ? 0 : options.reserveSize
                        if !segment.hasRoom(
                            for: batch.count + append.byteCount,
                            leaving: options.reserveSize
                        ) {
                            try flush()
                            durableCount = committed.results.count
                            try makeRoom(for: append.byteCount, leaving: reserve)
                        }
                        committed.results.append(.success(try seal(append, &nonces)))
                    } catch .diskFull {
                        options.onFullDisk()
                        committed.results.append(.failure(.diskFull))
                    }
                }
            }
            let start = ContinuousClock.now
            try flush()
            committed.flushTime = ContinuousClock.now - start
        } catch {
            // What was sealed into the batch that failed has no outcome but failure.
            committed.results.removeLast(committed.results.count - durableCount)
            while committed.results.count < committed.appends.count {
                committed.results.append(.failure(error))
            }
            committed.failure = error
        }
        return committed
    }

    /// Signs the tree as it stands and puts the note in place; all entries so far must be durable.
    mutating func checkpoint() throws(JournalError) -> Checkpoint {
        let checkpoint = Checkpoint(
            origin: signer.verifierKey.name,
            size: range.size,
            root: range.root
        )
        try Self.write(checkpoint, signedBy: signer, to: directory)
        // So that a start has hardly more than a segment to read.
        if segment.first != snapshotSegment {
            snapshotSegment = segment.first
            writeSnapshot()
        }
        return checkpoint
    }

    mutating func result<Value>(
        of body: (inout Writer) throws(JournalError) -> Value
    ) -> Result<Value, JournalError> {
        do throws(JournalError) { return .success(try body(&self)) } catch {
            return .failure(error)
        }
    }

    mutating func rest(_ streams: Set<StreamID>) { map.rest(streams) }

    func place(of stream: StreamID) -> (LogMap.Place, Directory)? {
        map.places[stream].map { ($0, keys.directory) }
    }

    /// All entries so far must be durable, and signed for.
    private func writeSnapshot() {
        guard let starts = try? LogReader(directory: directory).segmentStarts() else { return }
        let segments = starts.compactMap { first -> LogSnapshot.Segment? in
            if first == segment.first {
                return LogSnapshot.Segment(first: first, byteCount: segment.end)
            }
            let name = JournalFormat.segmentName(first: first)
            return (try? directory.open(name).size()).map {
                LogSnapshot.Segment(first: first, byteCount: $0)
            }
        }
        guard segments.count == starts.count else { return }
        LogSnapshot(
            range: range,
            lastSegment: segment.first,
            offset: segment.end,
            lastBatch: segment.lastBatch,
            segments: segments,
            map: map
        ).write(to: directory, keys.encryptionKey, options.random)
    }

    mutating func erase(_ stream: StreamID) throws(JournalError) { try keys.erase(stream) }

    /// Takes the space that an append of so many bytes needs, without the reserve, if it is not there yet.
    mutating func findRoom(for byteCount: Int) throws(JournalError) {
        if segment.hasRoom(for: byteCount, leaving: options.reserveSize) { return }
        try takeSpace(for: byteCount)
    }

    /// A clean stop: nothing but entries stays in the last segment, and all of them are signed for.
    mutating func stop() throws(JournalError) -> Checkpoint {
        try storing { () throws(StorageError) in try segment.trim() }
        let checkpoint = try checkpoint()
        if range.size > 0 { writeSnapshot() }
        return checkpoint
    }

    static func write(
        _ checkpoint: Checkpoint,
        signedBy signer: NoteSigner,
        to directory: Directory
    ) throws(JournalError) {
        guard let note = try? checkpoint.signed(by: signer) else { throw .cryptographyFailed }
        try storing { () throws(StorageError) in
            try directory.writeDurably(note.bytes, to: JournalFormat.checkpointFile)
        }
    }

    private mutating func seal(
        _ append: PendingAppend,
        _ nonces: inout ArraySlice<UInt8>
    ) throws(JournalError) -> [UInt64] {
        // Keys first: making one may fail, and half an append must not stay in the batch.
        defer { sealingKeys.removeAll(keepingCapacity: true) }
        for draft in append.drafts { sealingKeys.append(try keys.sealingKey(for: draft.stream)) }
        var sequences: [UInt64] = []
        sequences.reserveCapacity(append.drafts.count)
        for (draft, sealing) in zip(append.drafts, sealingKeys) {
            let header = EntryHeader(
                beginsBatch: batch.isEmpty,
                goesOn: sequences.count + 1 < append.drafts.count,
                sequence: range.size,
                time: append.time,
                stream: draft.stream,
                type: draft.type,
                keyID: sealing.id
            )
            let start = segment.end + batch.count
            guard
                let leaf = try? StoredEntry.write(
                    header,
                    sealing: draft.payload,
                    with: sealing.key,
                    nonce: nonces.prefix(JournalFormat.nonceCount),
                    to: &batch
                )
            else { throw .cryptographyFailed }
            nonces = nonces.dropFirst(JournalFormat.nonceCount)
            let run = LogMap.Run(
                segment: segment.first,
                start: start,
                end: segment.end + batch.count
            )
            map.add(draft.stream, run)
            range.append(leaf)
            sequences.append(header.sequence)
        }
        return sequences
    }

    private mutating func flush() throws(JournalError) {
        guard !batch.isEmpty else { return }
        do throws(StorageError) { try segment.append(&batch) } catch { throw .storageFailed(error) }
    }

    /// Space for the next batch: more of this segment, or a new one, or else the reserve.
    private mutating func makeRoom(for byteCount: Int, leaving reserve: Int) throws(JournalError) {
        do throws(JournalError) { try takeSpace(for: byteCount) } catch .diskFull {
            guard segment.hasRoom(for: byteCount, leaving: reserve) else { throw .diskFull }
            options.onFullDisk()
        }
    }

    private mutating func takeSpace(for byteCount: Int) throws(JournalError) {
        try storing { () throws(StorageError) in try segment.grow(to: options.segmentSize) }
        if segment.hasRoom(for: byteCount, leaving: options.reserveSize) { return }
        try startSegment()
    }

    private mutating func startSegment() throws(JournalError) {
        segment = try SegmentWriter(
            creating: range.size,
            in: directory,
            size: options.segmentSize,
            beforeRename: { () throws(StorageError) in try segment.trim() }
        )
    }

    /// With so many bytes a batch waits for no more.
    private static let batchCount = 1 << 20
}
