package import Cryptography

/// A public key with the name of its owner, as C2SP signed-note writes it: `name+hash+key`.
package struct VerifierKey: Sendable, Hashable {
    /// How a key signs: the first byte of its encoding (C2SP signed-note).
    package enum Kind: UInt8, Sendable {
        /// Over the note's text.
        case ed25519 = 0x01
        /// Over a time and the note's text: a witness's (C2SP tlog-cosignature, v1).
        case cosignature = 0x04
    }

    package let name: String
    package let kind: Kind
    package let publicKey: Ed25519.PublicKey
    /// The first four bytes, big-endian, of SHA-256 over name, line feed, type and key.
    package let id: UInt32

    package init(
        name: String,
        publicKey: Ed25519.PublicKey,
        kind: Kind = .ed25519
    ) throws(TransparencyLogError) {
        guard Self.isName(name) else { throw .malformedKey("name") }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        let preimage = Array(name.utf8) + [0x0A, kind.rawValue] + publicKey.bytes
        id = SHA256.hash(preimage).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads the text of one key, strictly: the hash must be the key's own.
    package init(_ text: some StringProtocol) throws(TransparencyLogError) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformedKey("not name+hash+key") }
        guard let key = Base64.decode(parts[2]), let type = key.first else {
            throw .malformedKey("key is not base64")
        }
        guard let kind = Kind(rawValue: type),
            let publicKey = Ed25519.PublicKey(Array(key.dropFirst()))
        else { throw .malformedKey("not an Ed25519 key") }
        try self.init(name: String(parts[0]), publicKey: publicKey, kind: kind)
        guard Hex.decode(parts[1]) == idBytes else { throw .malformedKey("hash") }
    }

    package var text: String {
        "\(name)+\(idText)+\(Base64.encode([kind.rawValue] + publicKey.bytes))"
    }

    /// The key id in hexadecimal digits.
    package var idText: String { Hex.encode(idBytes) }

    var idBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) } }

    /// Not empty, without white space and plus signs.
    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 && $0.value != 0x7F
            }
    }

    /// Whether a signature, without its key id, is this key's under `text`.
    func isValid(_ signature: [UInt8], under text: String) -> Bool {
        switch kind {
        case .ed25519: return publicKey.isValid(signature, for: Array(text.utf8))
        case .cosignature:
            guard let cosignature = Cosignature(signature) else { return false }
            return publicKey.isValid(cosignature.signature, for: cosignature.message(text))
        }
    }
}

/// A key that signs notes.
package struct NoteSigner: Sendable {
    package let verifierKey: VerifierKey
    private let privateKey: Ed25519.PrivateKey

    package init(name: String, privateKey: Ed25519.PrivateKey) throws(TransparencyLogError) {
        verifierKey = try VerifierKey(name: name, publicKey: privateKey.publicKey)
        self.privateKey = privateKey
    }

    /// A line for a note's text, which must end with a line feed.
    package func sign(_ text: String) throws(CryptographyError) -> SignedNote.Signature {
        SignedNote.Signature(
            name: verifierKey.name,
            keyID: verifierKey.id,
            bytes: try privateKey.signature(for: Array(text.utf8))
        )
    }
}
