package import Cryptography

/// A tree with all its inner hashes, for many proofs from one reading of a log.
package struct WholeTree: Sendable {
    /// At level n, the hash of each perfect subtree of 2^n leaves, from the left.
    private let levels: [[Digest]]

    package init(_ leaves: [Digest]) {
        var levels = [leaves]
        while let below = levels.last, below.count > 1 {
            levels.append(
                (0..<(below.count / 2)).map {
                    MerkleTree.nodeHash(below[2 * $0], below[2 * $0 + 1])
                }
            )
        }
        self.levels = levels
    }

    package var size: Int { levels[0].count }

    package var root: Digest { size == 0 ? MerkleTree.emptyRoot : root(of: 0..<size) }

    /// Nil if there is no leaf at `index`.
    package func inclusionProof(of index: Int) -> InclusionProof? {
        guard (0..<size).contains(index) else { return nil }
        var path: [Digest] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + MerkleTree.split(range.count)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            path.append(root(of: index < middle ? right : left))
            range = index < middle ? left : right
        }
        return InclusionProof(index: UInt64(index), size: UInt64(size), path: path.reversed())
    }

    /// Nil unless `oldSize` is between 0 and the number of leaves.
    package func consistencyProof(from oldSize: Int) -> ConsistencyProof? {
        guard (0...size).contains(oldSize) else { return nil }
        var path: [Digest] = []
        var range = 0..<size
        while oldSize > 0, oldSize < range.upperBound {
            let middle = range.lowerBound + MerkleTree.split(range.count)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            path.append(root(of: oldSize <= middle ? right : left))
            range = oldSize <= middle ? left : right
        }
        // The verifier has the old root itself, which this is if it begins at the first leaf.
        if oldSize > 0, range.lowerBound > 0 { path.append(root(of: range)) }
        return ConsistencyProof(
            oldSize: UInt64(oldSize),
            newSize: UInt64(size),
            path: path.reversed()
        )
    }

    /// `range` is one that splitting the tree comes to: a perfect subtree, or the right edge.
    private func root(of range: Range<Int>) -> Digest {
        if range.count & (range.count - 1) == 0 {
            let level = range.count.trailingZeroBitCount
            return levels[level][range.lowerBound >> level]
        }
        let middle = range.lowerBound + MerkleTree.split(range.count)
        return MerkleTree.nodeHash(
            root(of: range.lowerBound..<middle),
            root(of: middle..<range.upperBound)
        )
    }
}
