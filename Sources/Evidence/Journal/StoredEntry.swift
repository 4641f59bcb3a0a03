import Cryptography
import Storage
import TransparencyLog

/// An entry as it stands in the log, still sealed.
struct StoredEntry: Sendable {
    let header: EntryHeader
    /// Header, nonce, ciphertext and tag: the leaf's content.
    ///
    /// Shares, and keeps, what it was read from.
    let bytes: ArraySlice<UInt8>
    let leaf: Digest

    /// Nil unless these bytes are an entry.
    init?(_ bytes: ArraySlice<UInt8>) {
        let span = bytes.span
        guard let header = EntryHeader(entry: span) else { return nil }
        self.header = header
        self.bytes = bytes
        leaf = MerkleTree.leafHash(span)
    }

    func payload(with key: AES256GCM) throws(CryptographyError) -> [UInt8] {
        let span = bytes.span
        let head = JournalFormat.headerCount
        let body = head + JournalFormat.nonceCount
        return try key.open(
            span.extracting(body...),
            nonce: span.extracting(head..<body),
            authenticating: span.extracting(..<head)
        )
    }

    /// Seals `payload` under the stream's key, and writes the entry with the frame around it; after an error `buffer`
    /// is as it was.
    /// - Returns: the leaf.
    static func write(
        _ header: EntryHeader,
        sealing payload: [UInt8],
        with key: AES256GCM,
        nonce: ArraySlice<UInt8>,
        to buffer: inout [UInt8]
    ) throws(CryptographyError) -> Digest {
        let length = UInt16(truncatingIfNeeded: JournalFormat.shortestEntry + payload.count)
        let frame = buffer.count
        buffer.append(JournalFormat.frameStart)
        buffer.append(bigEndian: length)
        buffer.append(bigEndian: length)
        let start = buffer.count
        header.append(to: &buffer)
        let head = buffer.count
        buffer.append(contentsOf: nonce)
        do throws(CryptographyError) {
            try key.seal(
                payload.span,
                nonce: head..<buffer.count,
                authenticating: start..<head,
                in: &buffer
            )
        } catch {
            buffer.removeLast(buffer.count - frame)
            throw error
        }
        let leaf = MerkleTree.leafHash(buffer.span.extracting(start...))
        leaf.append(to: &buffer)
        buffer.append(JournalFormat.frameEnd)
        return leaf
    }
}
