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
    /// Where in the file these begin: where a sector does.
    private let base: Int
    /// Behind the last byte that is not zero.
    private let end: Int
    /// Where in `bytes` the next frame begins.
    private var position: Int

    /// Goes through what stands in a segment from where a frame begins, in the sectors from that one's on.
    ///
    /// The verdict `end` is good for the whole segment only if `bytes` are all the rest of it.
    init(_ bytes: [UInt8], from offset: Int) {
        self.bytes = bytes
        base = Self.sector(of: offset)
        position = offset - base
        end = countWithoutTrailingZeros(bytes)
    }

    /// Goes through frames alone, without a segment around them.
    init(frames: [UInt8]) {
        bytes = frames
        base = 0
        end = frames.count
        position = 0
    }

    /// Where in the file the next frame begins.
    var offset: Int { base + position }

    /// How much of the file it knows.
    var reach: Int { base + bytes.count }

    /// Where the sector begins that this is in.
    static func sector(of offset: Int) -> Int {
        offset / JournalFormat.sectorCount * JournalFormat.sectorCount
    }

    mutating func next() -> Step {
        guard position < end else { return .end(.clean) }
        guard let (entry, frameEnd) = frame(at: position) else {
            return .end(isNewer ? .newer : ending)
        }
        position = frameEnd
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
                bytes[(start + JournalFormat.frameHeadCount)..<leafStart]
            ),
            entry.leaf == Digest(bytes.span.extracting(leafStart..<(stop - 1)))
        else { return nil }
        return (entry, stop)
    }

    /// Whether the frame is whole, and its entry of a version that came after this program.
    private var isNewer: Bool {
        guard let stop = frameEnd(at: position), stop <= bytes.count,
            bytes[position + JournalFormat.frameHeadCount] > JournalFormat.version
        else { return false }
        let leafStart = stop - JournalFormat.frameTailCount
        let entry = Array(bytes[(position + JournalFormat.frameHeadCount)..<leafStart])
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
        for start in (position + 1)..<max(end, position + 1)
        where bytes[start] == JournalFormat.frameStart {
            guard let (entry, _) = frame(at: start) else { continue }
            if entry.header.beginsBatch { return .damaged }
            hasIntactFrame = true
        }
        if bytes[position] == JournalFormat.frameStart {
            if end - position < JournalFormat.frameHeadCount { return .torn }
            if let stop = frameEnd(at: position) {
                return stop > end || isSectorMissing(before: end) ? .torn : .damaged
            }
        }
        let isHeadMissing = isSectorMissing(before: position + JournalFormat.frameHeadCount)
        return isHeadMissing && (hasIntactFrame || isMuchLeft) ? .torn : .damaged
    }

    /// Whether one of the sectors that begin before `limit` has nothing but zeros from `position` to `end`.
    private func isSectorMissing(before limit: Int) -> Bool {
        var start = position
        while start < min(limit, end) {
            let stop = min((start / JournalFormat.sectorCount + 1) * JournalFormat.sectorCount, end)
            if bytes[start..<stop].allSatisfy({ $0 == 0 }) { return true }
            start = stop
        }
        return false
    }

    /// Whether what stands behind `position` is more than a stray byte.
    private var isMuchLeft: Bool {
        var rest = JournalFormat.remainsCount
        for byte in bytes[position..<end] where byte != 0 {
            rest -= 1
            if rest == 0 { return true }
        }
        return false
    }
}
