import Dispatch
import Storage
import Synchronization

/// Reads all segments of a log in order; needs no keys.
struct LogReader: Sendable {
    /// Where the log ends.
    struct End: Sendable {
        var size: UInt64 = 0
        /// The first sequence of the last segment; nil if there is none.
        var lastSegment: UInt64?
        /// Where the next frame belongs in the last segment.
        var offset = JournalFormat.segmentHeaderCount
        /// Where the last batch begins in the last segment, if it has one.
        var lastBatch = JournalFormat.segmentHeaderCount
        /// How long the last segment's file is.
        var fileSize = 0
        var tornTail: TornTail?
    }

    let directory: Directory
    /// How many segments it may have in memory and in work at once.
    var width = processorCount

    /// Hands over each entry of each complete append, at least `limit` of them if there are so many.
    func read(
        limit: UInt64 = .max,
        _ body: (StoredEntry) throws(JournalError) -> Void
    ) throws(JournalError) -> End {
        try read(from: End(), limit: limit) { entry, _ throws(JournalError) in try body(entry) }
    }

    /// The same from where an earlier reader ended, with each entry's place.
    func read(
        from start: End,
        limit: UInt64 = .max,
        _ body: (StoredEntry, LogMap.Run) throws(JournalError) -> Void
    ) throws(JournalError) -> End {
        try read(from: start, limit: limit) { _ in
            SegmentEntries()
        } _: { (segment) throws(JournalError) in
            for (entry, run) in segment.entries { try body(entry, run) }
        }
    }

    /// Hands over the segments in order, as what becomes of the `part` that begins with some entry, when all of the
    /// segment's have been added: that is done with several segments at once.
    func read<Part: SegmentPart>(
        from start: End,
        limit: UInt64 = .max,
        into part: @Sendable (_ first: UInt64) -> Part,
        _ body: (Part) throws(JournalError) -> Void
    ) throws(JournalError) -> End {
        guard start.size < limit else { return start }
        var end = start
        let starts = try segmentStarts()
        var rest = starts.filter { $0 >= start.lastSegment ?? 0 && $0 < limit }[...]
        while !rest.isEmpty {
            let firsts = Array(rest.prefix(width))
            rest = rest.dropFirst(width)
            let segments = inParallel(firsts) { first in
                var begin = start
                if first != start.lastSegment {
                    begin = End()
                    begin.size = first
                }
                return segment(
                    first,
                    from: begin,
                    isLast: first == starts.last,
                    limit: limit,
                    into: part(begin.size)
                )
            }
            for (first, segment) in zip(firsts, segments) {
                guard first == start.lastSegment || first == end.size else {
                    throw .damaged(Damage(sequence: end.size, reason: .segmentMissing))
                }
                end = segment.end
                try body(segment.part)
                if let failure = segment.failure { throw failure }
            }
        }
        return end
    }

    /// The first sequence of each segment, in order.
    func segmentStarts() throws(JournalError) -> [UInt64] {
        do throws(StorageError) {
            return try directory.names().compactMap(JournalFormat.firstSequence)
        } catch {
            throw .storageFailed(error)
        }
    }

    private func inParallel<Value: Sendable>(
        _ firsts: [UInt64],
        _ make: @Sendable (UInt64) -> Value
    ) -> [Value] {
        let made = Mutex([Value?](repeating: nil, count: firsts.count))
        DispatchQueue.concurrentPerform(iterations: firsts.count) { index in
            let value = make(firsts[index])
            made.withLock { $0[index] = value }
        }
        return made.withLock { $0.compactMap(\.self) }
    }
}
