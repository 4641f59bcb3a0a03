import Cryptography
import Testing
import TransparencyLog

@Suite struct `A witness` {
    private let log: NoteSigner
    private let witness: Cosigner
    private let leaves = (0..<40).map { MerkleTree.leafHash(Array("\($0)".utf8)) }

    init() throws {
        let seeds = [1, 2].map { SecretBytes([UInt8](repeating: $0, count: 32)) }
        log = try NoteSigner(name: "log.example", privateKey: .init(seed: seeds[0]))
        witness = try Cosigner(name: "witness.example", privateKey: .init(seed: seeds[1]))
    }

    private func checkpoint(_ size: Int) -> Checkpoint {
        let root = MerkleTree.root(of: leaves.prefix(size))
        return Checkpoint(origin: "log.example", size: UInt64(size), root: root)
    }

    private func request(_ old: Int, _ new: Int) throws -> WitnessRequest {
        let proof = try #require(WholeTree(Array(leaves.prefix(new))).consistencyProof(from: old))
        return WitnessRequest(
            old: UInt64(old),
            path: proof.path,
            note: try checkpoint(new).signed(by: log).bytes
        )
    }

    @Test func `signs what goes on from what it saw, and nothing else`() throws {
        for old in [0, 1, 7, 8, 33] {
            for new in [old, old + 1, 38] {
                let request = try WitnessRequest(parsing: try request(old, new).bytes)
                let seen = old == 0 ? nil : checkpoint(old)
                #expect(try request.judged(key: log.verifierKey, seen: seen) == checkpoint(new))
            }
        }
        let key = log.verifierKey
        let grown = try request(8, 20)
        #expect(throws: WitnessRequest.Refusal.wrongStart(seen: 9)) {
            try grown.judged(key: key, seen: checkpoint(9))
        }
        #expect(throws: WitnessRequest.Refusal.shrunk(seen: 21)) {
            try grown.judged(key: key, seen: checkpoint(21))
        }
        let other = Checkpoint(origin: "log.example", size: 8, root: MerkleTree.emptyRoot)
        #expect(throws: WitnessRequest.Refusal.inconsistent(seen: 8)) {
            try grown.judged(key: key, seen: other)
        }
        // The same size with another root: a log with two histories.
        let fork = WitnessRequest(old: 8, path: [], note: try request(8, 8).note)
        #expect(throws: WitnessRequest.Refusal.inconsistent(seen: 8)) {
            try fork.judged(key: key, seen: other)
        }
        #expect(throws: WitnessRequest.Refusal.notSigned) {
            try grown.judged(key: witness.verifierKey, seen: checkpoint(8))
        }
    }

    @Test func `reads a request strictly`() throws {
        let bytes = try request(7, 33).bytes
        let whole = try WitnessRequest(parsing: bytes)
        #expect(whole.bytes == bytes && whole.old == 7)
        let text = String(decoding: bytes, as: UTF8.self)
        for wrong in [
            "", "\n\n", "old 7\n", text.replacing("old 7", with: "old 07"),
            text.replacing("old 7", with: "old -7"),
            text.replacing("old 7\n", with: "old 7\nAA==\n"),
            text.replacing("old 7\n", with: "old 7\r\n"), " " + text,
            text.replacing("old 7", with: "old 99999999999999999999"),
            "old 7\n" + String(repeating: Base64.encode(leaves[0].bytes) + "\n", count: 64) + "\n",
        ] {
            #expect(throws: WitnessRequest.Refusal.malformed) {
                _ = try WitnessRequest(parsing: Array(wrong.utf8))
            }
        }
        // Cut anywhere, it is never a request that a witness would sign.
        for end in bytes.indices {
            let judged = try? WitnessRequest(parsing: Array(bytes[..<end]))
                .judged(key: log.verifierKey, seen: checkpoint(7))
            #expect(judged == nil)
        }
    }

    @Test func `signs with its time, which is part of what it signs`() throws {
        let checkpoint = checkpoint(5)
        let line = try witness.cosign(checkpoint, time: 1_800_000_000)
        let note = SignedNote(
            text: checkpoint.body,
            signatures: try checkpoint.signed(by: log).signatures + [line]
        )
        let read = try SignedNote(parsing: note.bytes)
        #expect(
            try read.verified(by: [log.verifierKey, witness.verifierKey])
                == [log.verifierKey, witness.verifierKey]
        )
        #expect(read.time(seenBy: witness.verifierKey) == 1_800_000_000)
        #expect(read.time(seenBy: log.verifierKey) == nil)
        #expect(try Checkpoint(note: note.bytes, signedBy: log.verifierKey) == checkpoint)
        for index in line.bytes.indices {
            var bytes = line.bytes
            bytes[index] ^= 1
            let changed = SignedNote.Signature(name: line.name, keyID: line.keyID, bytes: bytes)
            let forged = SignedNote(text: checkpoint.body, signatures: [changed])
            #expect(throws: TransparencyLogError.wrongSignature(by: "witness.example")) {
                try forged.verified(by: [witness.verifierKey])
            }
        }
        let short = SignedNote.Signature(name: line.name, keyID: line.keyID, bytes: [1, 2])
        #expect(throws: TransparencyLogError.self) {
            try SignedNote(text: checkpoint.body, signatures: [short])
                .verified(by: [witness.verifierKey])
        }
    }

    @Test func `has a key of a kind of its own`() throws {
        let key = witness.verifierKey
        #expect(try VerifierKey(key.text) == key && key.kind == .cosignature)
        let plain = try VerifierKey(name: key.name, publicKey: key.publicKey)
        #expect(plain.id != key.id && plain != key)
        #expect(throws: TransparencyLogError.self) {
            _ = try VerifierKey(key.text.replacing("+B", with: "+A"))
        }
    }

    @Test func `is kept under a note only where its own key has signed`() throws {
        let note = try checkpoint(8).signed(by: log)
        let line = try witness.cosign(checkpoint(8), time: 7)
        let stranger = try Cosigner(
            name: "witness.example",
            privateKey: .init(seed: SecretBytes([UInt8](repeating: 3, count: 32)))
        )
        /// What a witness answers: signature lines alone.
        func answer(_ lines: [SignedNote.Signature]) -> [UInt8] {
            Array(SignedNote(text: "\n", signatures: lines).bytes.dropFirst(2))
        }
        let key = witness.verifierKey
        let foreign = try stranger.cosign(checkpoint(8), time: 7)
        let kept = try note.cosigned(by: key, answer: answer([foreign, line]))
        #expect(kept.signatures.count == 2 && kept.time(seenBy: key) == 7)
        #expect(try kept.verified(by: [log.verifierKey, key]).count == 2)
        let refused = try [
            answer([foreign]), answer([witness.cosign(checkpoint(7), time: 7)]), [],
            Array("404\n".utf8), answer([line]) + [0x0A], [0x0A] + answer([line]),
            Array("x\n\n".utf8) + answer([line]), Array(answer([line]).dropLast()),
        ]
        for answer in refused {
            #expect(throws: TransparencyLogError.self) {
                try note.cosigned(by: key, answer: answer)
            }
        }
        // A signature that fits, of a key that is no witness's.
        let own = answer(note.signatures)
        #expect(throws: TransparencyLogError.self) {
            try note.cosigned(by: log.verifierKey, answer: own)
        }
    }
}
