package import Cryptography

/// Up to 256 neighbouring hashes of one level of a log's tree (C2SP tlog-tiles).
///
/// A hash at level L stands for 256^L leaves. A tile with fewer than 256 hashes is partial: it stands for
/// the tree at one size, and a later one replaces it.
package struct Tile: Sendable, Hashable {
    package static let width = 256

    package let level: Int
    package let index: UInt64
    package let hashes: [Digest]

    package var isFull: Bool { hashes.count == Self.width }

    /// For example `tile/0/x001/x234/067`, or `tile/1/000.p/17`.
    package var path: String { "tile/\(level)/" + Self.name(of: index, width: hashes.count) }

    package var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// Where the entries under a tile of level 0 stand, in bundles of as many.
    package static func entriesPath(of index: UInt64, width: Int) -> String {
        "tile/entries/" + name(of: index, width: width)
    }

    /// Groups of three digits, all but the last behind an x; `.p/` and the width if partial.
    private static func name(of index: UInt64, width: Int) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            groups.append(String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1000
        } while rest > 0
        let name = (groups.dropFirst().reversed().map { "x" + $0 } + groups.prefix(1))
            .joined(separator: "/")
        return name + (width == Self.width ? "" : ".p/\(width)")
    }

    /// The hash of a full tile's perfect subtree, which stands in the level above.
    var root: Digest { MerkleTree.root(of: hashes) }
}
