package import Cryptography

/// What a log says of itself at one moment (C2SP tlog-checkpoint): whose it is, how long, and the
/// root of its tree.
///
/// The body is three lines: origin, size in decimal, root in base64; extension lines, which we never
/// write, may follow.
package struct Checkpoint: Sendable, Hashable {
    package let origin: String
    package let size: UInt64
    package let root: Digest
    package let extensions: [String]

    package init(origin: String, size: UInt64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Reads a body strictly: one checkpoint has one text.
    package init(body: String) throws(TransparencyLogError) {
        let lines = body.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 4, lines.last == "" else { throw .malformedCheckpoint("lines") }
        guard VerifierKey.isName(lines[0]) else { throw .malformedCheckpoint("origin") }
        guard let size = UInt64(lines[1]), String(size) == lines[1] else {
            throw .malformedCheckpoint("size")
        }
        guard let root = Base64.decode(lines[2]).flatMap({ Digest($0) }) else {
            throw .malformedCheckpoint("root")
        }
        let extensions = lines[3..<(lines.count - 1)]
        guard !extensions.contains("") else { throw .malformedCheckpoint("empty line") }
        origin = lines[0]
        self.size = size
        self.root = root
        self.extensions = Array(extensions)
    }

    package var body: String {
        let lines = [origin, String(size), Base64.encode(root.bytes)] + extensions
        return lines.map { $0 + "\n" }.joined()
    }

    package func signed(by signer: NoteSigner) throws(CryptographyError) -> SignedNote {
        SignedNote(text: body, signatures: [try signer.sign(body)])
    }

    /// The checkpoint in a note that the log's own key has signed under the checkpoint's origin.
    package init(
        note bytes: [UInt8],
        signedBy key: VerifierKey
    ) throws(TransparencyLogError) {
        let note = try SignedNote(parsing: bytes)
        _ = try note.verified(by: [key])
        let checkpoint = try Checkpoint(body: note.text)
        guard checkpoint.origin.utf8.elementsEqual(key.name.utf8) else {
            throw .malformedCheckpoint("origin is not the key's name")
        }
        self = checkpoint
    }
}
