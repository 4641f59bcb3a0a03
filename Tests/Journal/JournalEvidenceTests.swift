import Cryptography
import Journal
import Storage
import Testing
import TransparencyLog

/// Checkpoints, proofs, erasure: what others rely on.
@Suite struct `A journal as evidence` {
    private let scratch = Scratch()
    private static let segment = "journal/segment-00000000000000000000"

    private func checkpoint(_ journal: Journal) async throws -> Checkpoint {
        try await withCheckedContinuation { done in
            journal.checkpoint { done.resume(returning: $0) }
        }.get()
    }

    @Test func `signs for its entries under its own name`() async throws {
        let (journal, _, _) = try scratch.open()
        _ = try await journal.append([Draft(.first, "one"), Draft(.first, "two")])
        let checkpoint = try await checkpoint(journal)
        #expect(checkpoint.size == 2)
        #expect(checkpoint.origin.hasPrefix("contact-broker.local/log/"))
        let line = String(decoding: try scratch.read("journal/journal.vkey"), as: UTF8.self)
        let key = try VerifierKey(line.dropLast())
        #expect(key == journal.verifierKey)
        let note = try scratch.read("journal/checkpoint")
        #expect(try Checkpoint(note: note, signedBy: key) == checkpoint)
    }

    @Test func `proves each entry it signed for, and none beyond`() async throws {
        let (journal, _, _) = try scratch.open(scratch.options(segmentSize: 8 << 10))
        for number in 0..<37 { _ = try await journal.append([Draft(.first, "\(number)")]) }
        let checkpoint = try await checkpoint(journal)
        _ = try await journal.append([Draft(.first, "later")])
        let leaves = try scratch.leaves()
        for sequence in 0..<37 {
            let (proof, note) = try journal.inclusionProof(of: UInt64(sequence))
            #expect(proof.isValid(leaf: leaves[sequence], root: checkpoint.root))
            #expect(!proof.isValid(leaf: leaves[37], root: checkpoint.root))
            #expect(try Checkpoint(note: note, signedBy: journal.verifierKey) == checkpoint)
        }
        #expect(throws: JournalError.noSuchEntry(37)) { _ = try journal.inclusionProof(of: 37) }
    }

    @Test func `finds a log cut below its checkpoint, at any frame`() async throws {
        let (journal, _, _) = try scratch.open()
        var ends: [Int] = [16]
        for number in 0..<5 {
            _ = try await journal.append([Draft(.first, "\(number)")])
            let bytes = try scratch.read(Self.segment)
            ends.append((bytes.lastIndex { $0 != 0 } ?? 0) + 1)
        }
        _ = try await checkpoint(journal)
        let bytes = try scratch.read(Self.segment)
        for (size, end) in ends.dropLast().enumerated() {
            let copy = try scratch.copy()
            try copy.replace(Self.segment, with: Array(bytes[..<end]))
            let damage = Damage(sequence: UInt64(size), reason: .shorterThanCheckpoint(size: 5))
            #expect(throws: JournalError.damaged(damage)) { _ = try copy.open() }
        }
    }

    @Test func `finds an entry replaced by another that is sealed just as well`() async throws {
        // Two runs from the same keys differ in one entry; the second run's segment is put into the first.
        try await scratch.write([])
        let other = try scratch.copy()
        try await scratch.write([[Draft(.first, "what was said")]])
        try await other.write([[Draft(.first, "what was not")]])
        try scratch.replace(Self.segment, with: try other.read(Self.segment))
        for name in try other.files(in: "keys") {
            try scratch.replace("keys/" + name, with: try other.read("keys/" + name))
        }
        let damage = Damage(sequence: 1, reason: .rootDiffersFromCheckpoint)
        #expect(throws: JournalError.damaged(damage)) { _ = try scratch.open() }
    }

    @Test func `finds missing and foreign checkpoints, keys and segments`() async throws {
        let texts = (0..<30).map { [Draft(.first, "\($0) " + String(repeating: "x", count: 5000))] }
        try await scratch.write(texts)
        let foreign = Scratch(seed: 99)
        try await foreign.write([[Draft(.first, "foreign")]])

        func expect(
            _ reason: Damage.Reason,
            at sequence: UInt64 = 0,
            after change: (Scratch) throws -> Void
        ) throws {
            let copy = try scratch.copy()
            try change(copy)
            let damage = Damage(sequence: sequence, reason: reason)
            #expect(throws: JournalError.damaged(damage)) { _ = try copy.open() }
        }
        try expect(.checkpointMissing) { try $0.remove("journal/checkpoint") }
        let other = try #require(StoredJournal.verifierKey(directory: foreign.path)).name
        let own = try #require(StoredJournal.verifierKey(directory: scratch.path)).name
        try expect(.checkpointOfAnotherLog(origin: other, expected: own)) {
            try $0.replace("journal/checkpoint", with: try foreign.read("journal/checkpoint"))
        }
        try expect(.checkpointNotSigned) {
            var note = try $0.read("journal/checkpoint")
            note[note.count - 9] ^= 1
            try $0.replace("journal/checkpoint", with: note)
        }
        try expect(.verifierKeyReplaced) {
            try $0.replace("journal/journal.vkey", with: try foreign.read("journal/journal.vkey"))
        }
        // The keys are another log's: nothing is wrong with this one.
        let mixed = try scratch.copy()
        for name in try mixed.files(in: "keys") { try mixed.remove("keys/" + name) }
        for name in try foreign.files(in: "keys") {
            try mixed.replace("keys/" + name, with: try foreign.read("keys/" + name))
        }
        #expect(StoredJournal.hasForeignKeys(directory: mixed.path))
        #expect(!StoredJournal.hasForeignKeys(directory: scratch.path))
        #expect(throws: JournalError.keyUnusable(file: "signer")) { _ = try mixed.open() }
        // Entries and checkpoint are gone, and the keys say that they were there: no new log takes their place.
        try expect(.checkpointMissing) { copy in
            for name in try copy.files(in: "journal") where name != "journal.vkey" {
                try copy.remove("journal/" + name)
            }
        }
        try expect(.segmentMissing) { try $0.remove(Self.segment) }
        try expect(.shorterThanCheckpoint(size: 30)) { copy in
            for name in try copy.files(in: "journal") where name.hasPrefix("segment-") {
                try copy.remove("journal/" + name)
            }
        }
    }

    @Test func `forgets an erased stream, keeps the others, and its proofs stay valid`()
        async throws
    {
        let (journal, _, _) = try scratch.open()
        _ = try await journal.append([Draft(.first, "forget me"), Draft(.second, "keep me")])
        try await withCheckedContinuation { done in
            journal.erase(.first) { done.resume(returning: $0) }
        }.get()
        #expect(try await journal.append([Draft(.first, "a new life")]) == [2])
        let checkpoint = try await checkpoint(journal)
        let (proof, _) = try journal.inclusionProof(of: 0)
        #expect(proof.isValid(leaf: try scratch.leaves()[0], root: checkpoint.root))
        try journal.close()
        let (_, _, entries) = try scratch.open()
        #expect(entries.map(\.text) == [nil, "keep me", "a new life"])
        #expect(entries[0].payload == .erased)
    }

    @Test func `finds any change of an entry that nobody has signed for yet, if its key is there`()
        async throws
    {
        let (journal, _, _) = try scratch.open()
        _ = try await journal.append([Draft(.first, "payload")])
        let bytes = try scratch.read(Self.segment)
        // Every byte of header, nonce, ciphertext and tag but version, flags and sequence, which are refused
        // for themselves, and the key id, which would name a key that is not there: that reads as erased.
        for offset in Array(10..<36) + Array(52..<87) {
            let copy = try scratch.copy()
            var changed = bytes
            changed[21 + offset] ^= 1
            let leaf = MerkleTree.leafHash(Array(changed[21..<108]))
            changed.replaceSubrange(108..<140, with: leaf.bytes)
            try copy.replace(Self.segment, with: changed)
            #expect("byte \(offset)") { _ = try copy.open() } throws: {
                switch $0 as? JournalError {
                case .damaged(Damage(sequence: 0, reason: .notAuthentic)), .keyUnusable: true
                case _: false
                }
            }
        }
    }

    @Test func `does not open an entry moved to another stream's key`() async throws {
        try await scratch.write([[Draft(.first, "first")], [Draft(.second, "second")]])
        let names = try scratch.files(in: "keys").filter { $0.utf8.count == 32 }
        try scratch.replace("keys/" + names[0], with: try scratch.read("keys/" + names[1]))
        #expect(throws: JournalError.keyUnusable(file: names[0])) { _ = try scratch.open() }
    }
}

extension Scratch {
    /// The leaf hashes as they stand in the segments, which is all that an outsider needs.
    func leaves() throws -> [Digest] {
        var leaves: [Digest] = []
        for name in try files(in: "journal") where name.hasPrefix("segment-") {
            let bytes = try read("journal/" + name)
            var offset = 16
            while offset < bytes.count, bytes[offset] == 0xCB {
                let length = Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2])
                let entry = Array(bytes[(offset + 5)..<(offset + 5 + length)])
                leaves.append(MerkleTree.leafHash(entry))
                offset += length + 38
            }
        }
        return leaves
    }
}
