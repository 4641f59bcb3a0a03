import Storage

/// The format of a journal on the disk, version 1, which is final: old logs stay readable for ever.
///
/// All integers are big-endian. A data directory holds:
///
///     journal/segment-<20 decimal digits>   entries, from the sequence number in the name on
///     journal/checkpoint                    C2SP signed note: origin, size, root
///     journal/cosigned-<8 hex digits>       the newest checkpoint that the witness with this key id has signed
///     journal/torn-<20 digits>-<number>     a torn tail that was cut off before this entry; nothing reads it
///     journal/snapshot                      a cache, see LogSnapshot; may be deleted at any time
///     journal/journal.vkey                  C2SP verifier key of the log, to be kept elsewhere too
///     journal/lock                          locked by the process that writes; its number, in digits
///     keys/kek                              "CBKEK", 0, 0, 1, then 32 bytes: the key-encryption key
///     keys/kek.next                         the same for the next one, while keys are being rewrapped
///     keys/signer                           wrapped seed of the log's Ed25519 key
///     keys/<32 hexadecimal digits>          wrapped key of one stream, named by its key id
///
/// **Segment** = "CBJOURN1", u64 sequence of its first entry, then frames without gaps. The last
/// segment may end in zeros, which is space taken ahead; others end with their last frame.
///
/// **Frame** = 0xCB, u16 length of the entry, the same u16 again, the entry, its leaf hash
/// (32 bytes, RFC 6962: SHA-256 of 0x00 and the entry), 0xBC.
///
/// **Entry** = header, nonce (12 random bytes), ciphertext, tag (16); at most 65,535 bytes,
/// and the leaf of the log's tree at its sequence number. AES-256-GCM under the stream's key; the
/// associated data is the header:
///
///     u8   format version, 1
///     u8   flags: 1 = first of a batch, 2 = the append goes on in the next entry; others 0
///     u64  sequence, from 0, without gaps
///     u64  milliseconds since 1970-01-01T00:00:00Z
///     16   pseudonym of the stream
///     u16  type, whose meaning is the caller's
///     16   key id
///
/// **Wrapped key** = "CBWRAP", u8 version 1, u8 purpose (1 stream key, 2 signer), key id (16), pseudonym of
/// the stream (16), nonce (12), ciphertext (32), tag (16). AES-256-GCM under the
/// key-encryption key; the associated data is what stands before the nonce. The signer has zeros for both ids.
///
/// **The tail.** A batch is one write and one fdatasync, and is not acknowledged before; so a crash can tear
/// only the last batch: bytes that are missing are zero, or beyond the end of the file. The first
/// frame that is not intact is *torn*, and cut off, if nothing behind it is an intact
/// frame that begins a batch (a later batch would prove that this one had been durable), and
///
/// - what is there of it is right and the rest is missing, or
/// - a whole sector of 512 bytes, or the rest of one, is missing, and the frame begins right, or
/// - the sector with the frame's beginning is missing, and behind it stand an intact frame or 64 bytes that are
///   not zero.
///
/// Anything else is *damage*: also a byte that is not zero behind the last frame, since a write hardly leaves
/// only that. An append whose last entry is missing is cut off whole. Known hole: if the disk keeps less than
/// that of the last batch, and not its beginning, this is reported as damage. Who can write to the disk can make
/// a tail look torn that nobody has signed for yet; they could as well have cut it off.
enum JournalFormat {
    static let segmentMagic = Array("CBJOURN1".utf8)
    static let segmentHeaderCount = 16
    static let segmentPrefix = "segment-"
    static let cosignedPrefix = "cosigned-"

    static let version: UInt8 = 1
    static let headerCount = 52
    static let nonceCount = 12
    static let tagCount = 16
    static let shortestEntry = headerCount + nonceCount + tagCount
    static let longestEntry = 65_535
    static let longestPayload = 60 * 1024

    static let frameStart: UInt8 = 0xCB
    static let frameEnd: UInt8 = 0xBC
    /// The mark and both lengths.
    static let frameHeadCount = 5
    /// The leaf hash and the mark.
    static let frameTailCount = 33
    static let sectorCount = 512
    /// So many bytes behind a missing beginning are the rest of a write.
    static let remainsCount = 64

    static let checkpointFile = "checkpoint"
    static let snapshotFile = "snapshot"
    static let verifierKeyFile = "journal.vkey"
    static let lockFile = "lock"

    /// Whether a segment begins as one of a later version would.
    static func isNewerSegment(_ bytes: [UInt8]) -> Bool {
        guard let version = segmentMagic.last else { return false }
        return bytes.starts(with: segmentMagic.dropLast()) && bytes.count >= segmentMagic.count
            && bytes[segmentMagic.count - 1] > version
    }

    static func frameCount(payload: Int) -> Int {
        frameHeadCount + shortestEntry + payload + frameTailCount
    }

    static func segmentHeader(first: UInt64) -> [UInt8] {
        var header = segmentMagic
        header.append(bigEndian: first)
        return header
    }

    static func segmentName(first: UInt64) -> String { segmentPrefix + digits(first) }

    static func tornName(first: UInt64) -> String { "torn-" + digits(first) }

    private static func digits(_ sequence: UInt64) -> String {
        let digits = String(sequence)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }

    /// The sequence in a segment's name; nil for any other name.
    static func firstSequence(inName name: String) -> UInt64? {
        guard name.hasPrefix(segmentPrefix),
            let first = UInt64(name.dropFirst(segmentPrefix.count)),
            segmentName(first: first) == name
        else { return nil }
        return first
    }
}
