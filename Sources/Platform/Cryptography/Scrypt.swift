internal import CSystem

/// Keys from passwords, slow on purpose (RFC 7914).
///
/// Blocks for as long as the cost asks for, and takes 128 x memory x blockSize bytes: to be queued.
package enum Scrypt {
    package struct Cost: Sendable, Hashable {
        /// N in the RFC: a power of two.
        package let memory: UInt64
        /// r in the RFC.
        package let blockSize: UInt64
        /// p in the RFC.
        package let parallelism: UInt64

        package init(memory: UInt64, blockSize: UInt64, parallelism: UInt64) {
            self.memory = memory
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// What OWASP's Password Storage Cheat Sheet asks for with 32 MiB, about 0.3 s.
        package static let password = Cost(memory: 1 << 15, blockSize: 8, parallelism: 3)
    }

    package static func key(
        from password: [UInt8],
        salt: [UInt8],
        cost: Cost,
        byteCount: Int
    ) throws(CryptographyError) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: byteCount)
        let isMade = unsafe password.withUnsafeBytes {
            unsafe EVP_PBE_scrypt(
                $0.assumingMemoryBound(to: CChar.self).baseAddress,
                $0.count,
                salt,
                salt.count,
                cost.memory,
                cost.blockSize,
                cost.parallelism,
                memoryLimit,
                &key,
                byteCount
            )
        }
        guard isMade == 1 else { throw drainErrorQueue() }
        return key
    }

    /// OpenSSL's own limit is 32 MiB, which the cost for passwords just exceeds.
    private static let memoryLimit: UInt64 = 256 << 20
}
