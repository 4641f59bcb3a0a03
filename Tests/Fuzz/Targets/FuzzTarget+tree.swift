import Cryptography
import TransparencyLog

extension FuzzTarget {
    /// Proofs out of nothing: the first bytes say of what, the others are the path.
    static let proof = FuzzTarget(name: "proof") { bytes in
        guard bytes.count >= 3 else { return }
        let size = Int(bytes[0] % 64) + 1
        let (index, old) = (Int(bytes[1]) % size, Int(bytes[2]) % size + 1)
        let path = stride(from: 3, to: bytes.count - 31, by: 32).compactMap { start in
            Digest(bytes[start..<(start + 32)])
        }
        let leaves = (0..<size).map { MerkleTree.leafHash([UInt8($0)]) }
        let root = MerkleTree.root(of: leaves)
        let inclusion = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
        if inclusion.isValid(leaf: leaves[index], root: root) {
            demand(
                inclusion == InclusionProof(of: index, in: leaves),
                "An inclusion was proved otherwise than the RFC does."
            )
        }
        let consistency = ConsistencyProof(
            oldSize: UInt64(old),
            newSize: UInt64(size),
            path: path
        )
        if consistency.isValid(oldRoot: MerkleTree.root(of: Array(leaves[..<old])), newRoot: root) {
            demand(
                consistency == ConsistencyProof(from: old, in: leaves),
                "A consistency was proved otherwise than the RFC does."
            )
        }
        // Sizes that no tree has, for what they may do to the arithmetic.
        let odd = InclusionProof(index: .max - UInt64(index), size: .max, path: path)
        demand(!odd.isValid(leaf: leaves[0], root: root), "A leaf of a tree without end.")
        _ = ConsistencyProof(oldSize: UInt64(old), newSize: .max, path: path)
            .isValid(oldRoot: root, newRoot: root)
    }
}
