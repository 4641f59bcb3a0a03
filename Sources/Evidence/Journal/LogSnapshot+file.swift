import Cryptography
import Storage
import TransparencyLog

/// The file `journal/snapshot`: whatever is wrong with it, it is as if it were not there.
extension LogSnapshot {
    /// Nil unless it opens with the key, and fits the segments that are there and the log's checkpoint.
    static func read(
        _ reader: LogReader,
        _ key: AES256GCM,
        _ checkpoint: Checkpoint
    ) -> LogSnapshot? {
        let head = magic.count
        let body = head + AES256GCM.nonceCount
        guard let file = try? reader.directory.read(JournalFormat.snapshotFile, limit: limit),
            file.starts(with: magic), file.count > body,
            let bytes = try? key.open(
                Array(file[body...]),
                nonce: Array(file[head..<body]),
                authenticating: magic
            ),
            let snapshot = LogSnapshot(parsing: bytes), snapshot.range.size <= checkpoint.size,
            (try? checkpoint.check(snapshot.range)) != nil,
            let starts = try? reader.segmentStarts(),
            starts.starts(with: snapshot.segments.map(\.first)),
            snapshot.segments.allSatisfy({ segment in
                let name = JournalFormat.segmentName(first: segment.first)
                guard let size = try? reader.directory.open(name).size() else { return false }
                // The last one may have grown since.
                return segment.first == snapshot.lastSegment
                    ? size >= segment.byteCount : size == segment.byteCount
            })
        else { return nil }
        return snapshot
    }

    /// Puts it in place; what hinders that is nobody's trouble.
    func write(to directory: Directory, _ key: AES256GCM, _ random: RandomBytes) {
        let nonce = random(AES256GCM.nonceCount)
        guard let sealed = try? key.seal(bytes, nonce: nonce, authenticating: Self.magic) else {
            return
        }
        try? directory.writeDurably(Self.magic + nonce + sealed, to: JournalFormat.snapshotFile)
    }

    private static let magic = Array("CBSNAPS1".utf8)
    private static let limit = 256 << 20
}
