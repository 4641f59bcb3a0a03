import Cryptography
import TransparencyLog

/// What reading a log from the start, or from a snapshot, comes to.
struct Opened {
    private(set) var range: CompactRange
    private(set) var map: LogMap
    private(set) var readCount: UInt64 = 0

    init(_ snapshot: LogSnapshot?) {
        range = snapshot?.range ?? CompactRange()
        map = snapshot?.map ?? LogMap()
    }

    /// Hands over, in the log's order, what has to be handed over.
    mutating func read(
        _ reader: LogReader,
        from snapshot: LogSnapshot?,
        _ keys: inout KeyStore,
        _ checkpoint: Checkpoint,
        _ body: (RecordedEntry) -> Void
    ) throws(JournalError) -> LogReader.End {
        guard let snapshot else {
            let closed = keys.afresh
            let sizes = [checkpoint.size]
            return try reader.read(from: LogReader.End()) { first in
                OpenedSegment(from: first, closed, sizes)
            } _: { (segment) throws(JournalError) in
                for log in segment.run.beginnings(behind: range) { try checkpoint.check(log) }
                range.append(segment.run.range)
                map.add(segment.map)
                keys.take(segment.keys)
                readCount += UInt64(segment.entries.count)
                for entry in segment.entries { body(entry) }
            }
        }
        // The new entries come last, and decide which streams still are at rest.
        var news: [StoredEntry] = []
        let end = try reader.read(from: snapshot.end) { entry, run throws(JournalError) in
            try take(entry, run, checkpoint)
            news.append(entry)
        }
        let places = map.places
        let runs = snapshot.map.runs { places[$0]?.isAtRest != true }
        try reader.read(runs) { entry, run throws(JournalError) in
            let place = places[entry.header.stream]
            guard place?.isAtRest != true || place?.first == run else { return }
            readCount += 1
            body(RecordedEntry(entry, try keys.open(entry)))
            if place?.isAtRest == true {
                keys.forget(entry.header.keyID, of: entry.header.stream)
            }
        }
        for entry in news { body(RecordedEntry(entry, try keys.open(entry))) }
        return end
    }

    private mutating func take(
        _ entry: StoredEntry,
        _ run: LogMap.Run,
        _ checkpoint: Checkpoint
    ) throws(JournalError) {
        range.append(entry.leaf)
        try checkpoint.check(range)
        map.add(entry.header.stream, run)
        readCount += 1
    }
}

/// Entries that have been opened, as far as there are keys to them.
private struct OpenedSegment: SegmentPart {
    private(set) var run: HashedRun
    private(set) var map = LogMap()
    private(set) var entries: [RecordedEntry] = []
    private(set) var keys: KeyStore

    init(from first: UInt64, _ keys: KeyStore, _ sizes: [UInt64]) {
        self.keys = keys
        run = HashedRun(from: first, sizes: sizes)
    }

    mutating func add(_ entry: StoredEntry, _ place: LogMap.Run) throws(JournalError) {
        run.add(entry, place)
        map.add(entry.header.stream, place)
        entries.append(RecordedEntry(entry, try keys.open(entry)))
    }
}
