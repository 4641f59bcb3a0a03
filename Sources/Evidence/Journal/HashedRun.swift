import TransparencyLog

/// The hashes of entries in a row, and of their beginnings up to sizes of the log that somebody has signed for.
struct HashedRun: SegmentPart {
    private(set) var range: CompactRange
    private var beginnings: [CompactRange] = []
    private let sizes: [UInt64]

    init(from start: UInt64, sizes: [UInt64]) {
        range = CompactRange(from: start)
        self.sizes = sizes
    }

    mutating func add(_ entry: StoredEntry, _: LogMap.Run) {
        range.append(entry.leaf)
        if sizes.contains(range.size) { beginnings.append(range) }
    }

    /// The log up to each of these sizes that is in this run, if `log` is what stands before it.
    func beginnings(behind log: CompactRange) -> [CompactRange] {
        beginnings.map { beginning in
            var log = log
            log.append(beginning)
            return log
        }
    }
}
