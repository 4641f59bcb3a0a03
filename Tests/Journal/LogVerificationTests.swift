import Cryptography
import Journal
import Storage
import TestSupport
import Testing
import TransparencyLog

@Suite struct `Verifying a log with its public key only` {
    private let scratch = Scratch()
    private static let segment = "journal/segment-00000000000000000000"

    /// Five entries, four of them signed for, the broker killed.
    private func write() async throws -> VerifierKey {
        let (journal, _, _) = try scratch.open()
        for text in ["a", "b", "c", "d"] { _ = try await journal.append([Draft(.first, text)]) }
        try await withCheckedContinuation { done in
            journal.checkpoint { done.resume(returning: $0.map { _ in }) }
        }.get()
        _ = try await journal.append([Draft(.first, "e")])
        return journal.verifierKey
    }

    private func verify(
        _ log: Scratch,
        _ key: VerifierKey,
        outside: [UInt8]? = nil
    ) throws(JournalError) -> LogVerification {
        try LogVerification(ofLogIn: log.path, key: key, outside: outside)
    }

    private func damage(_ log: Scratch, _ key: VerifierKey) throws -> Damage? {
        switch try verify(log, key).integrity {
        case .holds: nil
        case .violated(let damage): damage
        }
    }

    @Test func `finds it whole, and does not call it complete`() async throws {
        let key = try await write()
        try scratch.remove("keys")
        let verification = try verify(scratch, key)
        guard case .holds(let checkpoint) = verification.integrity else {
            Issue.record("violated")
            return
        }
        #expect(verification.size == 5 && checkpoint.size == 4)
        #expect(verification.completeness == .unknown && verification.tornTail == nil)
    }

    @Test func `works while the log is being written, and changes nothing`() async throws {
        let (journal, _, _) = try scratch.open()
        _ = try await journal.append([Draft(.first, "a")])
        let before = try scratch.read(Self.segment)
        #expect(try verify(scratch, journal.verifierKey).size == 1)
        #expect(try StoredJournal.read(directory: scratch.path) { _ in } == nil)
        #expect(try scratch.read(Self.segment) == before)
        #expect(try await journal.append([Draft(.first, "b")]) == [1])
    }

    @Test func `finds what is missing against a checkpoint kept elsewhere`() async throws {
        let key = try await write()
        let rolledBack = try scratch.copy()
        let (journal, _, _) = try scratch.open()
        try journal.close()
        let outside = try scratch.read("journal/checkpoint")
        guard case .holds = try verify(scratch, key, outside: outside).completeness else {
            Issue.record("violated")
            return
        }
        // A whole older copy passes every check of its own; a shorter one would too.
        let older = try rolledBack.copy()
        let bytes = try older.read(Self.segment)
        let end = (bytes.lastIndex { $0 != 0 } ?? 0) + 1
        try older.replace(Self.segment, with: Array(bytes[..<(end - 119)]))
        let verification = try verify(older, key, outside: outside)
        guard case .holds = verification.integrity else {
            Issue.record("violated")
            return
        }
        let missing = Damage(sequence: 4, reason: .shorterThanCheckpoint(size: 5))
        #expect(verification.completeness == .violated(missing))
    }

    @Test func `says which witness saw it and when, if that one signed`() async throws {
        let key = try await write()
        let seed = SecretBytes([UInt8](repeating: 9, count: 32))
        let witness = try Cosigner(name: "witness.example", privateKey: .init(seed: seed))
        let note = try SignedNote(parsing: try scratch.read("journal/checkpoint"))
        let checkpoint = try Checkpoint(body: note.text)
        let line = try witness.cosign(checkpoint, time: 1_800_000_000)
        let seen = SignedNote(text: note.text, signatures: note.signatures + [line]).bytes
        let verification = try LogVerification(
            ofLogIn: scratch.path,
            key: key,
            outside: seen,
            witnesses: [witness.verifierKey]
        )
        let sighting = LogVerification.Sighting(witness: "witness.example", time: 1_800_000_000)
        #expect(verification.sightings == [sighting])
        #expect(verification.completeness == .holds(checkpoint))
        let notSigned = Damage(sequence: 0, reason: .checkpointNotSigned)
        #expect(throws: JournalError.damaged(notSigned)) {
            _ = try LogVerification(
                ofLogIn: scratch.path,
                key: key,
                outside: note.bytes,
                witnesses: [witness.verifierKey]
            )
        }
    }

    @Test func `calls a log of a later version that, and leaves it alone`() async throws {
        let key = try await write()
        let bytes = try scratch.read(Self.segment)
        // The last entry again, as a later program might write it: intact, and of version 2.
        var later = bytes
        let start = 16 + 4 * 119 + 5
        later[start] = 2
        let leaf = MerkleTree.leafHash(Array(later[start..<(start + 81)]))
        later.replaceSubrange((start + 81)..<(start + 113), with: leaf.bytes)
        var segment = bytes
        segment[7] = UInt8(ascii: "2")
        for (changed, sequence) in [(later, UInt64(4)), (segment, 0)] {
            let copy = try scratch.copy()
            try copy.replace(Self.segment, with: changed)
            let damage = Damage(sequence: sequence, reason: .newerFormat)
            #expect(throws: JournalError.damaged(damage)) { _ = try copy.open() }
            // No verdict, neither here nor where one stands before something is done.
            #expect(throws: JournalError.damaged(damage)) {
                _ = try LogVerification(ofLogIn: copy.path, key: key)
            }
            #expect(throws: JournalError.damaged(damage)) {
                _ = try LogBackup.restore(
                    from: copy.path,
                    to: copy.path + "/restored",
                    key: key,
                    erased: [],
                    random: .system
                )
            }
            #expect(try copy.read(Self.segment) == changed)
            #expect(damage.description.contains("a newer version of this program"))
        }
    }

    @Test func `names the first bad entry, or the size at which the tree differs`() async throws {
        let key = try await write()
        let bytes = try scratch.read(Self.segment)
        for entry in 0..<4 {
            let copy = try scratch.copy()
            var changed = bytes
            changed[16 + entry * 119 + 100] ^= 1
            try copy.replace(Self.segment, with: changed)
            #expect(
                try damage(copy, key) == Damage(sequence: UInt64(entry), reason: .notIntact)
            )
        }
        // Entry 1 again, with a leaf hash to fit: its key does not open it. Without keys only the root can tell.
        let copy = try scratch.copy()
        var changed = bytes
        let start = 16 + 119
        changed[start + 80] ^= 1
        let entry = Array(changed[(start + 5)..<(start + 86)])
        changed.replaceSubrange(
            (start + 86)..<(start + 118),
            with: MerkleTree.leafHash(entry).bytes
        )
        try copy.replace(Self.segment, with: changed)
        #expect(try damage(copy, key) == Damage(sequence: 1, reason: .notAuthentic))
        try copy.remove("keys")
        #expect(
            try damage(copy, key) == Damage(sequence: 4, reason: .rootDiffersFromCheckpoint)
        )
    }

    @Test func `wants the checkpoint signed with the key that it was given`() async throws {
        _ = try await write()
        let other = Scratch(seed: 77)
        let (journal, _, _) = try other.open()
        let foreign = journal.verifierKey
        let own = try #require(StoredJournal.verifierKey(directory: scratch.path)).name
        let another = Damage(
            sequence: 0,
            reason: .checkpointOfAnotherLog(origin: own, expected: foreign.name)
        )
        #expect(try damage(scratch, foreign) == another)
        let note = try scratch.read("journal/checkpoint")
        #expect(throws: JournalError.damaged(another)) {
            _ = try verify(other, foreign, outside: note)
        }
    }

    @Test func `never takes a mutilated log for a whole one`() async throws {
        let (journal, _, _) = try scratch.open(scratch.options(segmentSize: 16 << 10))
        for text in ["a", "bb", "ccc", "dddd"] {
            _ = try await journal.append([Draft(.first, text), Draft(.second, text)])
        }
        try journal.close()
        let files = [Self.segment, "journal/checkpoint"]
        let whole = try files.map(scratch.read)
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<1500 {
            let index = Int.random(in: 0..<files.count, using: &generator)
            let mutilated = Self.mutilated(whole[index], &generator)
            try scratch.replace(files[index], with: mutilated)
            // None where the digit of the version was hit.
            let verification = try? verify(scratch, journal.verifierKey)
            if case .holds? = verification?.integrity, verification?.tornTail == nil {
                #expect(mutilated == whole[index])
            }
            try scratch.replace(files[index], with: whole[index])
        }
        guard case .holds = try verify(scratch, journal.verifierKey).integrity else {
            Issue.record("the whole log does not hold")
            return
        }
    }

    /// Some bytes replaced, removed, doubled or moved.
    private static func mutilated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !changed.isEmpty {
            let start = Int.random(in: 0..<changed.count, using: &generator)
            let end = min(changed.count, start + Int.random(in: 1...200, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: changed[start] = UInt8.random(in: 0...255, using: &generator)
            case 1: changed.removeSubrange(start..<end)
            case 2: changed.insert(contentsOf: changed[start..<end], at: end)
            case 3: changed.removeSubrange(start...)
            case _:
                for index in start..<end { changed[index] = 0 }
            }
        }
        return changed
    }

    @Test func `says so when there is no log`() throws {
        #expect(throws: JournalError.self) {
            let (journal, _, _) = try scratch.open()
            let key = journal.verifierKey
            _ = try verify(Scratch(), key)
        }
    }
}
