import Cryptography

/// A text and the signatures under it (C2SP signed-note v1.0.0).
///
///     text, whose last byte is a line feed
///                                              an empty line
///     — <key name> base64(key id, 4 bytes big-endian || signature)
///
/// Each signature's line begins with an em dash (U+2014) and a space. UTF-8 without control
/// characters but line feeds.
package struct SignedNote: Sendable, Hashable {
    package struct Signature: Sendable, Hashable {
        package let name: String
        package let keyID: UInt32
        package let bytes: [UInt8]

        package init(name: String, keyID: UInt32, bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    package let text: String
    package let signatures: [Signature]

    package init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note of at most 1 MB and 100 signatures; verifies nothing.
    package init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.byteLimit else { throw .malformedNote("too long") }
        guard let note = String(validating: bytes, as: UTF8.self),
            bytes.allSatisfy({ $0 >= 0x20 || $0 == Self.lineFeed }),
            bytes.last == Self.lineFeed
        else { throw .malformedNote("not lines of UTF-8 text") }
        guard let split = Self.lastEmptyLine(bytes) else {
            throw .malformedNote("no empty line before signatures")
        }
        let lines = bytes[(split + 1)...].dropLast().split(
            separator: Self.lineFeed,
            omittingEmptySubsequences: false
        )
        guard (1...Self.signatureLimit).contains(lines.count) else {
            throw .malformedNote("number of signatures")
        }
        var signatures: [Signature] = []
        for line in lines {
            signatures.append(try Self.signature(String(decoding: line, as: UTF8.self)))
        }
        text = String(decoding: note.utf8.prefix(split), as: UTF8.self)
        self.signatures = signatures
    }

    package var bytes: [UInt8] {
        let lines = signatures.map { signature in
            let id = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: signature.keyID >> $0) }
            return "\u{2014} \(signature.name) \(Base64.encode(id + signature.bytes))\n"
        }
        return Array((text + "\n" + lines.joined()).utf8)
    }

    /// The keys of `known` that signed, each at least once.
    ///
    /// Signatures by other keys are ignored; one by a known key that does not fit is an error.
    package func verified(
        by known: [VerifierKey]
    ) throws(TransparencyLogError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for signature in signatures {
            let key = known.first {
                $0.id == signature.keyID && $0.name.utf8.elementsEqual(signature.name.utf8)
            }
            guard let key else { continue }
            guard key.isValid(signature.bytes, under: text) else {
                throw .wrongSignature(by: key.name)
            }
            if !signers.contains(key) { signers.append(key) }
        }
        guard !signers.isEmpty else { throw .notSignedByKnownKey }
        return signers
    }

    private static func signature(_ line: String) throws(TransparencyLogError) -> Signature {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.elementsEqual("\u{2014}".utf8),
            VerifierKey.isName(parts[1]), let blob = Base64.decode(parts[2]), blob.count > 4
        else { throw .malformedNote("signature line") }
        return Signature(
            name: String(parts[1]),
            keyID: blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(blob.dropFirst(4))
        )
    }

    /// Where the line feed of the last empty line is: what stands before it is the text.
    private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().last { bytes[$0] == lineFeed && bytes[$0 - 1] == lineFeed }
    }

    private static let byteLimit = 1_000_000
    private static let signatureLimit = 100
    private static let lineFeed = UInt8(ascii: "\n")
}
