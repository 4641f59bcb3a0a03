import Cryptography
import TransparencyLog

extension FuzzTarget {
    /// A tree laid out in tiles: the first two bytes say how many leaves, the others what they are.
    static let tiles = FuzzTarget(name: "tiles") { bytes in
        guard bytes.count > 2 else { return }
        // Mostly small ones: they are the many shapes.
        let count = (Int(bytes[0]) << 8 | Int(bytes[1])) % (bytes[2] & 15 == 0 ? 700 : 40)
        let leaves = (0..<count).map { index in
            Digest(
                (0..<32).map {
                    bytes[2 + ($0 + index) % (bytes.count - 2)] &+ UInt8($0 == 0 ? index & 0xFF : 0)
                }
            ) ?? MerkleTree.emptyRoot
        }
        var tiling = Tiling()
        let full = leaves.flatMap { tiling.append($0) }
        let tiles = full + tiling.partial
        demand(Set(tiles.map(\.path)).count == tiles.count, "Two tiles under one path.")
        demand(
            full.allSatisfy(\.isFull) && !tiling.partial.contains(where: \.isFull),
            "A tile's width."
        )
        // Read back from the tiles' bytes alone, as somebody else would.
        let level = tiles.filter { $0.level == 0 }.sorted { $0.index < $1.index }
        let hashes = level.flatMap(\.bytes)
        let read = stride(from: 0, to: hashes.count, by: 32).compactMap { start in
            Digest(Array(hashes[start..<(start + 32)]))
        }
        demand(read == leaves, "The tiles are not the leaves.")
        let above = tiles.filter { $0.level == 1 }.flatMap(\.hashes)
        let roots = (0..<(count / Tile.width)).map { index in
            MerkleTree.root(of: leaves[(index * Tile.width)..<((index + 1) * Tile.width)])
        }
        demand(above == roots, "The level above is not of the tiles below.")
    }
}
