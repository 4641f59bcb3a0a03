package import Cryptography

/// That a log only grew: that what it held at one size is the beginning of what it holds at a
/// later one (RFC 9162 section 2.1.4).
package struct ConsistencyProof: Sendable, Hashable {
    package let oldSize: UInt64
    package let newSize: UInt64
    package let path: [Digest]

    package init(oldSize: UInt64, newSize: UInt64, path: [Digest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Nil unless `oldSize` is between 0 and the number of leaves.
    package init?(from oldSize: Int, in leaves: [Digest]) {
        guard (0...leaves.count).contains(oldSize) else { return nil }
        let isTrivial = oldSize == 0 || oldSize == leaves.count
        self.init(
            oldSize: UInt64(oldSize),
            newSize: UInt64(leaves.count),
            path: isTrivial ? [] : Self.path(from: oldSize, in: leaves[...], isKnown: true)
        )
    }

    /// An empty log is the beginning of any; otherwise RFC 9162 section 2.1.4.2.
    package func isValid(oldRoot: Digest, newRoot: Digest) -> Bool {
        if oldSize == 0 { return path.isEmpty && oldRoot == MerkleTree.emptyRoot }
        if oldSize == newSize { return path.isEmpty && oldRoot == newRoot }
        guard oldSize < newSize else { return false }
        var place = oldSize - 1
        var last = newSize - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        // A perfect old tree is a node of the new one, so its root starts the way up.
        var rest = path[...]
        let start = oldSize & (oldSize - 1) == 0 ? oldRoot : rest.popFirst()
        guard let start else { return false }
        var old = start
        var new = start
        for sibling in rest {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                old = MerkleTree.nodeHash(sibling, old)
                new = MerkleTree.nodeHash(sibling, new)
                while place & 1 == 0 && place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleTree.nodeHash(new, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }

    /// RFC 6962 section 2.1.2, SUBPROOF; `isKnown` says that the verifier has this subtree's old root.
    private static func path(
        from oldSize: Int,
        in leaves: ArraySlice<Digest>,
        isKnown: Bool
    ) -> [Digest] {
        if oldSize == leaves.count { return isKnown ? [] : [MerkleTree.root(of: leaves)] }
        let count = MerkleTree.split(leaves.count)
        let left = leaves.prefix(count)
        let right = leaves.dropFirst(count)
        return oldSize <= count
            ? path(from: oldSize, in: left, isKnown: isKnown) + [MerkleTree.root(of: right)]
            : path(from: oldSize - count, in: right, isKnown: false)
                + [MerkleTree.root(of: left)]
    }
}
