package import Cryptography

extension ConsistencyProof {
    /// The same proof from what is left of the old tree and the hashes of the leaves behind it.
    ///
    /// What the proof needs of the old tree is nothing but its perfect subtrees, so nobody has to keep its leaves.
    package init(from old: CompactRange, adding leaves: [Digest]) {
        let size = old.size + UInt64(leaves.count)
        guard old.size > 0, !leaves.isEmpty else {
            self.init(oldSize: old.size, newSize: size, path: [])
            return
        }
        // Where each of the old perfect subtrees begins.
        var subtrees: [UInt64: Digest] = [:]
        var place: UInt64 = 0
        var bits = old.size
        for subtree in old.subtrees {
            subtrees[place] = subtree
            let width = UInt64(1) << (63 - UInt64(bits.leadingZeroBitCount))
            place += width
            bits -= width
        }
        var path: [Digest] = []
        var (start, end) = (UInt64(0), size)
        // RFC 6962 section 2.1.2, from the root down: what is left of the way is old, what is right of it is new.
        while old.size < end {
            let middle = start + UInt64(MerkleTree.split(Int(clamping: end - start)))
            if old.size <= middle {
                let rest = leaves[Int(middle - old.size)..<Int(end - old.size)]
                path.append(MerkleTree.root(of: rest))
                end = middle
            } else {
                if let left = subtrees[start] { path.append(left) }
                start = middle
            }
        }
        // The verifier has the old root itself, which this is if it begins at the first leaf.
        if start > 0, let last = subtrees[start] { path.append(last) }
        self.init(oldSize: old.size, newSize: size, path: path.reversed())
    }
}
