/// The same numbers each time (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A copy with some bytes changed, cut out, doubled, or put in.
    package mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !result.isEmpty {
            let index = result.indices.randomElement(using: &self) ?? 0
            switch UInt8.random(in: 0..<5, using: &self) {
            case 0: result[index] = .random(in: .min ... .max, using: &self)
            case 1: result[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: result.remove(at: index)
            case 3:
                result.insert("\r\n :,;%\0\u{7F}".utf8.randomElement(using: &self) ?? 0, at: index)
            case _:
                let end = Int.random(in: index...result.count, using: &self)
                result.insert(contentsOf: result[index..<end], at: index)
            }
        }
        return result
    }
}
