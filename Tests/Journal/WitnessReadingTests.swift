import Cryptography
import Foundation
import Journal
import Testing
import TransparencyLog

@Suite struct `Reading a log for a witness` {
    private let scratch = Scratch()

    private func grow(_ journal: Journal, by count: Int) async throws -> Checkpoint {
        for number in 0..<count {
            _ = try await journal.append([
                Draft(.first, "\(number)"), Draft(.second, String(repeating: "x", count: 900)),
            ])
        }
        return try await withCheckedContinuation { done in
            journal.checkpoint { done.resume(returning: $0) }
        }.get()
    }

    @Test func `goes on from where it was, over segments, while the broker writes`() async throws {
        let (journal, _, _) = try scratch.open(scratch.options(segmentSize: 16 << 10))
        var reading = WitnessReading(ofLogIn: scratch.path, key: journal.verifierKey)
        var seen: Checkpoint?
        for count in [0, 1, 2, 30, 1, 7, 40] {
            let checkpoint = try await grow(journal, by: count)
            let request = try reading.request(from: seen?.size ?? 0, root: seen?.root)
            #expect(try request.judged(key: journal.verifierKey, seen: seen) == checkpoint)
            let fresh = try WitnessRequest(
                from: seen?.size ?? 0,
                logIn: scratch.path,
                key: journal.verifierKey
            )
            #expect(request == fresh)
            seen = checkpoint
        }
        // A witness that has lost what it had seen, and one that never saw a thing.
        for old: UInt64 in [6, 0] {
            let again = try reading.request(from: old)
            #expect(again.old == old)
            #expect((old == 0) == again.path.isEmpty)
        }
        try journal.close()
    }

    @Test func `finds that the log is shorter, or another, than the witness saw`() async throws {
        let (journal, _, _) = try scratch.open()
        let checkpoint = try await grow(journal, by: 5)
        var reading = WitnessReading(ofLogIn: scratch.path, key: journal.verifierKey)
        #expect(throws: JournalError.noSuchEntry(11)) { try reading.request(from: 11) }
        let other = Damage(sequence: 10, reason: .rootDiffersFromCheckpoint)
        #expect(throws: JournalError.damaged(other)) {
            try reading.request(from: 10, root: MerkleTree.emptyRoot)
        }
        // Nobody signs in the middle of an append; who says so is answered all the same.
        var range = CompactRange()
        _ = try StoredJournal.read(directory: scratch.path) { entry in
            if range.size < 3 { range.append(entry.leaf) }
        }
        let key = journal.verifierKey
        let odd = Checkpoint(origin: key.name, size: 3, root: range.root)
        #expect(try reading.request(from: 3).judged(key: key, seen: odd) == checkpoint)
        #expect(try reading.request(from: 10, root: checkpoint.root).path.isEmpty)
        try journal.close()
    }

    @Test func `finds a changed byte before anything is asked`() async throws {
        let (journal, _, _) = try scratch.open()
        _ = try await grow(journal, by: 5)
        try journal.close()
        let segment = scratch.path + "/journal/segment-00000000000000000000"
        let file = try #require(FileHandle(forUpdatingAtPath: segment))
        try file.seek(toOffset: 1200)
        try file.write(contentsOf: Data("changed".utf8))
        try file.close()
        var reading = WitnessReading(ofLogIn: scratch.path, key: journal.verifierKey)
        #expect(throws: JournalError.self) { try reading.request(from: 0) }
    }
}
