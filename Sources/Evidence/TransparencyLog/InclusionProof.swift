package import Cryptography

/// That an entry is in a log of a given size and root (RFC 9162 section 2.1.3).
package struct InclusionProof: Sendable, Hashable {
    package let index: UInt64
    package let size: UInt64
    /// The hashes beside the way from the leaf to the root, lowest first.
    package let path: [Digest]

    package init(index: UInt64, size: UInt64, path: [Digest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Nil if there is no leaf at `index`.
    package init?(of index: Int, in leaves: [Digest]) {
        guard leaves.indices.contains(index) else { return nil }
        self.init(
            index: UInt64(index),
            size: UInt64(leaves.count),
            path: Self.path(to: index, in: leaves[...])
        )
    }

    package func isValid(leaf: Digest, root: Digest) -> Bool {
        guard index < size else { return false }
        var node = leaf
        var place = index
        var last = size - 1
        for sibling in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                node = MerkleTree.nodeHash(sibling, node)
                while place & 1 == 0 && place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                node = MerkleTree.nodeHash(node, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && node == root
    }

    private static func path(to index: Int, in leaves: ArraySlice<Digest>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        let middle = leaves.startIndex + MerkleTree.split(leaves.count)
        let left = leaves[..<middle]
        let right = leaves[middle...]
        return leaves.startIndex + index < middle
            ? path(to: index, in: left) + [MerkleTree.root(of: right)]
            : path(to: index - left.count, in: right) + [MerkleTree.root(of: left)]
    }
}
