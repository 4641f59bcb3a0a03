import Cryptography
import Storage
import TransparencyLog

/// What a start needs to know of the log up to some entry: a cache, which may be deleted at any time.
///
/// It says where entries stand and nothing of what they say; sealed, so that nobody else can write one.
///
///     journal/snapshot = "CBSNAPS1", nonce (12), ciphertext, tag (16); AES-256-GCM under the key-encryption key,
///     the associated data is the first eight bytes. In it, big-endian:
///
///     u64  how many entries it covers; a checkpoint over as many or more has been signed
///     u64  first sequence of the last segment, u64 where its next frame belongs, u64 where its last batch begins
///     u32  count, then as many hashes (32): the tree's perfect subtrees, largest first
///     u32  count, then as many segments: u64 first sequence, u64 length in bytes so far
///     u32  count, then as many streams, in the order of their first entries:
///          16 pseudonym, u8 1 if at rest, u64 entries, run of the first entry, u32 count, then as many runs
///          run = u64 first sequence of the segment, u64 from, u64 to
package struct LogSnapshot: Sendable, Equatable {
    let range: CompactRange
    let lastSegment: UInt64
    let offset: Int
    let lastBatch: Int
    /// First sequence and length of each segment.
    let segments: [Segment]
    var map: LogMap

    struct Segment: Sendable, Hashable {
        let first: UInt64
        let byteCount: Int
    }

    var end: LogReader.End {
        var end = LogReader.End()
        end.size = range.size
        end.lastSegment = lastSegment
        end.offset = offset
        end.lastBatch = lastBatch
        return end
    }

    // MARK: Bytes

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: range.size)
        bytes.append(bigEndian: lastSegment)
        bytes.append(bigEndian: UInt64(offset))
        bytes.append(bigEndian: UInt64(lastBatch))
        bytes.append(bigEndian: UInt32(clamping: range.subtrees.count))
        for subtree in range.subtrees { bytes.append(contentsOf: subtree.bytes) }
        bytes.append(bigEndian: UInt32(clamping: segments.count))
        for segment in segments {
            bytes.append(bigEndian: segment.first)
            bytes.append(bigEndian: UInt64(segment.byteCount))
        }
        let streams = map.places.sorted {
            ($0.value.first.segment, $0.value.first.start)
                < ($1.value.first.segment, $1.value.first.start)
        }
        bytes.append(bigEndian: UInt32(clamping: streams.count))
        for (stream, place) in streams {
            bytes.append(contentsOf: stream.bytes)
            bytes.append(place.isAtRest ? 1 : 0)
            bytes.append(bigEndian: place.count)
            bytes.append(place.first)
            bytes.append(bigEndian: UInt32(clamping: place.runs.count))
            for run in place.runs { bytes.append(run) }
        }
        return bytes
    }

    /// Reads what `bytes` wrote; nil for anything else.
    package init?(parsing bytes: [UInt8]) {
        var cursor = Cursor(bytes: bytes)
        guard let size = cursor.integer(UInt64.self), let lastSegment = cursor.integer(UInt64.self),
            let offset = cursor.position(), let lastBatch = cursor.position(),
            let subtrees = cursor.list(of: Digest.byteCount, { Digest($0.bytes(32)) }),
            let range = CompactRange(size: size, subtrees: subtrees),
            let segments = cursor.list(of: 16, { $0.segment() }),
            let streams = cursor.list(of: 53, { $0.stream() }), cursor.isAtEnd,
            lastSegment <= size, lastBatch <= offset, segments.last?.first == lastSegment,
            segments.last?.byteCount == offset,
            zip(segments, segments.dropFirst()).allSatisfy({ $0.first < $1.first })
        else { return nil }
        let lengths = Dictionary(segments.map { ($0.first, $0.byteCount) }) { $1 }
        for (_, place) in streams {
            guard
                (place.runs + [place.first]).allSatisfy({ run in
                    run.start >= JournalFormat.segmentHeaderCount && run.start < run.end
                        && run.end <= lengths[run.segment] ?? 0
                }), place.runs.first.map({ $0.segment == place.first.segment }) == true
            else { return nil }
        }
        let places = Dictionary(streams) { $1 }
        guard places.count == streams.count,
            streams.reduce(UInt64(0), { $0 &+ $1.1.count }) == size
        else { return nil }
        self.init(
            range: range,
            lastSegment: lastSegment,
            offset: offset,
            lastBatch: lastBatch,
            segments: segments,
            map: LogMap(places)
        )
    }

    init(
        range: CompactRange,
        lastSegment: UInt64,
        offset: Int,
        lastBatch: Int,
        segments: [Segment],
        map: LogMap
    ) {
        self.range = range
        self.lastSegment = lastSegment
        self.offset = offset
        self.lastBatch = lastBatch
        self.segments = segments
        self.map = map
    }

    private struct Cursor {
        let bytes: [UInt8]
        var offset = 0

        var isAtEnd: Bool { offset == bytes.count }

        mutating func bytes(_ count: Int) -> ArraySlice<UInt8> {
            guard count <= bytes.count - offset else {
                offset = bytes.count + 1
                return []
            }
            defer { offset += count }
            return bytes[offset..<(offset + count)]
        }

        mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type) -> Value? {
            let count = Value.bitWidth / 8
            guard offset <= bytes.count - count else { return nil }
            defer { offset += count }
            return bytes.bigEndian(at: offset)
        }

        /// A place in a file.
        mutating func position() -> Int? {
            integer(UInt64.self).flatMap { $0 < 1 << 62 ? Int($0) : nil }
        }

        /// As many as the count before them says, if so many of this least length can be there at all.
        mutating func list<Value>(
            of least: Int,
            _ element: (inout Cursor) -> Value?
        ) -> [Value]? {
            guard let count = integer(UInt32.self), Int(count) <= (bytes.count - offset) / least
            else { return nil }
            var values: [Value] = []
            for _ in 0..<count {
                guard let value = element(&self) else { return nil }
                values.append(value)
            }
            return values
        }

        mutating func segment() -> Segment? {
            guard let first = integer(UInt64.self), let count = position() else { return nil }
            return Segment(first: first, byteCount: count)
        }

        mutating func run() -> LogMap.Run? {
            guard let segment = integer(UInt64.self), let start = position(), let end = position()
            else { return nil }
            return LogMap.Run(segment: segment, start: start, end: end)
        }

        mutating func stream() -> (StreamID, LogMap.Place)? {
            guard let stream = StreamID(Array(bytes(StreamID.byteCount))),
                let flag = integer(UInt8.self), flag <= 1, let count = integer(UInt64.self),
                let first = run(), let runs = list(of: 24, { $0.run() })
            else { return nil }
            return (
                stream,
                LogMap.Place(first: first, runs: runs, count: count, isAtRest: flag == 1)
            )
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ run: LogMap.Run) {
        append(bigEndian: run.segment)
        append(bigEndian: UInt64(run.start))
        append(bigEndian: UInt64(run.end))
    }
}
