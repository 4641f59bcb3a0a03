package import Cryptography

/// As much of a growing tree as its root needs: the hash of each perfect subtree, largest first.
package struct CompactRange: Sendable, Hashable {
    /// How many leaves it covers.
    package private(set) var size: UInt64 = 0
    /// The hash of each perfect subtree, largest first.
    package private(set) var subtrees: [Digest] = []

    package init() {}

    /// Nil unless there are as many subtrees as a tree of this size has.
    package init?(size: UInt64, subtrees: [Digest]) {
        guard size.nonzeroBitCount == subtrees.count else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

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
