import Storage

/// What is made of the entries of one segment, apart from those of others.
protocol SegmentPart: Sendable {
    /// Takes in the next entry, with its place; nothing more is read of a segment in which this fails.
    mutating func add(_ entry: StoredEntry, _ run: LogMap.Run) throws(JournalError)
}

/// The entries themselves.
struct SegmentEntries: SegmentPart {
    private(set) var entries: [(entry: StoredEntry, run: LogMap.Run)] = []

    mutating func add(_ entry: StoredEntry, _ run: LogMap.Run) { entries.append((entry, run)) }
}

extension LogReader {
    /// A segment as far as it could be read; how it stands to its neighbours is left to compare.
    struct Segment<Part: SegmentPart>: Sendable {
        /// Of complete appends.
        fileprivate(set) var part: Part
        /// Where the log ends if nothing comes behind this.
        fileprivate(set) var end: End
        /// Why it was not read to its end.
        fileprivate(set) var failure: JournalError?
    }

    /// Reads one segment from `start` on, which is at its beginning or somewhere in it, for about `limit` entries
    /// of the log.
    func segment<Part: SegmentPart>(
        _ first: UInt64,
        from start: End,
        isLast: Bool,
        limit: UInt64,
        into part: Part
    ) -> Segment<Part> {
        var segment = Segment(part: part, end: start, failure: nil)
        segment.end.lastSegment = first
        do throws(JournalError) { try read(first, isLast, limit, &segment) } catch {
            segment.failure = error
        }
        return segment
    }

    private func read<Part: SegmentPart>(
        _ first: UInt64,
        _ isLast: Bool,
        _ limit: UInt64,
        _ segment: inout Segment<Part>
    ) throws(JournalError) {
        var end = segment.end
        defer { segment.end = end }
        let source = try SegmentSource.open(first, in: directory)
        end.fileSize = source.size
        var (reader, isRest) = try source.piece(from: end.offset)
        var hasMoved = false
        // The entries of an append whose last one has not come yet.
        var unfinished: [(StoredEntry, LogMap.Run)] = []
        var batch = end.lastBatch
        while end.size < limit {
            let start = reader.offset
            let next = end.size &+ UInt64(unfinished.count)
            switch reader.next() {
            case .entry(let entry):
                hasMoved = true
                guard entry.header.sequence == next else {
                    throw damage(next, .wrongSequence(entry.header.sequence))
                }
                guard !entry.header.beginsBatch || unfinished.isEmpty else {
                    throw damage(next, .notIntact)
                }
                if entry.header.beginsBatch { batch = start }
                let run = LogMap.Run(segment: first, start: start, end: reader.offset)
                if entry.header.goesOn {
                    unfinished.append((entry, run))
                    continue
                }
                for (entry, run) in unfinished { try segment.part.add(entry, run) }
                try segment.part.add(entry, run)
                end.size = next &+ 1
                end.offset = reader.offset
                end.lastBatch = batch
                unfinished.removeAll(keepingCapacity: true)
            case .end where !isRest:
                // There is no verdict over a part.
                (reader, isRest) = try source.piece(from: reader.offset, wholeRest: !hasMoved)
                hasMoved = false
            case .end(.newer):
                throw damage(next, .newerFormat)
            case .end(.damaged):
                throw damage(next, .notIntact)
            case .end(.clean) where unfinished.isEmpty && (isLast || reader.offset == reader.reach):
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
}

/// The file of a segment, read in pieces that are good for many entries and stay in the processor's cache.
private struct SegmentSource: ~Copyable {
    let file: File
    let size: Int

    static func open(_ first: UInt64, in directory: Directory) throws(JournalError) -> SegmentSource
    {
        let source: SegmentSource
        do throws(StorageError) {
            let file = try directory.open(JournalFormat.segmentName(first: first))
            let size = try file.size()
            source = SegmentSource(file: file, size: size)
        } catch {
            throw .storageFailed(error)
        }
        let header = try source.read(JournalFormat.segmentHeaderCount, at: 0)
        guard header == JournalFormat.segmentHeader(first: first) else {
            let isNewer = JournalFormat.isNewerSegment(header)
            throw damage(first, isNewer ? .newerFormat : .segmentMissing)
        }
        return source
    }

    /// Goes on at `offset`: with the whole rest, or with as much of it as a piece.
    func piece(
        from offset: Int,
        wholeRest: Bool = false
    ) throws(JournalError) -> (reader: SegmentReader, isRest: Bool) {
        let start = SegmentReader.sector(of: offset)
        let rest = max(0, size - start)
        let count = wholeRest ? rest : min(rest, Self.pieceCount)
        return (SegmentReader(try read(count, at: start), from: offset), count == rest)
    }

    private func read(_ count: Int, at offset: Int) throws(JournalError) -> [UInt8] {
        do throws(StorageError) { return try file.read(count, at: offset) } catch {
            throw .storageFailed(error)
        }
    }

    /// Much more than a frame.
    private static let pieceCount = 1 << 20
}

private func damage(_ sequence: UInt64, _ reason: Damage.Reason) -> JournalError {
    .damaged(Damage(sequence: sequence, reason: reason))
}
