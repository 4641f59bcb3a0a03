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

    init(purpose: Purpose, keyID: KeyID, stream: StreamID) {
        self.purpose = purpose
        self.keyID = keyID
        self.stream = stream
    }

    /// What a file of that name says that it holds; nil if it is no such file.
    init?(file: [UInt8], name: String) {
        guard file.count == Self.byteCount, let stream = StreamID(Array(file[24..<40])) else {
            return nil
        }
        if name == KeyStore.signerFile {
            self.init(purpose: .signer, keyID: KeyStore.noKey, stream: stream)
        } else {
            guard let keyID = KeyID(hex: name) else { return nil }
            self.init(purpose: .stream, keyID: keyID, stream: stream)
        }
        guard isHead(of: file) else { return nil }
    }

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
        secret(in: file, encryptionKey).map(SecretBytes.init)
    }

    /// The same key under another key-encryption key; nil where `unwrap` is.
    func rewrap(
        _ file: [UInt8],
        from old: AES256GCM,
        to new: AES256GCM,
        _ random: RandomBytes
    ) throws(JournalError) -> [UInt8]? {
        guard let secret = secret(in: file, old) else { return nil }
        return try wrap(secret, new, random)
    }

    /// In clear: only to be wrapped again, or handed over on purpose.
    func secret(in file: [UInt8], _ encryptionKey: AES256GCM) -> [UInt8]? {
        guard file.count == Self.byteCount, isHead(of: file) else { return nil }
        let body = head.count + AES256GCM.nonceCount
        return try? encryptionKey.open(
            Array(file[body...]),
            nonce: Array(file[head.count..<body]),
            authenticating: head
        )
    }

    func isHead(of file: [UInt8]) -> Bool { file.starts(with: head) }

    private var head: [UInt8] {
        Array("CBWRAP".utf8) + [1, purpose.rawValue] + keyID.bytes + stream.bytes
    }
}
