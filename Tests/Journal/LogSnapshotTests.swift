import Cryptography
import Journal
import Synchronization
import TestSupport
import Testing
import TransparencyLog

/// A start from a snapshot, from none, and from a damaged one: the answer is always the same.
@Suite struct `A log's snapshot` {
    private static let file = "journal/snapshot"
    private let scratch = Scratch()

    private struct Found: Equatable {
        var whole: [StreamID: [RecordedEntry]] = [:]
        var handedOver: [RecordedEntry] = []
        var size: UInt64 = 0
    }

    @Test func `changes nothing but how much is read`() async throws {
        let streams = try await write()
        let sealed = try scratch.read(Self.file)
        let (with, fromIt) = try await found(streams)
        try scratch.remove(Self.file)
        let (without, fromAll) = try await found(streams)
        #expect(with.whole == without.whole && with.size == without.size)
        #expect(fromIt.readCount < fromAll.readCount / 2 && fromAll.readCount == 240)
        // Of those at rest the first entry alone, of the others all, in the log's order.
        let expected = without.handedOver.filter { entry in
            !fromIt.atRest.contains(entry.stream)
                || entry == without.whole[entry.stream]?.first
        }
        #expect(with.handedOver == expected && fromIt.atRest.count == 20)
        // What has no snapshot yet writes one again; damaged ones are as good as none.
        var generator = SeededGenerator(seed: 7)
        for round in 0..<60 {
            var bytes = sealed
            switch round % 3 {
            case 0:
                let index = Int.random(in: bytes.indices, using: &generator)
                bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
            default: bytes.append(0)
            }
            let copy = try scratch.copy()
            try copy.replace(Self.file, with: bytes)
            let (damaged, recovery) = try await found(streams, in: copy)
            #expect(damaged == without && recovery.readCount == 240, "\(round)")
        }
    }

    @Test func `hides no damage for longer than the whole log takes to read`() async throws {
        _ = try await write()
        var options = scratch.options()
        options.usesSnapshot = true
        let segment = "journal/segment-00000000000000000000"
        var bytes = try scratch.read(segment)
        bytes[200] ^= 1
        try scratch.replace(segment, with: bytes)
        let told = Mutex<[JournalError]>([])
        options.onFailure = { error in told.withLock { $0.append(error) } }
        let checkpoint = try scratch.read("journal/checkpoint")
        let (journal, recovery) = try Journal.open(directory: scratch.path, options: options)
        #expect(recovery.readCount < 240)
        let found = await withCheckedContinuation { done in
            journal.compareWhole { done.resume(returning: $0) }
        }
        let damage = JournalError.damaged(Damage(sequence: 1, reason: .notIntact))
        #expect(throws: damage) { try found.get() }
        #expect(told.withLock(\.self) == [damage])
        // Nothing is signed on top of it, and the next start finds it at once.
        await #expect(throws: JournalError.failed) {
            _ = try await journal.append([Draft(.first, "1")])
        }
        #expect(throws: JournalError.failed) { try journal.close() }
        #expect(try scratch.read("journal/checkpoint") == checkpoint)
        #expect(throws: damage) { _ = try Journal.open(directory: scratch.path, options: options) }
    }

    @Test func `names the entry that was changed, where a stream is read by itself`() async throws {
        let streams = try await write()
        let segment = "journal/segment-00000000000000000000"
        var bytes = try scratch.read(segment)
        bytes[200] ^= 1
        try scratch.replace(segment, with: bytes)
        let (journal, _, _) = try open(scratch)
        let damage = JournalError.damaged(Damage(sequence: 1, reason: .notIntact))
        #expect(throws: damage) { for stream in streams { _ = try journal.entries(of: stream) } }
    }

    @Test func `of another key or a longer log is not used`() async throws {
        let streams = try await write()
        let sealed = try scratch.read(Self.file)
        let other = `A log's snapshot`()
        _ = try await other.write(seed: 9)
        let foreign = try other.scratch.read(Self.file)
        for bytes in [foreign, sealed] {
            let copy = try scratch.copy()
            try copy.replace(Self.file, with: bytes)
            let recovery = try await found(streams, in: copy).1
            let wasUsed = recovery.readCount < 240
            #expect(wasUsed == (bytes == sealed))
        }
        // Rewrapped keys: the old snapshot does not open any more.
        _ = try Journal.rotateKeys(directory: scratch.path, options: scratch.options())
        #expect(try await found(streams).1.readCount == 240)
    }

    @Test func `reads a stream whole again once somebody wrote to it`() async throws {
        let streams = try await write()
        let journal: Journal = try open(scratch).0
        _ = try await journal.append([Draft(streams[3], "later")])
        try journal.close()
        let (with, recovery) = try await found(streams)
        #expect(!recovery.atRest.contains(streams[3]) && recovery.atRest.count == 19)
        #expect(with.handedOver.filter { $0.stream == streams[3] }.count == 11)
        #expect(with.handedOver.last?.text == "later")
    }

    @Test func `is not needed after a crash, nor in its way`() async throws {
        let streams = try await write()
        let copy = try scratch.copy()
        let journal: Journal = try open(copy).0
        for number in 0..<30 { _ = try await journal.append([Draft(streams[23], "n\(number)")]) }
        // No clean stop: the snapshot is older than the log.
        let crashed = try copy.copy()
        try journal.close()
        let (with, recovery) = try await found(streams, in: crashed)
        try crashed.remove(Self.file)
        let (without, _) = try await found(streams, in: crashed)
        #expect(with.whole == without.whole && with.size == 270 && recovery.wasInterrupted)
    }

    @Test func `erases with the rest: it has nothing to read`() async throws {
        let streams = try await write()
        let journal: Journal = try open(scratch).0
        await withCheckedContinuation { done in
            journal.erase(streams[0]) { _ in done.resume() }
        }
        #expect(try journal.entries(of: streams[0]).allSatisfy { $0.payload == .erased })
        try journal.close()
    }

    @Test func `reads back what it wrote, and no part of it`() async throws {
        _ = try await write()
        let bytes = try snapshotBytes()
        #expect(LogSnapshot(parsing: bytes)?.bytes == bytes)
        for count in 0..<bytes.count {
            #expect(LogSnapshot(parsing: Array(bytes[..<count])) == nil)
        }
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            var bent = bytes
            let index = Int.random(in: bent.indices, using: &generator)
            bent[index] = UInt8.random(in: 0...255, using: &generator)
            if let read = LogSnapshot(parsing: bent) { #expect(read.bytes == bent) }
        }
    }

    /// 24 streams of ten entries over several segments; all but four are at rest.
    private func write(seed: UInt64 = 1) async throws -> [StreamID] {
        let options = scratch.options(segmentSize: 8 << 10, reserveSize: 1 << 10)
        let journal = try scratch.open(options).journal
        let streams = (0..<24).map { StreamID(random: .seeded(500 * seed + $0)) }
        for turn in 0..<12 {
            for stream in streams[(turn % 2 * 12)..<(turn % 2 * 12 + 12)] {
                let drafts = (0..<(turn < 2 ? 5 : 1)).map { Draft(stream, "\(turn) \($0)") }
                _ = try await journal.append(drafts)
            }
        }
        journal.rest(Set(streams.prefix(20)))
        try journal.close()
        return streams
    }

    private func open(_ place: Scratch) throws -> (Journal, Recovery, [RecordedEntry]) {
        var options = place.options(segmentSize: 8 << 10, reserveSize: 1 << 10)
        options.usesSnapshot = true
        return try place.open(options)
    }

    private func found(_ streams: [StreamID], in place: Scratch? = nil) async throws
        -> (Found, Recovery)
    {
        let copy = try (place ?? scratch).copy()
        let opened: (Journal, Recovery, [RecordedEntry]) = try open(copy)
        let (journal, recovery, entries) = opened
        var found = Found(handedOver: entries, size: recovery.size)
        for stream in streams { found.whole[stream] = try journal.entries(of: stream) }
        try journal.close()
        return (found, recovery)
    }

    /// The snapshot's content, opened with the key-encryption key beside it.
    private func snapshotBytes() throws -> [UInt8] {
        let key = try AES256GCM(key: SecretBytes(Array(try scratch.read("keys/kek").dropFirst(8))))
        let file = try scratch.read(Self.file)
        return try key.open(
            Array(file[20...]),
            nonce: Array(file[8..<20]),
            authenticating: Array(file[..<8])
        )
    }
}
