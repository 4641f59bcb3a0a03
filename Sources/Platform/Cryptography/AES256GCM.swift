internal import CSystem
internal import Synchronization

/// AES-256-GCM (NIST SP 800-38D) under one key.
///
/// A nonce must never come twice under the same key; random ones are good for 2^32 messages.
package final class AES256GCM: Sendable {
    package static let keyCount = 32
    package static let nonceCount = 12
    package static let tagCount = 16

    private let context: Mutex<Context>

    /// Throws `malformedInput` unless the key has 32 bytes.
    package init(key: SecretBytes) throws(CryptographyError) {
        guard key.count == Self.keyCount else { throw .malformedInput("AES-256 key") }
        let context = Context()
        guard context.setKey(key) else { throw drainErrorQueue() }
        self.context = Mutex(context)
    }

    /// The ciphertext, as long as `plaintext`, and the tag of 16 bytes behind it.
    package func seal(
        _ plaintext: [UInt8],
        nonce: [UInt8],
        authenticating associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard nonce.count == Self.nonceCount else { throw .malformedInput("nonce") }
        let sealed = context.withLock { $0.seal(plaintext, nonce, associated) }
        guard let sealed else { throw drainErrorQueue() }
        return sealed
    }

    /// The plaintext, once its tag has been found right; throws `notAuthentic` otherwise.
    package func open(
        _ sealed: [UInt8],
        nonce: [UInt8],
        authenticating associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard nonce.count == Self.nonceCount else { throw .malformedInput("nonce") }
        guard sealed.count >= Self.tagCount else { throw .notAuthentic }
        let plaintext = context.withLock { $0.open(sealed, nonce, associated) }
        guard let plaintext else {
            _ = drainErrorQueue()
            throw .notAuthentic
        }
        return plaintext
    }
}

/// Owns OpenSSL's form of the key.
@safe
private struct Context: ~Copyable {
    private let pointer: OpaquePointer

    init() { unsafe pointer = EVP_CIPHER_CTX_new() }

    deinit { unsafe EVP_CIPHER_CTX_free(pointer) }

    func setKey(_ key: SecretBytes) -> Bool {
        var isSet: Int32 = 0
        unsafe key.withUnsafeBytes {
            isSet = unsafe EVP_EncryptInit_ex(
                pointer,
                csystem_aes_256_gcm(),
                nil,
                $0.assumingMemoryBound(to: UInt8.self).baseAddress,
                nil
            )
        }
        return isSet == 1
    }

    func seal(_ plaintext: [UInt8], _ nonce: [UInt8], _ associated: [UInt8]) -> [UInt8]? {
        let tagCount = Int32(AES256GCM.tagCount)
        let size = Int32(clamping: plaintext.count)
        let associatedSize = Int32(clamping: associated.count)
        var sealed = [UInt8](repeating: 0, count: plaintext.count + AES256GCM.tagCount)
        var rest: Int32 = 0
        let isSealed = unsafe sealed.withUnsafeMutableBufferPointer { sealed in
            let out = sealed.baseAddress
            let tag = unsafe out?.advanced(by: plaintext.count)
            return unsafe EVP_EncryptInit_ex(pointer, nil, nil, nil, nonce) == 1
                && EVP_EncryptUpdate(pointer, nil, &rest, associated, associatedSize) == 1
                && EVP_EncryptUpdate(pointer, out, &rest, plaintext, size) == 1
                && EVP_EncryptFinal_ex(pointer, tag, &rest) == 1
                && EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_GET_TAG, tagCount, tag) == 1
        }
        return isSealed ? sealed : nil
    }

    func open(_ sealed: [UInt8], _ nonce: [UInt8], _ associated: [UInt8]) -> [UInt8]? {
        let size = sealed.count - AES256GCM.tagCount
        let associatedSize = Int32(clamping: associated.count)
        var tag = Array(sealed[size...])
        // One byte more than the text has, so that its end has an address.
        var plaintext = [UInt8](repeating: 0, count: size + 1)
        var rest: Int32 = 0
        let isOpen = unsafe plaintext.withUnsafeMutableBufferPointer { plaintext in
            let out = plaintext.baseAddress
            let tagSize = Int32(AES256GCM.tagCount)
            return unsafe EVP_DecryptInit_ex(pointer, nil, nil, nil, nonce) == 1
                && EVP_DecryptUpdate(pointer, nil, &rest, associated, associatedSize) == 1
                && EVP_DecryptUpdate(pointer, out, &rest, sealed, Int32(clamping: size)) == 1
                && EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_SET_TAG, tagSize, &tag) == 1
                && EVP_DecryptFinal_ex(pointer, out?.advanced(by: size), &rest) == 1
        }
        guard isOpen else { return nil }
        plaintext.removeLast()
        return plaintext
    }
}
