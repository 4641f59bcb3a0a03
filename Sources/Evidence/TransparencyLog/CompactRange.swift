package import Cryptography

/// As much of a run of leaves as the tree's root needs of it: the hash of each perfect subtree, from the left.
///
/// Of a log from its first leaf on that is the log's root too. Two ranges that meet make one, so that parts of a
/// log can be hashed apart from each other.
package struct CompactRange: Sendable, Hashable {
    /// The number of its first leaf.
    package let start: UInt64
    /// The number behind its last leaf: of a log from its first leaf on, the size.
    package private(set) var size: UInt64
    /// The hash of each perfect subtree, from the left.
    package private(set) var subtrees: [Digest] = []

    package init(from start: UInt64 = 0) {
        self.start = start
        size = start
    }

    /// Nil unless there are as many subtrees as a tree of this size has.
    package init?(size: UInt64, subtrees: [Digest]) {
        guard size.nonzeroBitCount == subtrees.count else { return nil }
        start = 0
        self.size = size
        self.subtrees = subtrees
    }

    /// Adds a leaf's hash: as many subtrees close as the size has trailing ones.
    package mutating func append(_ leaf: Digest) { append(leaf, level: 0) }

    /// Adds a range, which must begin where this one ends.
    package mutating func append(_ other: CompactRange) {
        precondition(other.start == size, "ranges of a tree meet")
        for subtree in other.subtrees {
            // The widest that may stand here, and that the range has leaves for.
            let left = other.size - size
            let level = min(size.trailingZeroBitCount, 63 - left.leadingZeroBitCount)
            append(subtree, level: level)
        }
    }

    /// Of a range from the first leaf on.
    package var root: Digest {
        guard var root = subtrees.last else { return MerkleTree.emptyRoot }
        for left in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(left, root) }
        return root
    }

    /// Adds a perfect subtree of 2^level leaves, at a multiple of its width.
    private mutating func append(_ subtree: Digest, level: Int) {
        var node = subtree
        var width: UInt64 = 1 << level
        let end = size &+ width
        // It closes one of twice the width as long as it is a right half whose left half is here.
        while size & width != 0, size & ~((width << 1) &- 1) >= start, let left = subtrees.popLast()
        {
            node = MerkleTree.nodeHash(left, node)
            width <<= 1
        }
        subtrees.append(node)
        size = end
    }
}
