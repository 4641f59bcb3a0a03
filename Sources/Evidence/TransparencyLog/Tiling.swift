package import Cryptography

/// Lays a growing tree out in tiles: as many hashes as are not in a full tile yet, a level each.
package struct Tiling: Sendable {
    package private(set) var size: UInt64 = 0
    private var levels: [[Digest]] = []
    private var counts: [UInt64] = []

    package init() {}

    /// Adds a leaf's hash, and returns the tiles that are full now, lowest first.
    package mutating func append(_ leaf: Digest) -> [Tile] {
        size += 1
        var full: [Tile] = []
        var hash = leaf
        var level = 0
        while true {
            if level == levels.count {
                levels.append([])
                counts.append(0)
            }
            levels[level].append(hash)
            guard levels[level].count == Tile.width else { return full }
            let tile = Tile(level: level, index: counts[level], hashes: levels[level])
            full.append(tile)
            levels[level] = []
            counts[level] += 1
            hash = tile.root
            level += 1
        }
    }

    /// The partial tiles that the tree at this size needs besides the full ones.
    package var partial: [Tile] {
        levels.indices.filter { !levels[$0].isEmpty }.map {
            Tile(level: $0, index: counts[$0], hashes: levels[$0])
        }
    }
}
