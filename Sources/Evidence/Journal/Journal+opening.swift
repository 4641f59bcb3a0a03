import Cryptography
import Dispatch
import Storage
import TransparencyLog

extension Journal {
    /// Opens the journal in `directory`, or creates it, and hands over every entry from the first on.
    ///
    /// Only one process may have it open. A torn tail is cut off and reported; any other difference from
    /// what was written, and from what the last checkpoint signed for, is `damaged` with the number of the
    /// first bad entry, and nothing is changed then.
    ///
    /// With `usesSnapshot` it hands over of streams at rest the first entry alone; what
    /// the snapshot covers is not read and not compared then, which is `LogVerification`'s work.
    package static func open(
        directory path: String,
        options: JournalOptions,
        _ body: (RecordedEntry) -> Void = { _ in }
    ) throws(JournalError) -> (Journal, Recovery) {
        let root = Directory(path, in: options.files, faults: options.faults)
        let reader = LogReader(directory: root.subdirectory("journal"))
        let directory = reader.directory
        let keyDirectory = root.subdirectory("keys")
        try storing { () throws(StorageError) in
            try directory.create()
            try keyDirectory.create()
        }
        let lock = try lock(directory)
        // A name that a crash came upon before it was durable must be so before anything stands on it.
        try storing { () throws(StorageError) in
            try directory.synchronize()
            try keyDirectory.synchronize()
        }
        let starts = try reader.segmentStarts()
        let isNew = starts.isEmpty && !directory.has(JournalFormat.checkpointFile)
        // Keys of streams, and neither entries nor a checkpoint: there was a log, and no new one may take its place.
        if isNew, try KeyStore.hasStreams(in: keyDirectory) {
            throw .damaged(Damage(sequence: 0, reason: .checkpointMissing))
        }
        var keys = try KeyStore(keyDirectory, isNew: isNew, random: options.random)
        let privateKey = try keys.signingKey(isNew: isNew)
        if isNew { try create(directory, privateKey, options.random) }
        let signer = try signer(privateKey, reader)
        let checkpoint = try reader.checkpoint(
            in: try reader.checkpointNote(),
            signedBy: signer.verifierKey
        )
        let snapshot =
            options.usesSnapshot
            ? LogSnapshot.read(reader, keys.encryptionKey, checkpoint) : nil
        var state = Opened(snapshot)
        try checkpoint.check(state.range)
        let end = try state.read(reader, from: snapshot, &keys, checkpoint, body)
        try checkpoint.checkIsReached(by: end.size)
        try keys.recover()
        let segment = try openSegment(
            end,
            // Only what was durable is ever signed for.
            isKnownDurable: checkpoint.size == end.size,
            in: directory,
            options
        )
        let writer = Writer(
            directory: directory,
            options: options,
            signer: signer,
            lock: lock,
            keys: keys,
            range: state.range,
            map: state.map,
            segment: segment
        )
        let journal = Journal(
            verifierKey: signer.verifierKey,
            reader: reader,
            options: options,
            writer: writer
        )
        let recovery = Recovery(
            size: end.size,
            isNew: isNew,
            wasInterrupted: !isNew && end.fileSize != end.offset,
            tornTail: end.tornTail,
            atRest: state.map.atRest,
            readCount: state.readCount
        )
        return (journal, recovery)
    }

    /// Held until the file that comes back is closed.
    static func lock(_ directory: Directory) throws(JournalError) -> File {
        do throws(StorageError) {
            let file = try directory.openOrCreate(JournalFormat.lockFile)
            // A child process of ours holds the lock too, from its fork until its exec.
            for _ in 0..<lockTries {
                do throws(StorageError) {
                    try file.lock()
                    try? Self.leaveNumber(in: file)
                    return file
                } catch {
                    guard error.isHeldElsewhere else { throw error }
                    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + lockPause)
                }
            }
            try file.lock()
            try? leaveNumber(in: file)
            return file
        } catch {
            throw error.isHeldElsewhere
                ? .heldByAnotherProcess(holder(in: directory)) : .storageFailed(error)
        }
    }

    /// So that somebody who finds the lock taken can say by whom; nothing depends on it.
    private static func leaveNumber(in file: borrowing File) throws(StorageError) {
        let line = Array("\(processNumber)\n".utf8)
        try file.write(line, at: 0)
        try file.truncate(to: line.count)
    }

    private static func holder(in directory: Directory) -> Int32? {
        let line = (try? directory.read(JournalFormat.lockFile, limit: 32)) ?? []
        return Int32(String(decoding: line.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    private static let lockTries = 10
    private static let lockPause = DispatchTimeInterval.milliseconds(50)

    /// The public key, then the first checkpoint under its name: with this one the log exists.
    static func create(
        _ directory: Directory,
        _ privateKey: Ed25519.PrivateKey,
        _ random: RandomBytes,
        size: UInt64 = 0,
        root: Digest = MerkleTree.emptyRoot
    ) throws(JournalError) {
        let origin = "contact-broker.local/log/" + Hex.encode(random(4))
        guard let signer = try? NoteSigner(name: origin, privateKey: privateKey) else {
            throw .cryptographyFailed
        }
        let line = Array((signer.verifierKey.text + "\n").utf8)
        try storing { () throws(StorageError) in
            try directory.writeDurably(line, to: JournalFormat.verifierKeyFile)
        }
        let first = Checkpoint(origin: origin, size: size, root: root)
        try Writer.write(first, signedBy: signer, to: directory)
    }

    /// The signer under the name in the public key's file, which must hold its own key.
    private static func signer(
        _ privateKey: Ed25519.PrivateKey,
        _ reader: LogReader
    ) throws(JournalError) -> NoteSigner {
        guard let key = reader.verifierKey(),
            let signer = try? NoteSigner(name: key.name, privateKey: privateKey)
        else { throw .damaged(Damage(sequence: 0, reason: .verifierKeyReplaced)) }
        guard key.publicKey != privateKey.publicKey else { return signer }
        // Which of the two is another log's, the checkpoint knows.
        let note = try reader.checkpointNote()
        if (try? reader.checkpoint(in: note, signedBy: key)) != nil {
            throw .keyUnusable(file: KeyStore.signerFile)
        }
        throw .damaged(Damage(sequence: 0, reason: .verifierKeyReplaced))
    }

    private static func openSegment(
        _ end: LogReader.End,
        isKnownDurable: Bool,
        in directory: Directory,
        _ options: JournalOptions
    ) throws(JournalError) -> SegmentWriter {
        guard let first = end.lastSegment else {
            return try SegmentWriter(creating: 0, in: directory, size: options.segmentSize)
        }
        do throws(StorageError) {
            return try SegmentWriter(
                resuming: end,
                first: first,
                isKnownDurable: isKnownDurable,
                in: directory,
                size: options.segmentSize
            )
        } catch {
            throw error.isFullDisk ? .diskFull : .storageFailed(error)
        }
    }
}

extension RecordedEntry {
    init(_ entry: StoredEntry, _ payload: Payload) {
        self.init(
            sequence: entry.header.sequence,
            time: entry.header.time,
            stream: entry.header.stream,
            type: entry.header.type,
            leaf: entry.leaf,
            payload: payload
        )
    }
}
