import Cryptography
import Storage

/// Where each stream's entries stand in the segments, so that one stream is read without the others.
///
/// Grows with the number of streams, hardly with their entries: neighbours share a run.
struct LogMap: Sendable, Equatable {
    /// Bytes of a segment, from one frame to another; other streams' entries may stand between.
    struct Run: Sendable, Hashable {
        let segment: UInt64
        var start: Int
        var end: Int
    }

    struct Place: Sendable, Hashable {
        /// The first entry alone.
        let first: Run
        var runs: [Run]
        /// How many entries there are.
        var count: UInt64
        /// Nobody has written to it since somebody said that it is at rest.
        var isAtRest = false
    }

    private(set) var places: [StreamID: Place] = [:]

    init() {}

    init(_ places: [StreamID: Place]) { self.places = places }

    /// Takes an entry in that stands behind all others.
    mutating func add(_ stream: StreamID, _ run: Run) {
        if places[stream]?.add(run, count: 1) == nil {
            places[stream] = Place(first: run, runs: [run], count: 1)
        }
    }

    /// Takes in where entries stand that are behind all others.
    mutating func add(_ other: LogMap) {
        for (stream, place) in other.places where places[stream]?.add(place) == nil {
            places[stream] = place
        }
    }

    mutating func rest(_ streams: Set<StreamID>) {
        for stream in streams { places[stream]?.isAtRest = true }
    }

    var atRest: Set<StreamID> { Set(places.lazy.filter(\.value.isAtRest).map(\.key)) }

    /// All that must be read of these streams and the first entry of all others, in the log's order.
    func runs(whole: (StreamID) -> Bool) -> [Run] {
        let all = places.flatMap { whole($0) ? $1.runs : [$1.first] }
            .sorted { ($0.segment, $0.start) < ($1.segment, $1.start) }
        var runs: [Run] = []
        for run in all {
            if let last = runs.last, last.segment == run.segment, run.start <= last.end {
                runs[runs.count - 1].end = max(last.end, run.end)
            } else {
                runs.append(run)
            }
        }
        return runs
    }
}

extension LogMap.Place {
    fileprivate mutating func add(_ other: LogMap.Place) {
        count += other.count
        for run in other.runs { add(run, count: 0) }
    }

    fileprivate mutating func add(_ run: LogMap.Run, count more: UInt64) {
        count += more
        isAtRest = false
        if let last = runs.last, last.segment == run.segment, run.start - last.end <= Self.gap {
            runs[runs.count - 1].end = run.end
        } else {
            runs.append(run)
        }
    }

    /// So many bytes of others are read rather than remembered where they are.
    private static let gap = 256 << 10
}

extension LogReader {
    /// Hands over the entries in these runs, with their own places.
    func read(
        _ runs: [LogMap.Run],
        _ body: (StoredEntry, LogMap.Run) throws(JournalError) -> Void
    ) throws(JournalError) {
        for run in runs {
            let bytes: [UInt8]
            do throws(StorageError) {
                let file = try directory.open(JournalFormat.segmentName(first: run.segment))
                bytes = try file.read(run.end - run.start, at: run.start)
            } catch {
                throw .storageFailed(error)
            }
            var reader = SegmentReader(frames: bytes)
            while reader.offset < run.end - run.start {
                let start = run.start + reader.offset
                guard case .entry(let entry) = reader.next() else {
                    throw damage(inSegment: run.segment)
                }
                let place = LogMap.Run(
                    segment: run.segment,
                    start: start,
                    end: run.start + reader.offset
                )
                try body(entry, place)
            }
        }
    }
}

extension LogReader {
    /// Which entry it is that was met in the middle of the segment.
    private func damage(inSegment first: UInt64) -> JournalError {
        var start = End()
        start.size = first
        let segment = segment(
            first,
            from: start,
            isLast: false,
            limit: .max,
            into: SegmentEntries()
        )
        return segment.failure ?? .damaged(Damage(sequence: first, reason: .notIntact))
    }
}

extension Journal {
    /// All that a stream's entries say, read from where they stand.
    ///
    /// Blocks; not for a loop.
    package func entries(of stream: StreamID) throws(JournalError) -> [RecordedEntry] {
        guard let (place, keyDirectory) = place(of: stream) else { return [] }
        var keys = try KeyStore(keyDirectory, isNew: false, random: .system)
        var entries: [RecordedEntry] = []
        try reader.read(place.runs) { entry, _ throws(JournalError) in
            guard entry.header.stream == stream else { return }
            entries.append(RecordedEntry(entry, try keys.open(entry)))
        }
        guard UInt64(entries.count) == place.count else {
            throw .damaged(Damage(sequence: place.first.segment, reason: .notIntact))
        }
        return entries
    }

    /// These streams are not read at the next start, but for their first entry, unless somebody writes to them.
    package func rest(_ streams: Set<StreamID>) {
        perform({ writer throws(JournalError) in writer.rest(streams) }) { _ in }
    }
}
