internal import CSystem

/// SHA-256 (FIPS 180-4), one update after the other.
@safe
package struct SHA256: ~Copyable {
    private let context: OpaquePointer

    package init() {
        unsafe context = EVP_MD_CTX_new()
        start()
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// The hash of all of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> Digest {
        var hasher = SHA256()
        hasher.update(bytes.span)
        return hasher.finish()
    }

    /// The hash of a byte and what stands behind it.
    package static func hash(prefix: UInt8, _ bytes: Span<UInt8>) -> Digest {
        var words = Digest.Words()
        let isHashed = unsafe bytes.withUnsafeBytes { bytes in
            unsafe withUnsafeMutableBytes(of: &words) {
                unsafe csystem_sha256_prefixed(
                    prefix,
                    bytes.baseAddress,
                    bytes.count,
                    nil,
                    0,
                    $0.assumingMemoryBound(to: UInt8.self).baseAddress
                )
            }
        }
        precondition(isHashed == 1, isBuiltIn)
        return Digest(words: words)
    }

    /// The hash of a byte and two hashes.
    package static func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        var words = Digest.Words()
        var (left, right) = (left.words, right.words)
        let isHashed = unsafe withUnsafeMutableBytes(of: &words) {
            unsafe csystem_sha256_prefixed(
                prefix,
                &left,
                Digest.byteCount,
                &right,
                Digest.byteCount,
                $0.assumingMemoryBound(to: UInt8.self).baseAddress
            )
        }
        precondition(isHashed == 1, isBuiltIn)
        return Digest(words: words)
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        let updated = unsafe bytes.withUnsafeBytes {
            unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
        }
        precondition(updated == 1, Self.isBuiltIn)
    }

    package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    package mutating func update(_ byte: UInt8) {
        var byte = byte
        precondition(unsafe EVP_DigestUpdate(context, &byte, 1) == 1, Self.isBuiltIn)
    }

    package mutating func update(_ digest: Digest) {
        var words = digest.words
        precondition(
            unsafe EVP_DigestUpdate(context, &words, Digest.byteCount) == 1,
            Self.isBuiltIn
        )
    }

    /// The hash of what was given since the start or the last `finish()`.
    package mutating func finish() -> Digest {
        var words = Digest.Words()
        let finished = unsafe withUnsafeMutableBytes(of: &words) {
            unsafe EVP_DigestFinal_ex(
                context,
                $0.assumingMemoryBound(to: UInt8.self).baseAddress,
                nil
            )
        }
        precondition(finished == 1, Self.isBuiltIn)
        start()
        return Digest(words: words)
    }

    private func start() {
        precondition(
            unsafe EVP_DigestInit_ex(context, csystem_sha256(), nil) == 1,
            Self.isBuiltIn
        )
    }

    private static let isBuiltIn = "OpenSSL always has SHA-256"
}
