import Cryptography

/// A key in a file, sealed under the key-encryption key; see `JournalFormat`.
struct WrappedKey {
    enum Purpose: UInt8 {
        case stream = 1
        case signer = 2
    }

    static let byteCount = 40 + AES256GCM.nonceCount + AES256GCM.keyCount + AES256GCM.tagCount

    let purpose: Purpose
    let keyID: KeyID
    let stream: StreamID

    func wrap(
        _ secret: [UInt8],
        _ encryptionKey: AES256GCM,
        _ random: RandomBytes
    ) throws(JournalError) -> [UInt8] {
        let nonce = random(AES256GCM.nonceCount)
        do throws(CryptographyError) {
            return head + nonce
                + (try encryptionKey.seal(secret, nonce: nonce, authenticating: head))
        } catch {
            throw .cryptographyFailed
        }
    }

    /// Nil if the file is not this key's, or was wrapped by another.
    func unwrap(_ file: [UInt8], _ encryptionKey: AES256GCM) -> SecretBytes? {
        guard file.count == Self.byteCount, isHead(of: file) else { return nil }
        let body = head.count + AES256GCM.nonceCount
        return try? SecretBytes(
            encryptionKey.open(
                Array(file[body...]),
                nonce: Array(file[head.count..<body]),
                authenticating: head
            )
        )
    }

    func isHead(of file: [UInt8]) -> Bool { file.starts(with: head) }

    private var head: [UInt8] {
        Array("CBWRAP".utf8) + [1, purpose.rawValue] + keyID.bytes + stream.bytes
    }
}
