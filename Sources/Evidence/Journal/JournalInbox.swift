package import Cryptography
import Storage

/// What a command that may not write to the log, since a broker has it open or it only reads, leaves beside it: a sealed
/// file each, until a broker or a command that writes takes it in.
///
///     inbox/<32 hex digits> = "CBINBOX1", nonce (12), ciphertext, tag (16); AES-256-GCM under the key-encryption key,
///     the associated data is the first eight bytes
package struct JournalInbox: Sendable {
    package struct Item: Sendable {
        let name: String
        package let payload: [UInt8]
    }

    private let directory: Directory
    private let key: AES256GCM

    /// In the data directory `path`.
    package init(ofLogIn path: String) throws(JournalError) {
        let root = Directory(path)
        directory = root.subdirectory("inbox")
        key = try KeyStore(root.subdirectory("keys"), isNew: false, random: .system).encryptionKey
    }

    /// Returns when it is durable.
    package func put(_ payload: [UInt8], random: RandomBytes) throws(JournalError) {
        let nonce = random(AES256GCM.nonceCount)
        guard let sealed = try? key.seal(payload, nonce: nonce, authenticating: Self.magic) else {
            throw .cryptographyFailed
        }
        try storing { () throws(StorageError) in
            try directory.create()
            try directory.writeDurably(Self.magic + nonce + sealed, to: Hex.encode(random(16)))
        }
    }

    /// All that can be opened; what cannot stays where it is.
    package func items() -> [Item] {
        let names = (try? directory.names()) ?? []
        return names.filter { Hex.decode($0)?.count == 16 }.compactMap { name in
            let (head, body) = (Self.magic.count, Self.magic.count + AES256GCM.nonceCount)
            guard let file = try? directory.read(name, limit: Self.limit),
                file.starts(with: Self.magic), file.count > body,
                let payload = try? key.open(
                    Array(file[body...]),
                    nonce: Array(file[head..<body]),
                    authenticating: Self.magic
                )
            else { return nil }
            return Item(name: name, payload: payload)
        }
    }

    package func remove(_ items: [Item]) throws(JournalError) {
        try storing { () throws(StorageError) in
            for item in items { try directory.remove(item.name) }
            if !items.isEmpty { try directory.synchronize() }
        }
    }

    private static let magic = Array("CBINBOX1".utf8)
    private static let limit = 64 << 10
}
