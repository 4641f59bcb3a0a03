import Cryptography
import Testing
import TransparencyLog

@Suite struct `A tree with all its hashes` {
    @Test func `gives the same proofs as the RFC's recursion`() throws {
        for size in Array(0...70) + [255, 256, 257] {
            let leaves = (0..<size).map { MerkleTree.leafHash(Array("\($0)".utf8)) }
            let tree = WholeTree(leaves)
            #expect(tree.size == size && tree.root == MerkleTree.root(of: leaves))
            for index in -1...size {
                #expect(tree.inclusionProof(of: index) == InclusionProof(of: index, in: leaves))
                #expect(
                    tree.consistencyProof(from: index) == ConsistencyProof(from: index, in: leaves)
                )
            }
            #expect(tree.consistencyProof(from: size + 1) == nil)
        }
    }

    @Test func `is not needed for a proof that it grew: what is left of the old one will do`() {
        for size in Array(0...70) + [255, 256, 257] {
            let leaves = (0..<size).map { MerkleTree.leafHash(Array("\($0)".utf8)) }
            var old = CompactRange()
            for count in 0...size {
                let proof = ConsistencyProof(from: old, adding: Array(leaves[count...]))
                #expect(proof == ConsistencyProof(from: count, in: leaves))
                if count < size { old.append(leaves[count]) }
            }
        }
    }
}
