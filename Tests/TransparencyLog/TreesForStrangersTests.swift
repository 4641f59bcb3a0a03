import Cryptography
import Foundation
import Testing
import TransparencyLog

/// Roots and proofs of trees of many sizes, for the independent verifier (Tests/LogVerifier/trees.py).
@Suite struct `Trees for strangers` {
    private static let environment = ProcessInfo.processInfo.environment
    private static let file = environment["CONTACT_BROKER_TREES"]

    @Test(.enabled(if: file != nil)) func `are written`() throws {
        let path = try #require(Self.file)
        let words = Self.environment["CONTACT_BROKER_SIZES"] ?? ""
        let sizes = words.split(separator: " ").compactMap { Int($0) }
        let leaves = (0..<(sizes.max() ?? 0)).map { MerkleTree.leafHash(Array("\($0)".utf8)) }
        var lines: [String] = []
        var range = CompactRange()
        for size in sizes.sorted() {
            while range.size < UInt64(size) { range.append(leaves[Int(range.size)]) }
            lines.append("root \(size) \(range.root)")
            // Every place of small trees, some of large ones.
            let tree = WholeTree(Array(leaves[..<size]))
            let step = max(1, size / 12)
            for index in Set(stride(from: 0, to: size, by: step)).union([max(0, size - 1)]).sorted()
            {
                if let proof = tree.inclusionProof(of: index) {
                    lines.append(Self.line("inclusion", size, index, proof.path))
                }
                if let proof = tree.consistencyProof(from: index) {
                    lines.append(Self.line("consistency", size, index, proof.path))
                }
            }
        }
        let text = lines.joined(separator: "\n") + "\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static func line(_ kind: String, _ size: Int, _ number: Int, _ path: [Digest]) -> String
    {
        ([kind, "\(size)", "\(number)"] + path.map(\.description)).joined(separator: " ")
    }
}
