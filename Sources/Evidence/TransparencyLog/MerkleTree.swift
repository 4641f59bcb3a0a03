package import Cryptography

/// The hashes of a log's tree (RFC 6962 section 2.1, RFC 9162 section 2.1).
package enum MerkleTree {
    /// SHA-256 of nothing: the root of an empty log.
    package static let emptyRoot = SHA256.hash([])

    /// SHA-256 of 0x00 and the entry.
    package static func leafHash(_ entry: Span<UInt8>) -> Digest {
        SHA256.hash(prefix: 0x00, entry)
    }

    package static func leafHash(_ entry: [UInt8]) -> Digest { leafHash(entry.span) }

    /// SHA-256 of 0x01 and both children.
    package static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        SHA256.hash(prefix: 0x01, left, right)
    }

    package static func root(of leaves: some Sequence<Digest>) -> Digest {
        var range = CompactRange()
        for leaf in leaves { range.append(leaf) }
        return range.root
    }

    /// The largest power of two below `count`, which must be at least 2.
    static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
