import Cryptography
import Storage
import TransparencyLog

/// Goes through the frames of one segment, and tells a torn tail from damage.
struct SegmentReader {
    enum Step {
        case entry(StoredEntry)
        case end(Ending)
    }

    /// What stands where no intact frame does.
    enum Ending: Equatable {
        /// Nothing, or zeros only.
        case clean
        case torn
        case damaged
        /// An intact entry of a later format version.
        case newer
    }

    private let bytes: [UInt8]
    /// Behind the last byte that is not zero.
    private let end: Int
    /// Where the next frame begins.
    private(set) var offset = JournalFormat.segmentHeaderCount

    /// Nil if the segment does not begin with the header for `first`.
    init?(_ bytes: [UInt8], first: UInt64) {
        guard bytes.count >= JournalFormat.segmentHeaderCount,
            bytes.starts(with: JournalFormat.segmentMagic),
            bytes.bigEndian(at: JournalFormat.segmentMagic.count) == first
        else { return nil }
        self.bytes = bytes
        end = countWithoutTrailingZeros(bytes)
    }

    /// Goes through frames alone, without a segment's header.
    init(frames: [UInt8]) {
        bytes = frames
        end = frames.count
        offset = 0
    }

    /// Goes on from where a frame begins.
    mutating func skip(to offset: Int) { self.offset = offset }

    /// The size of the file.
    var count: Int { bytes.count }

    mutating func next() -> Step {
        guard offset < end else { return .end(.clean) }
        guard let (entry, frameEnd) = frame(at: offset) else {
            return .end(isNewer ? .newer : ending)
        }
        offset = frameEnd
        return .entry(entry)
    }

    /// The intact frame that begins at `start`, and where it ends.
    private func frame(at start: Int) -> (entry: StoredEntry, end: Int)? {
        guard let stop = frameEnd(at: start), stop <= bytes.count,
            bytes[stop - 1] == JournalFormat.frameEnd
        else { return nil }
        let leafStart = stop - JournalFormat.frameTailCount
        guard
            let entry = StoredEntry(
                Array(bytes[(start + JournalFormat.frameHeadCount)..<leafStart])
            ),
            entry.leaf == Digest(bytes[leafStart..<(stop - 1)])
        else { return nil }
        return (entry, stop)
    }

    /// Whether the frame is whole, and its entry of a version that came after this program.
    private var isNewer: Bool {
        guard let stop = frameEnd(at: offset), stop <= bytes.count,
            bytes[offset + JournalFormat.frameHeadCount] > JournalFormat.version
        else { return false }
        let leafStart = stop - JournalFormat.frameTailCount
        let entry = Array(bytes[(offset + JournalFormat.frameHeadCount)..<leafStart])
        return MerkleTree.leafHash(entry) == Digest(bytes[leafStart..<(stop - 1)])
    }

    /// Where a frame that begins at `start` would end; nil if its head is not right.
    private func frameEnd(at start: Int) -> Int? {
        guard start + JournalFormat.frameHeadCount <= bytes.count,
            bytes[start] == JournalFormat.frameStart
        else { return nil }
        let length: UInt16 = bytes.bigEndian(at: start + 1)
        guard length == bytes.bigEndian(at: start + 3),
            Int(length) >= JournalFormat.shortestEntry
        else { return nil }
        return start + JournalFormat.frameHeadCount + Int(length) + JournalFormat.frameTailCount
    }

    private var ending: Ending {
        var hasIntactFrame = false
        for start in (offset + 1)..<max(end, offset + 1)
        where bytes[start] == JournalFormat.frameStart {
            guard let (entry, _) = frame(at: start) else { continue }
            if entry.header.beginsBatch { return .damaged }
            hasIntactFrame = true
        }
        if bytes[offset] == JournalFormat.frameStart {
            if end - offset < JournalFormat.frameHeadCount { return .torn }
            if let stop = frameEnd(at: offset) {
                return stop > end || isSectorMissing(before: end) ? .torn : .damaged
            }
        }
        let isHeadMissing = isSectorMissing(before: offset + JournalFormat.frameHeadCount)
        return isHeadMissing && (hasIntactFrame || isMuchLeft) ? .torn : .damaged
    }

    /// Whether one of the sectors that begin before `limit` has nothing but zeros from `offset` to `end`.
    private func isSectorMissing(before limit: Int) -> Bool {
        var start = offset
        while start < min(limit, end) {
            let stop = min((start / JournalFormat.sectorCount + 1) * JournalFormat.sectorCount, end)
            if bytes[start..<stop].allSatisfy({ $0 == 0 }) { return true }
            start = stop
        }
        return false
    }

    /// Whether what stands behind `offset` is more than a stray byte.
    private var isMuchLeft: Bool {
        var rest = JournalFormat.remainsCount
        for byte in bytes[offset..<end] where byte != 0 {
            rest -= 1
            if rest == 0 { return true }
        }
        return false
    }
}
