internal import CSystem

/// Ed25519 signatures (RFC 8032), deterministic.
package enum Ed25519 {
    package static let seedCount = 32
    package static let publicKeyCount = 32
    package static let signatureCount = 64

    package struct PrivateKey: Sendable {
        package let publicKey: PublicKey
        private let seed: SecretBytes

        /// Throws `malformedInput` unless the seed has 32 bytes.
        package init(seed: SecretBytes) throws(CryptographyError) {
            guard seed.count == seedCount else { throw .malformedInput("Ed25519 seed") }
            let key = try Key(seed: seed)
            var bytes = [UInt8](repeating: 0, count: publicKeyCount)
            var count = bytes.count
            guard unsafe EVP_PKEY_get_raw_public_key(key.handle, &bytes, &count) == 1 else {
                throw drainErrorQueue()
            }
            self.seed = seed
            publicKey = PublicKey(bytes: bytes)
        }

        package func signature(for message: [UInt8]) throws(CryptographyError) -> [UInt8] {
            let key = try Key(seed: seed)
            let context = unsafe EVP_MD_CTX_new()
            defer { unsafe EVP_MD_CTX_free(context) }
            var signature = [UInt8](repeating: 0, count: signatureCount)
            var count = signature.count
            guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key.handle) == 1,
                unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1
            else { throw drainErrorQueue() }
            return signature
        }
    }

    package struct PublicKey: Hashable, Sendable {
        package let bytes: [UInt8]

        /// Nil unless there are 32 bytes.
        package init?(_ bytes: [UInt8]) {
            guard bytes.count == publicKeyCount else { return nil }
            self.bytes = bytes
        }

        init(bytes: [UInt8]) { self.bytes = bytes }

        package func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
            guard signature.count == signatureCount, let key = try? Key(publicKey: bytes) else {
                return false
            }
            let context = unsafe EVP_MD_CTX_new()
            defer {
                unsafe EVP_MD_CTX_free(context)
                ERR_clear_error()
            }
            return unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key.handle) == 1
                && EVP_DigestVerify(context, signature, signature.count, message, message.count)
                    == 1
        }
    }
}

/// Owns OpenSSL's form of a key.
@safe
private struct Key: ~Copyable {
    let handle: OpaquePointer

    init(seed: SecretBytes) throws(CryptographyError) {
        var pointer: OpaquePointer?
        unsafe seed.withUnsafeBytes {
            unsafe pointer = EVP_PKEY_new_raw_private_key(
                EVP_PKEY_ED25519,
                nil,
                $0.assumingMemoryBound(to: UInt8.self).baseAddress,
                $0.count
            )
        }
        guard let pointer = unsafe pointer else { throw drainErrorQueue() }
        unsafe handle = pointer
    }

    init(publicKey: [UInt8]) throws(CryptographyError) {
        let pointer = unsafe EVP_PKEY_new_raw_public_key(
            EVP_PKEY_ED25519,
            nil,
            publicKey,
            publicKey.count
        )
        guard let pointer = unsafe pointer else { throw drainErrorQueue() }
        unsafe handle = pointer
    }

    deinit { unsafe EVP_PKEY_free(handle) }
}
