package import Cryptography

/// What a log asks of a witness: to sign a checkpoint that goes on from the one it signed last
/// (C2SP tlog-witness, add-checkpoint).
///
///     old <size of the last>
///     <hash of the consistency proof, in base64>   at most 63 such lines
///                                                  an empty line
///     <the checkpoint's signed note>
package struct WitnessRequest: Sendable, Hashable {
    /// Why a witness does not sign.
    package enum Refusal: Error, Equatable, Sendable {
        case malformed
        /// The log's own key has not signed it.
        case notSigned
        /// It does not begin where the witness is.
        case wrongStart(seen: UInt64)
        /// It is shorter than what the witness has seen.
        case shrunk(seen: UInt64)
        /// It contradicts what the witness has seen: the log has been changed, or has two histories.
        case inconsistent(seen: UInt64)
    }

    package let old: UInt64
    package let path: [Digest]
    /// The signed note's bytes.
    package let note: [UInt8]

    package init(old: UInt64, path: [Digest], note: [UInt8]) {
        self.old = old
        self.path = path
        self.note = note
    }

    /// Reads a request strictly; the note is only split off.
    package init(parsing bytes: [UInt8]) throws(Refusal) {
        guard bytes.count <= 1_000_000,
            let split = bytes.indices.dropFirst().first(where: {
                bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A
            })
        else { throw .malformed }
        let lines = bytes[..<(split - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let first = lines.first, first.hasPrefix("old "), lines.count <= 64,
            let old = UInt64(first.dropFirst(4)), "old \(old)" == first
        else { throw .malformed }
        let path = lines.dropFirst().compactMap { Base64.decode($0).flatMap { Digest($0) } }
        guard path.count == lines.count - 1 else { throw .malformed }
        self.init(old: old, path: path, note: Array(bytes[(split + 1)...]))
    }

    package var bytes: [UInt8] {
        let lines = ["old \(old)"] + path.map { Base64.encode($0.bytes) }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + note
    }

    /// The checkpoint to sign, by a witness that signed `seen` last; nil if it has signed none of this log's.
    package func judged(
        key: VerifierKey,
        seen: Checkpoint?
    ) throws(Refusal) -> Checkpoint {
        guard let checkpoint = try? Checkpoint(note: note, signedBy: key) else {
            throw .notSigned
        }
        let size = seen?.size ?? 0
        guard checkpoint.size >= size else { throw .shrunk(seen: size) }
        guard old == size else { throw .wrongStart(seen: size) }
        let proof = ConsistencyProof(oldSize: old, newSize: checkpoint.size, path: path)
        guard
            proof.isValid(
                oldRoot: seen?.root ?? MerkleTree.emptyRoot,
                newRoot: checkpoint.root
            )
        else { throw .inconsistent(seen: size) }
        return checkpoint
    }
}
