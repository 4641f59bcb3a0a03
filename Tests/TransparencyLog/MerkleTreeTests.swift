import Cryptography
import Testing
import TransparencyLog

@Suite struct `A Merkle tree` {
    /// The inputs and roots that certificate-transparency-go, Trillian and others test with.
    private static let entries = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func leaves(_ count: Int) -> [Digest] {
        (0..<count).map { MerkleTree.leafHash(Array("\($0)".utf8)) }
    }

    /// RFC 6962 section 2.1, as it is written there.
    private func root(_ leaves: ArraySlice<Digest>) -> Digest {
        guard leaves.count > 1, let first = leaves.first else {
            return leaves.first ?? MerkleTree.emptyRoot
        }
        _ = first
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return MerkleTree.nodeHash(root(leaves.prefix(half)), root(leaves.dropFirst(half)))
    }

    @Test func `has the known roots at each size`() throws {
        var range = CompactRange()
        #expect(range.root.description == Self.roots[0])
        for (entry, expected) in zip(Self.entries, Self.roots.dropFirst()) {
            range.append(MerkleTree.leafHash(try #require(Hex.decode(entry))))
            #expect(range.root.description == expected)
        }
        #expect(range.size == 8)
    }

    @Test func `has the root of the definition, however it grew`() {
        let leaves = leaves(300)
        var range = CompactRange()
        for size in 0...300 {
            #expect(range.root == root(leaves[..<size]))
            if size < 300 { range.append(leaves[size]) }
        }
    }

    @Test func `has the same root if its parts were hashed apart from each other`() {
        let leaves = leaves(70)
        for first in 0...35 {
            for second in first...70 {
                var whole = CompactRange()
                for (start, end) in [(0, first), (first, second), (second, 70)] {
                    var part = CompactRange(from: UInt64(start))
                    for leaf in leaves[start..<end] { part.append(leaf) }
                    whole.append(part)
                }
                #expect(whole.root == root(leaves[...]) && whole.size == 70)
            }
        }
    }

    @Test func `proves each leaf at each size, and nothing else`() throws {
        let leaves = leaves(40)
        for size in 1...40 {
            let tree = Array(leaves[..<size])
            let root = MerkleTree.root(of: tree)
            for index in 0..<size {
                let proof = try #require(InclusionProof(of: index, in: tree))
                #expect(proof.isValid(leaf: leaves[index], root: root))
                #expect(!proof.isValid(leaf: leaves[(index + 1) % 40], root: root))
                #expect(!proof.isValid(leaf: leaves[index], root: leaves[0]) || size == 1)
                for other in changed(proof.path) {
                    let forged = InclusionProof(
                        index: proof.index,
                        size: proof.size,
                        path: other
                    )
                    #expect(!forged.isValid(leaf: leaves[index], root: root))
                }
            }
            #expect(InclusionProof(of: size, in: tree) == nil)
            #expect(InclusionProof(of: -1, in: tree) == nil)
        }
        let beyond = InclusionProof(index: 5, size: 5, path: [])
        #expect(!beyond.isValid(leaf: leaves[0], root: leaves[0]))
        let endless = InclusionProof(index: .max - 1, size: .max, path: leaves)
        #expect(!endless.isValid(leaf: leaves[0], root: leaves[0]))
    }

    @Test func `proves that it only grew, and nothing else`() throws {
        let leaves = leaves(40)
        for newSize in 0...40 {
            let tree = Array(leaves[..<newSize])
            let newRoot = MerkleTree.root(of: tree)
            for oldSize in 0...newSize {
                let oldRoot = MerkleTree.root(of: leaves[..<oldSize])
                let proof = try #require(ConsistencyProof(from: oldSize, in: tree))
                #expect(proof.isValid(oldRoot: oldRoot, newRoot: newRoot))
                #expect(!proof.isValid(oldRoot: leaves[39], newRoot: newRoot))
                #expect(!proof.isValid(oldRoot: oldRoot, newRoot: leaves[39]) || oldSize == 0)
                for other in changed(proof.path) {
                    let forged = ConsistencyProof(
                        oldSize: proof.oldSize,
                        newSize: proof.newSize,
                        path: other
                    )
                    #expect(!forged.isValid(oldRoot: oldRoot, newRoot: newRoot))
                }
            }
            #expect(ConsistencyProof(from: newSize + 1, in: tree) == nil)
        }
        let backwards = ConsistencyProof(oldSize: 5, newSize: 4, path: leaves)
        #expect(!backwards.isValid(oldRoot: leaves[0], newRoot: leaves[0]))
    }

    /// One hash changed, missing, or too many.
    private func changed(_ path: [Digest]) -> [[Digest]] {
        let foreign = MerkleTree.leafHash(Array("foreign".utf8))
        var paths = [path + [foreign]]
        for index in path.indices {
            var other = path
            other[index] = foreign
            paths.append(other)
            other.remove(at: index)
            paths.append(other)
        }
        return paths
    }
}
