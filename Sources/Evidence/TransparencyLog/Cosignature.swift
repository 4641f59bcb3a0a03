package import Cryptography

/// A witness's signature under a checkpoint, and when it saw that (C2SP tlog-cosignature, v1).
///
/// As bytes: u64 seconds since 1970-01-01T00:00:00Z, big-endian, then the Ed25519 signature of
///
///     cosignature/v1
///     time <seconds>
///     <the checkpoint's text>
struct Cosignature {
    let time: UInt64
    let signature: [UInt8]

    /// Nil unless there are 72 bytes.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 8 + Ed25519.signatureCount else { return nil }
        time = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        signature = Array(bytes.dropFirst(8))
    }

    init(time: UInt64, signature: [UInt8]) {
        self.time = time
        self.signature = signature
    }

    var bytes: [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> $0) }
            + signature
    }

    func message(_ text: String) -> [UInt8] { Self.message(text, time: time) }

    static func message(_ text: String, time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}

extension SignedNote {
    /// When a witness says that it saw this, in seconds since 1970; nil if it has not signed.
    ///
    /// Verify first: this trusts the signature.
    package func time(seenBy witness: VerifierKey) -> UInt64? {
        guard witness.kind == .cosignature else { return nil }
        return signatures.first {
            $0.keyID == witness.id && $0.name.utf8.elementsEqual(witness.name.utf8)
        }.flatMap { Cosignature($0.bytes)?.time }
    }
}

/// A witness's key.
package struct Cosigner: Sendable {
    package let verifierKey: VerifierKey
    private let privateKey: Ed25519.PrivateKey

    package init(name: String, privateKey: Ed25519.PrivateKey) throws(TransparencyLogError) {
        verifierKey = try VerifierKey(
            name: name,
            publicKey: privateKey.publicKey,
            kind: .cosignature
        )
        self.privateKey = privateKey
    }

    /// A line for a checkpoint's note; `time` in seconds since 1970.
    package func cosign(
        _ checkpoint: Checkpoint,
        time: UInt64
    ) throws(CryptographyError) -> SignedNote.Signature {
        let message = Cosignature.message(checkpoint.body, time: time)
        let signature = Cosignature(time: time, signature: try privateKey.signature(for: message))
        return SignedNote.Signature(
            name: verifierKey.name,
            keyID: verifierKey.id,
            bytes: signature.bytes
        )
    }
}
