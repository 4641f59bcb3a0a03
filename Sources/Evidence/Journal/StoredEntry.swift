import Cryptography
import TransparencyLog

/// An entry as it stands in the log, still sealed.
struct StoredEntry: Sendable {
    let header: EntryHeader
    /// Header, nonce, ciphertext and tag: the leaf's content.
    let bytes: [UInt8]
    let leaf: Digest

    /// Nil unless these bytes are an entry.
    init?(_ bytes: [UInt8]) {
        guard let header = EntryHeader(entry: bytes) else { return nil }
        self.header = header
        self.bytes = bytes
        leaf = MerkleTree.leafHash(bytes)
    }

    /// Seals `payload` under the stream's key.
    init(
        _ header: EntryHeader,
        sealing payload: [UInt8],
        with key: AES256GCM,
        nonce: [UInt8]
    ) throws(CryptographyError) {
        let head = header.bytes
        self.header = header
        bytes = head + nonce + (try key.seal(payload, nonce: nonce, authenticating: head))
        leaf = MerkleTree.leafHash(bytes)
    }

    func payload(with key: AES256GCM) throws(CryptographyError) -> [UInt8] {
        let head = JournalFormat.headerCount
        let body = head + JournalFormat.nonceCount
        return try key.open(
            Array(bytes[body...]),
            nonce: Array(bytes[head..<body]),
            authenticating: Array(bytes[..<head])
        )
    }

    /// Writes the frame around the entry.
    func appendFrame(to buffer: inout [UInt8]) {
        let length = UInt16(truncatingIfNeeded: bytes.count)
        buffer.append(JournalFormat.frameStart)
        buffer.append(bigEndian: length)
        buffer.append(bigEndian: length)
        buffer.append(contentsOf: bytes)
        buffer.append(contentsOf: leaf.bytes)
        buffer.append(JournalFormat.frameEnd)
    }
}
