import Cryptography
import Testing
import TransparencyLog

@Suite struct `A tiling` {
    private func tiles(_ count: Int) -> (full: [Tile], partial: [Tile]) {
        var tiling = Tiling()
        var full: [Tile] = []
        for number in 0..<count {
            full += tiling.append(MerkleTree.leafHash(Array("\(number)".utf8)))
        }
        return (full, tiling.partial)
    }

    @Test func `of 70,000 leaves has the tiles that C2SP tlog-tiles counts`() {
        let (full, partial) = tiles(70_000)
        #expect(full.filter { $0.level == 0 }.count == 273)
        #expect(full.filter { $0.level == 1 }.count == 1)
        #expect(full.count == 274)
        #expect(
            partial.map(\.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
        )
        #expect(full.allSatisfy { $0.bytes.count == 8192 })
    }

    @Test func `names its tiles as C2SP tlog-tiles does`() {
        #expect(Tile.entriesPath(of: 1_234_067, width: 256) == "tile/entries/x001/x234/067")
        #expect(Tile.entriesPath(of: 1_234_067, width: 1) == "tile/entries/x001/x234/067.p/1")
        #expect(Tile.entriesPath(of: 5, width: 256) == "tile/entries/005")
        #expect(Tile.entriesPath(of: 1000, width: 256) == "tile/entries/x001/000")
    }

    @Test(arguments: [1, 255, 256, 257, 512, 1000])
    func `holds the hashes from which the root follows`(count: Int) {
        let (full, partial) = tiles(count)
        let leaves = (full + partial).filter { $0.level == 0 }.flatMap(\.hashes)
        #expect(leaves.count == count)
        let roots = (full + partial).filter { $0.level == 1 }.flatMap(\.hashes)
        #expect(roots == full.filter { $0.level == 0 }.map { MerkleTree.root(of: $0.hashes) })
    }

    @Test func `of nothing has no tile`() { #expect(tiles(0).partial.isEmpty) }
}
