package import Cryptography

/// As much of a growing tree as its root needs: the hash of each perfect subtree, largest first.
package struct CompactRange: Sendable, Hashable {
    /// How many leaves it covers.
    package private(set) var size: UInt64 = 0
    private var subtrees: [Digest] = []

    package init() {}

    /// Adds a leaf's hash: as many subtrees close as the size has trailing ones.
    package mutating func append(_ leaf: Digest) {
        var node = leaf
        var rest = size
        while rest & 1 == 1, let left = subtrees.popLast() {
            node = MerkleTree.nodeHash(left, node)
            rest >>= 1
        }
        subtrees.append(node)
        size += 1
    }

    package var root: Digest {
        guard var root = subtrees.last else { return MerkleTree.emptyRoot }
        for left in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(left, root) }
        return root
    }
}
