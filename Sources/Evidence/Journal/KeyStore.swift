import Cryptography
import Storage

/// The keys of a journal's streams, wrapped, one file each; what is opened stays in memory.
///
/// To remove a stream's file is to erase what the stream says.
struct KeyStore {
    let directory: Directory
    let random: RandomBytes
    private(set) var encryptionKey: AES256GCM
    /// What the keys are being rewrapped under, if a rotation has begun and not ended.
    private(set) var nextEncryptionKey: AES256GCM?
    private var opened: [KeyID: AES256GCM?] = [:]
    private var current: [StreamID: Current] = [:]

    /// The key of the stream's newest entry that was met; nil if it has to be read again.
    private struct Current {
        let id: KeyID
        var key: AES256GCM?
    }

    /// `isNew` lets it create what is missing; an old log whose key-encryption key is gone stays shut.
    init(_ directory: Directory, isNew: Bool, random: RandomBytes) throws(JournalError) {
        if isNew && !directory.has(Self.encryptionKeyFile) {
            let bytes = Self.encryptionKeyMagic + random(AES256GCM.keyCount)
            try storing { () throws(StorageError) in
                try directory.writeDurably(bytes, to: Self.encryptionKeyFile)
            }
        }
        self.directory = directory
        self.random = random
        encryptionKey = try Self.readEncryptionKey(Self.encryptionKeyFile, directory)
        if directory.has(Self.nextEncryptionKeyFile) {
            nextEncryptionKey = try Self.readEncryptionKey(Self.nextEncryptionKeyFile, directory)
        }
    }

    /// The log's own signing key, made if `isNew` and missing.
    func signingKey(isNew: Bool) throws(JournalError) -> Ed25519.PrivateKey {
        let wrapping = WrappedKey(purpose: .signer, keyID: Self.noKey, stream: Self.noStream)
        if isNew && !directory.has(Self.signerFile) {
            let file = try wrapping.wrap(random(Ed25519.seedCount), encryptionKey, random)
            try storing { () throws(StorageError) in
                try directory.writeDurably(file, to: Self.signerFile)
            }
        }
        guard let file = try read(Self.signerFile),
            let seed = unwrap(file, wrapping),
            let key = try? Ed25519.PrivateKey(seed: seed)
        else { throw .keyUnusable(file: Self.signerFile) }
        return key
    }

    /// What the entry says, if its key is still there.
    mutating func open(_ entry: StoredEntry) throws(JournalError) -> RecordedEntry.Payload {
        let header = entry.header
        let key: AES256GCM
        if let known = current[header.stream], known.id == header.keyID, let opened = known.key {
            key = opened
        } else {
            guard let opened = try self.key(header.keyID, of: header.stream) else { return .erased }
            current[header.stream] = Current(id: header.keyID, key: opened)
            key = opened
        }
        do throws(CryptographyError) {
            return .opened(try entry.payload(with: key))
        } catch {
            throw .damaged(Damage(sequence: header.sequence, reason: .notAuthentic))
        }
    }

    /// The same with nothing in memory.
    var afresh: KeyStore {
        var other = self
        (other.opened, other.current) = ([:], [:])
        return other
    }

    /// Takes over what the other has opened since, of entries behind those that this one has.
    mutating func take(_ other: KeyStore) {
        opened.merge(other.opened) { $1 }
        current.merge(other.current) { $1 }
    }

    /// It is read again when it is needed.
    mutating func forget(_ id: KeyID, of stream: StreamID) {
        opened.removeValue(forKey: id)
        current[stream]?.key = nil
    }

    /// The key that seals the stream's next entry; a new one is durable before it is returned.
    mutating func sealingKey(for stream: StreamID) throws(JournalError) -> (
        id: KeyID, key: AES256GCM
    ) {
        if let known = current[stream], let key = known.key { return (known.id, key) }
        if let id = current[stream]?.id, let key = try key(id, of: stream) {
            current[stream]?.key = key
            return (id, key)
        }
        let id = KeyID(random: random)
        let bytes = random(AES256GCM.keyCount)
        let wrapping = WrappedKey(purpose: .stream, keyID: id, stream: stream)
        let file = try wrapping.wrap(bytes, encryptionKey, random)
        try storing { () throws(StorageError) in try directory.writeDurably(file, to: id.hex) }
        guard let key = try? AES256GCM(key: SecretBytes(bytes)) else { throw .cryptographyFailed }
        opened[id] = key
        current[stream] = Current(id: id, key: key)
        return (id, key)
    }

    /// Removes all keys of the stream; on return they are gone from the directory for good.
    mutating func erase(_ stream: StreamID) throws(JournalError) {
        for name in try names() {
            guard let id = KeyID(hex: name), let file = try read(name),
                WrappedKey(purpose: .stream, keyID: id, stream: stream).isHead(of: file)
            else { continue }
            try storing { () throws(StorageError) in try directory.remove(name) }
            opened[id] = nil
        }
        current[stream] = nil
        try storing { () throws(StorageError) in try directory.synchronize() }
    }

    /// All keys of the stream in clear: to be given out on purpose, and never else.
    func secrets(of stream: StreamID) throws(JournalError) -> [KeyID: [UInt8]] {
        var secrets: [KeyID: [UInt8]] = [:]
        for name in try names() {
            guard let id = KeyID(hex: name), let file = try read(name) else { continue }
            let wrapping = WrappedKey(purpose: .stream, keyID: id, stream: stream)
            guard wrapping.isHead(of: file) else { continue }
            let secret =
                wrapping.secret(in: file, encryptionKey)
                ?? nextEncryptionKey.flatMap { wrapping.secret(in: file, $0) }
            guard let secret else { throw .keyUnusable(file: name) }
            secrets[id] = secret
        }
        return secrets
    }

    /// In the middle of a rotation a key may be wrapped by either.
    private func unwrap(_ file: [UInt8], _ wrapping: WrappedKey) -> SecretBytes? {
        wrapping.unwrap(file, encryptionKey)
            ?? nextEncryptionKey.flatMap { wrapping.unwrap(file, $0) }
    }

    /// Nil if it has been erased.
    private mutating func key(_ id: KeyID, of stream: StreamID) throws(JournalError) -> AES256GCM? {
        if let known = opened[id] { return known }
        guard let file = try read(id.hex) else {
            opened.updateValue(nil, forKey: id)
            return nil
        }
        let wrapping = WrappedKey(purpose: .stream, keyID: id, stream: stream)
        guard let secret = unwrap(file, wrapping),
            let key = try? AES256GCM(key: secret)
        else { throw .keyUnusable(file: id.hex) }
        opened[id] = key
        return key
    }

    func names() throws(JournalError) -> [String] {
        do throws(StorageError) { return try directory.names() } catch {
            throw .storageFailed(error)
        }
    }

    /// Whether there is a key of a stream, of whatever log.
    static func hasStreams(in directory: Directory) throws(JournalError) -> Bool {
        do throws(StorageError) {
            return try directory.names().contains { KeyID(hex: $0) != nil }
        } catch {
            throw .storageFailed(error)
        }
    }

    /// Nil if there is no such file.
    func read(_ file: String) throws(JournalError) -> [UInt8]? {
        do throws(StorageError) {
            return try directory.read(file, limit: WrappedKey.byteCount)
        } catch {
            if error.isMissingFile { return nil }
            throw .storageFailed(error)
        }
    }

    /// A rotation has ended: what was next is the one.
    mutating func takeNextEncryptionKey() {
        encryptionKey = nextEncryptionKey ?? encryptionKey
        nextEncryptionKey = nil
    }

    /// A rotation has begun.
    mutating func take(nextEncryptionKey key: AES256GCM) { nextEncryptionKey = key }

    static func readEncryptionKey(
        _ name: String,
        _ directory: Directory
    ) throws(JournalError) -> AES256GCM {
        let limit = encryptionKeyMagic.count + AES256GCM.keyCount
        guard let file = try? directory.read(name, limit: limit), file.count == limit,
            file.starts(with: encryptionKeyMagic),
            let key = try? AES256GCM(
                key: SecretBytes(Array(file.dropFirst(encryptionKeyMagic.count)))
            )
        else { throw .keyUnusable(file: name) }
        return key
    }

    static let encryptionKeyFile = "kek"
    static let nextEncryptionKeyFile = "kek.next"
    static let encryptionKeyMagic = Array("CBKEK\0\0\u{1}".utf8)
    static let signerFile = "signer"
    static let noKey = KeyID(random: RandomBytes { [UInt8](repeating: 0, count: $0) })
    static let noStream = StreamID(random: RandomBytes { [UInt8](repeating: 0, count: $0) })
}

/// Does a step on the disk; a full one is told apart, since it may pass.
func storing(_ step: () throws(StorageError) -> Void) throws(JournalError) {
    do throws(StorageError) { try step() } catch {
        throw error.isFullDisk ? .diskFull : .storageFailed(error)
    }
}
