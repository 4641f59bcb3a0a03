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

    /// The outcome of each append, when all that succeeded are durable, and what broke the journal, if
    /// anything did: then this must not be called again.
    mutating func commit(
        _ appends: [PendingAppend]
    ) -> (results: [Result<[UInt64], JournalError>], failure: JournalError?) {
        var results: [Result<[UInt64], JournalError>] = []
        var durableCount = 0
        do throws(JournalError) {
            for append in appends {
                do throws(JournalError) {
                    let reserve = append.mayUseReserve ? 0 : options.reserveSize
                    if !segment.hasRoom(
                        for: batch.count + append.byteCount,
                        leaving: options.reserveSize
                    ) {
                        try flush()
                        durableCount = results.count
                        try makeRoom(for: append.byteCount, leaving: reserve)
                    }
                    results.append(.success(try seal(append)))
                } catch .diskFull {
                    options.onFullDisk()
                    results.append(.failure(.diskFull))
                }
            }
            try flush()
            return (results, nil)
        } catch {
            // What was sealed into the batch that failed has no outcome but failure.
            let durable = results.prefix(durableCount)
            let failed = Array(
                repeating: Result<[UInt64], JournalError>.failure(error),
                count: appends.count - durable.count
            )
            return (durable + failed, error)
        }
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
    mutating func stop() throws(JournalError) {
        try storing { () throws(StorageError) in try segment.trim() }
        _ = try checkpoint()
        if range.size > 0 { writeSnapshot() }
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

    private mutating func seal(_ append: PendingAppend) throws(JournalError) -> [UInt64] {
        // Keys first: making one may fail, and half an append must not stay in the batch.
        var sealingKeys: [(id: KeyID, key: AES256GCM)] = []
        for draft in append.drafts { sealingKeys.append(try keys.sealingKey(for: draft.stream)) }
        var sequences: [UInt64] = []
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
            guard
                let entry = try? StoredEntry(
                    header,
                    sealing: draft.payload,
                    with: sealing.key,
                    nonce: options.random(JournalFormat.nonceCount)
                )
            else { throw .cryptographyFailed }
            let start = segment.end + batch.count
            entry.appendFrame(to: &batch)
            let run = LogMap.Run(
                segment: segment.first,
                start: start,
                end: segment.end + batch.count
            )
            map.add(draft.stream, run)
            range.append(entry.leaf)
            sequences.append(header.sequence)
        }
        return sequences
    }

    private mutating func flush() throws(JournalError) {
        guard !batch.isEmpty else { return }
        do throws(StorageError) { try segment.append(batch) } catch { throw .storageFailed(error) }
        batch.removeAll(keepingCapacity: true)
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
}
