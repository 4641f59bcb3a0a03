import Storage

/// Reads all segments of a log in order; needs no keys.
struct LogReader {
    /// Where the log ends.
    struct End {
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

    /// Hands over each entry of each complete append, at most `limit` of them; `body` may be handed none
    /// of an append that the tail lacks a part of.
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
        var end = start
        let segments = try segmentStarts()
        for (index, first) in segments.enumerated()
        where end.size < limit {
            if let resumed = start.lastSegment, first < resumed { continue }
            let isResumed = first == start.lastSegment
            guard isResumed || first == end.size else { throw damage(end.size, .segmentMissing) }
            end.lastSegment = first
            try read(
                &end,
                from: isResumed ? start.offset : JournalFormat.segmentHeaderCount,
                isLast: index == segments.count - 1,
                limit: limit,
                body
            )
            if isResumed, end.offset == start.offset { end.lastBatch = start.lastBatch }
        }
        return end
    }

    private func read(
        _ end: inout End,
        from offset: Int,
        isLast: Bool,
        limit: UInt64,
        _ body: (StoredEntry, LogMap.Run) throws(JournalError) -> Void
    ) throws(JournalError) {
        let first = end.lastSegment ?? end.size
        let bytes = try bytes(ofSegment: first)
        guard var reader = SegmentReader(bytes, first: first) else {
            let isNewer = JournalFormat.isNewerSegment(bytes)
            throw damage(first, isNewer ? .newerFormat : .segmentMissing)
        }
        reader.skip(to: offset)
        end.offset = reader.offset
        end.lastBatch = reader.offset
        end.fileSize = reader.count
        // The entries of an append whose last one has not come yet.
        var unfinished: [(StoredEntry, LogMap.Run)] = []
        var batch = reader.offset
        while end.size < limit {
            let start = reader.offset
            let next = end.size + UInt64(unfinished.count)
            switch reader.next() {
            case .entry(let entry):
                guard entry.header.sequence == next else {
                    throw damage(next, .wrongSequence(entry.header.sequence))
                }
                guard !entry.header.beginsBatch || unfinished.isEmpty else {
                    throw damage(next, .notIntact)
                }
                if entry.header.beginsBatch { batch = start }
                let run = LogMap.Run(segment: first, start: start, end: reader.offset)
                unfinished.append((entry, run))
                if entry.header.goesOn { continue }
                for (entry, run) in unfinished { try body(entry, run) }
                end.size += UInt64(unfinished.count)
                end.offset = reader.offset
                end.lastBatch = batch
                unfinished.removeAll(keepingCapacity: true)
            case .end(.newer):
                throw damage(next, .newerFormat)
            case .end(.damaged):
                throw damage(next, .notIntact)
            case .end(.clean) where unfinished.isEmpty && (isLast || reader.offset == reader.count):
                return
            case .end(.clean), .end(.torn):
                guard isLast else { throw damage(next, .notIntact) }
                end.tornTail = TornTail(
                    sequence: end.size,
                    file: JournalFormat.segmentName(first: first),
                    offset: end.offset
                )
                return
            }
        }
    }

    /// The first sequence of each segment, in order.
    func segmentStarts() throws(JournalError) -> [UInt64] {
        do throws(StorageError) {
            return try directory.names().compactMap(JournalFormat.firstSequence)
        } catch {
            throw .storageFailed(error)
        }
    }

    private func bytes(ofSegment first: UInt64) throws(JournalError) -> [UInt8] {
        do throws(StorageError) {
            return try directory.read(JournalFormat.segmentName(first: first), limit: .max)
        } catch {
            throw .storageFailed(error)
        }
    }

    private func damage(_ sequence: UInt64, _ reason: Damage.Reason) -> JournalError {
        .damaged(Damage(sequence: sequence, reason: reason))
    }
}
