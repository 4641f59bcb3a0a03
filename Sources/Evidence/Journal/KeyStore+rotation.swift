import Cryptography
import Storage

/// A new key-encryption key: all other keys are wrapped anew, and nothing else changes.
extension KeyStore {
    /// Returns how many keys are wrapped under the new one.
    ///
    ///     kek.next                 written durably: from here on either key opens what it wrapped
    ///     each key file            rewrapped, put in place of the old one, durably
    ///     fsync directory          and each file read again
    ///     rename kek.next -> kek, fsync directory
    ///
    /// Whatever stops it, every key still opens, and `recover` goes on from there. Nothing is changed if
    /// a key does not open to begin with. Known hole: the old key's bytes are unlinked, not overwritten, and
    /// copies of it open copies of what it wrapped.
    mutating func rotate() throws(JournalError) -> Int {
        try recover()
        for (name, wrapping) in try wrappings() {
            guard let file = try read(name), wrapping.unwrap(file, encryptionKey) != nil else {
                throw .keyUnusable(file: name)
            }
        }
        let bytes = random(AES256GCM.keyCount)
        guard let key = try? AES256GCM(key: SecretBytes(bytes)) else { throw .cryptographyFailed }
        try storing { () throws(StorageError) in
            try directory.writeDurably(
                Self.encryptionKeyMagic + bytes,
                to: Self.nextEncryptionKeyFile
            )
        }
        take(nextEncryptionKey: key)
        return try finishRotation(under: key)
    }

    /// Ends a rotation that was interrupted, and clears away what interrupted writes left.
    ///
    /// Only for whoever holds the log's lock.
    mutating func recover() throws(JournalError) {
        let remains = try names().filter { $0.hasSuffix(Directory.newSuffix) }
        try storing { () throws(StorageError) in
            for name in remains { try directory.remove(name) }
            if !remains.isEmpty { try directory.synchronize() }
        }
        if let key = nextEncryptionKey { _ = try finishRotation(under: key) }
    }

    private mutating func finishRotation(under key: AES256GCM) throws(JournalError) -> Int {
        let wrappings = try wrappings()
        for (name, wrapping) in wrappings {
            guard let file = try read(name) else { throw .keyUnusable(file: name) }
            if wrapping.unwrap(file, key) != nil { continue }
            guard
                let rewrapped = try wrapping.rewrap(file, from: encryptionKey, to: key, random)
            else { throw .keyUnusable(file: name) }
            try storing { () throws(StorageError) in
                try directory.writeDurably(rewrapped, to: name)
            }
        }
        // A name whose own fsync failed in an earlier try must be durable too.
        try storing { () throws(StorageError) in try directory.synchronize() }
        for (name, wrapping) in wrappings {
            guard let file = try read(name), wrapping.unwrap(file, key) != nil else {
                throw .keyUnusable(file: name)
            }
        }
        try storing { () throws(StorageError) in
            try directory.rename(Self.nextEncryptionKeyFile, to: Self.encryptionKeyFile)
            try directory.synchronize()
        }
        takeNextEncryptionKey()
        return wrappings.count
    }

    /// The signer's file and each stream key's.
    private func wrappings() throws(JournalError) -> [(name: String, wrapping: WrappedKey)] {
        var wrappings: [(String, WrappedKey)] = []
        for name in try names() where name == Self.signerFile || KeyID(hex: name) != nil {
            guard let file = try read(name), let wrapping = WrappedKey(file: file, name: name)
            else { throw .keyUnusable(file: name) }
            wrappings.append((name, wrapping))
        }
        return wrappings
    }
}

extension Journal {
    /// Gives the log in a data directory a new key-encryption key; returns how many keys it wraps.
    ///
    /// Only while nobody has the log open. A rotation that was interrupted is ended first.
    package static func rotateKeys(
        directory path: String,
        options: JournalOptions
    ) throws(JournalError) -> Int {
        let root = Directory(path, in: options.files, faults: options.faults)
        let lock = try lock(root.subdirectory("journal"))
        defer { _ = lock }
        var keys = try KeyStore(
            root.subdirectory("keys"),
            isNew: false,
            random: options.random
        )
        return try keys.rotate()
    }
}
