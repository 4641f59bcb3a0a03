import Cryptography
import Dispatch
import Storage
import Synchronization
package import TransparencyLog

/// The only store: an append-only log of sealed entries, each a leaf of a Merkle tree.
///
/// One writer takes all that was handed in since its last batch, seals it, writes and flushes it once, and
/// then completes: so many appends cost one flush. A write or flush that fails is never tried again:
/// from then on every append fails, until the journal is opened anew and finds out what is there.
/// May be used from any thread.
package final class Journal: Sendable {
    /// Verifies the log's checkpoints; to be kept outside the log's directory.
    package let verifierKey: VerifierKey
    let reader: LogReader
    private let options: JournalOptions
    private let intake = Intake()
    private let queue = DispatchQueue(label: "journal writer")
    /// Nil after a clean stop.
    private let writer: Mutex<Writer?>
    private let rhythm = Mutex(Rhythm())

    /// What the last batch tells of the next.
    private struct Rhythm {
        /// Those whose appends it had may come back, besides those that were waiting already.
        var expected = 0
        /// Until then they are waited for.
        var deadline = DispatchTime(uptimeNanoseconds: 0)
    }

    init(
        verifierKey: VerifierKey,
        reader: LogReader,
        options: JournalOptions,
        writer: consuming sending Writer
    ) {
        self.verifierKey = verifierKey
        self.reader = reader
        self.options = options
        self.writer = Mutex(writer)
    }

    /// Hands in entries that become durable together or not at all; never blocks.
    ///
    /// `completion` is called exactly once, refusals included, on the waker or else on the writer's
    /// thread (a refusal without a waker: on the caller's). It gets the entries' sequence numbers when they
    /// are durable, in the order of `drafts`. `mayUseReserve` is for what must be written on
    /// a full disk: the end of a session. `time` is what the entries will say of when they were written:
    /// by whoever keeps them in memory too, and has to keep the same; else it is asked for here.
    package func append(
        _ drafts: [Draft],
        at time: UInt64? = nil,
        mayUseReserve: Bool = false,
        on waker: Waker? = nil,
        completion: @escaping @Sendable (Result<[UInt64], JournalError>) -> Void
    ) {
        let append = PendingAppend(
            drafts: drafts,
            time: time ?? options.now(),
            mayUseReserve: mayUseReserve,
            byteCount: drafts.reduce(0) {
                $0 + JournalFormat.frameCount(payload: $1.payload.count)
            },
            waker: waker,
            completion: completion
        )
        do throws(JournalError) { try enqueue(append) } catch {
            PendingAppend.complete([append], with: [.failure(error)])
        }
    }

    /// The time that an entry handed in now would have, in milliseconds since 1970.
    package var now: UInt64 { options.now() }

    /// Returns when the entries are durable.
    package func append(
        _ drafts: [Draft],
        mayUseReserve: Bool = false
    ) async throws(JournalError) -> [UInt64] {
        try await withCheckedContinuation { continuation in
            append(drafts, mayUseReserve: mayUseReserve) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Signs for all entries handed in before and puts the note in `journal/checkpoint`, durably.
    ///
    /// `completion` is called on the writer's thread.
    package func checkpoint(
        completion: @escaping @Sendable (Result<Checkpoint, JournalError>) -> Void = { _ in }
    ) {
        perform({ writer throws(JournalError) in try writer.checkpoint() }, completion: completion)
    }

    /// Whether appends that may not use the reserve would be taken now; takes the space for it.
    ///
    /// To ask again after `diskFull`; `completion` is called on the writer's thread.
    package func findRoom(
        completion: @escaping @Sendable (Result<Void, JournalError>) -> Void
    ) {
        let byteCount = min(options.appendLimit / 2, 64 << 10)
        perform(
            { writer throws(JournalError) in try writer.findRoom(for: byteCount) },
            completion: completion
        )
    }

    /// Erases what the stream's entries so far say: removes their key, and returns when that is durable.
    ///
    /// Proofs stay valid. The act itself is the caller's to append, to another stream. `completion`
    /// is called on the writer's thread.
    package func erase(
        _ stream: StreamID,
        completion: @escaping @Sendable (Result<Void, JournalError>) -> Void
    ) {
        perform({ writer throws(JournalError) in try writer.erase(stream) }, completion: completion)
    }

    /// Reads the whole log beside its work and compares it with the checkpoint, which a start from a snapshot leaves out.
    ///
    /// What it finds fails the journal, as it would have kept it from opening: nothing more is written or signed for,
    /// and the snapshot is gone, so that the next start says what is damaged. `completion` is called on some thread.
    package func compareWhole(
        completion: @escaping @Sendable (Result<Void, JournalError>) -> Void = { _ in }
    ) {
        DispatchQueue.global(qos: .utility).async {
            let result = Result { () throws(JournalError) in
                var reading = WitnessReading(self.reader, key: self.verifierKey)
                _ = try reading.request(from: 0)
            }
            if case .failure(let error) = result, self.intake.state == .open {
                try? self.reader.directory.remove(JournalFormat.snapshotFile)
                self.fail(error)
            }
            completion(result)
        }
    }

    /// A clean stop: writes what waits, trims the last segment, signs a checkpoint, lets go of the lock.
    ///
    /// Blocks; not to be called from a completion on the writer's thread. Later appends fail.
    package func close() throws(JournalError) { _ = try end() }

    /// The same.
    /// - Returns: the checkpoint; nil if it was closed before.
    package func end() throws(JournalError) -> Checkpoint? {
        let state = intake.close()
        let result: Result<Checkpoint?, JournalError> = queue.sync {
            while commit() {}
            return writer.withLock { writer in
                guard var stopping = writer.take() else { return .success(nil) }
                guard state != .failed else { return .failure(.failed) }
                return Result { () throws(JournalError) in try stopping.stop() }
            }
        }
        return try result.get()
    }

    /// That an entry is in the log, against the latest checkpoint, which comes with it as a signed note.
    ///
    /// Reads the log from the disk: takes time, blocks. Throws `noSuchEntry` for one that no checkpoint covers.
    package func inclusionProof(
        of sequence: UInt64
    ) throws(JournalError) -> (proof: InclusionProof, checkpoint: [UInt8]) {
        let note = try reader.checkpointNote()
        let checkpoint = try reader.checkpoint(in: note, signedBy: verifierKey)
        guard sequence < checkpoint.size else { throw .noSuchEntry(sequence) }
        var leaves: [Digest] = []
        _ = try reader.read(limit: checkpoint.size) { (entry) throws(JournalError) in
            leaves.append(entry.leaf)
        }
        guard UInt64(leaves.count) == checkpoint.size,
            let proof = InclusionProof(of: Int(sequence), in: leaves)
        else {
            let reason = Damage.Reason.shorterThanCheckpoint(size: checkpoint.size)
            throw .damaged(Damage(sequence: UInt64(leaves.count), reason: reason))
        }
        return (proof, note)
    }

    /// Where a stream's entries stand, and the keys to them.
    func place(of stream: StreamID) -> (LogMap.Place, Directory)? {
        writer.withLock { $0?.place(of: stream) }
    }

    private func enqueue(_ append: PendingAppend) throws(JournalError) {
        for draft in append.drafts where draft.payload.count > JournalFormat.longestPayload {
            throw .payloadTooLarge(byteCount: draft.payload.count)
        }
        guard append.byteCount <= options.appendLimit else {
            throw .appendTooLarge(byteCount: append.byteCount)
        }
        let limit = options.backlogLimit * (append.mayUseReserve ? 2 : 1)
        if try intake.add(append, byteLimit: limit) { awaitWriter() }
    }

    private func awaitWriter() {
        queue.async { if self.commit() { self.awaitWriter() } }
    }

    /// Whether there may be more to commit.
    private func commit() -> Bool {
        var rhythm: Rhythm? = rhythm.withLock(\.self)
        var count = 0
        let committed = writer.withLock { writer in
            writer?.commit {
                guard intake.state != .failed else { return [] }
                var appends = intake.take()
                // Whoever was told of the last batch comes with this one, if it takes no longer than a fraction of a flush:
                // else those that wait part into two halves for good, each of which waits for the other's flush too.
                if appends.isEmpty, count > 0, let last = rhythm {
                    rhythm = nil
                    intake.wait(for: last.expected - count, until: last.deadline)
                    appends = intake.take()
                }
                count += appends.count
                return appends
            }
        }
        if let failure = committed?.failure { fail(failure) }
        if let committed {
            let patience = Int(committed.flushTime / Self.patience / .nanoseconds(1))
            self.rhythm.withLock {
                $0.expected = committed.appends.count + intake.count
                $0.deadline = .now() + .nanoseconds(patience)
            }
            PendingAppend.complete(committed.appends, with: committed.results)
        }
        if committed == nil || intake.state == .failed {
            let refused = intake.take()
            let error = intake.state == .failed ? JournalError.failed : .closed
            PendingAppend.complete(refused, with: refused.map { _ in .failure(error) })
        }
        return committed?.isFull ?? false
    }

    /// Of a flush's time, so much.
    private static let patience = 8

    /// Lets the writer do something between two batches; what may not pass fails the journal.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (inout Writer) throws(JournalError) -> Value,
        completion: @escaping @Sendable (Result<Value, JournalError>) -> Void
    ) {
        queue.async {
            let state = self.intake.state
            let result: Result<Value, JournalError> = self.writer.withLock { writer in
                guard state != .failed else { return .failure(.failed) }
                return writer?.result(of: body) ?? .failure(.closed)
            }
            if case .failure(.storageFailed(let error)) = result {
                self.fail(.storageFailed(error))
            }
            completion(result)
        }
    }

    private func fail(_ error: JournalError) {
        if intake.fail() { options.onFailure(error) }
    }
}
