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
        var bytes = nonce + associated
        let head = bytes.count
        try seal(
            plaintext.span,
            nonce: 0..<nonce.count,
            authenticating: nonce.count..<head,
            in: &bytes
        )
        return Array(bytes[head...])
    }

    /// Puts ciphertext and tag behind what `buffer` has already: the nonce and what is authenticated
    /// too, among other things; after an error it has only that.
    package func seal(
        _ plaintext: Span<UInt8>,
        nonce: Range<Int>,
        authenticating associated: Range<Int>,
        in buffer: inout [UInt8]
    ) throws(CryptographyError) {
        let start = buffer.count
        guard nonce.count == Self.nonceCount, 0 <= nonce.lowerBound, nonce.upperBound <= start,
            0 <= associated.lowerBound, associated.upperBound <= start
        else { throw .malformedInput("nonce") }
        buffer.append(contentsOf: repeatElement(0, count: plaintext.count + Self.tagCount))
        let isSealed = context.withLock { $0.seal(plaintext, nonce, associated, &buffer, start) }
        guard isSealed else {
            buffer.removeLast(buffer.count - start)
            throw drainErrorQueue()
        }
    }

    /// The plaintext, once its tag has been found right; throws `notAuthentic` otherwise.
    package func open(
        _ sealed: [UInt8],
        nonce: [UInt8],
        authenticating associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try open(sealed.span, nonce: nonce.span, authenticating: associated.span)
    }

    package func open(
        _ sealed: Span<UInt8>,
        nonce: Span<UInt8>,
        authenticating associated: Span<UInt8>
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

    /// Into `buffer`, from `start` to its end.
    func seal(
        _ plaintext: Span<UInt8>,
        _ nonce: Range<Int>,
        _ associated: Range<Int>,
        _ buffer: inout [UInt8],
        _ start: Int
    ) -> Bool {
        let tagCount = Int32(AES256GCM.tagCount)
        let associatedCount = Int32(clamping: associated.count)
        var rest: Int32 = 0
        return unsafe buffer.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            let out = unsafe base + start
            let tag = unsafe out + plaintext.count
            return unsafe plaintext.withUnsafeBufferPointer { plaintext in
                let size = Int32(clamping: plaintext.count)
                return unsafe EVP_EncryptInit_ex(pointer, nil, nil, nil, base + nonce.lowerBound)
                    == 1
                    && EVP_EncryptUpdate(
                        pointer,
                        nil,
                        &rest,
                        base + associated.lowerBound,
                        associatedCount
                    ) == 1
                    && EVP_EncryptUpdate(pointer, out, &rest, plaintext.baseAddress, size) == 1
                    && EVP_EncryptFinal_ex(pointer, tag, &rest) == 1
                    && EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_GET_TAG, tagCount, tag) == 1
            }
        }
    }

    func open(
        _ sealed: Span<UInt8>,
        _ nonce: Span<UInt8>,
        _ associated: Span<UInt8>
    ) -> [UInt8]? {
        let size = sealed.count - AES256GCM.tagCount
        let tagCount = Int32(AES256GCM.tagCount)
        var rest: Int32 = 0
        var isOpen = false
        // One byte more than the text has, so that its end has an address.
        let plaintext = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { text, count in
            guard let out = text.baseAddress else { return }
            isOpen = unsafe sealed.withUnsafeBufferPointer { sealed in
                guard let start = sealed.baseAddress else { return false }
                // OpenSSL asks for a tag that it may change, and does not.
                let tag = unsafe UnsafeMutablePointer(mutating: start + size)
                return unsafe nonce.withUnsafeBufferPointer { nonce in
                    unsafe associated.withUnsafeBufferPointer { associated in
                        let associatedCount = Int32(clamping: associated.count)
                        return unsafe EVP_DecryptInit_ex(pointer, nil, nil, nil, nonce.baseAddress)
                            == 1
                            && EVP_DecryptUpdate(
                                pointer,
                                nil,
                                &rest,
                                associated.baseAddress,
                                associatedCount
                            ) == 1
                            && EVP_DecryptUpdate(pointer, out, &rest, start, Int32(clamping: size))
                                == 1
                            && EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_SET_TAG, tagCount, tag)
                                == 1
                            && EVP_DecryptFinal_ex(pointer, out + size, &rest) == 1
                    }
                }
            }
            count = isOpen ? size : 0
        }
        return isOpen ? plaintext : nil
    }
}
