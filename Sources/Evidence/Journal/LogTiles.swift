import Cryptography
import Storage
package import TransparencyLog

/// A log laid out for other people's tools (C2SP tlog-tiles): the checkpoint, the tree's tiles, and the sealed
/// entries in bundles.
///
/// Nothing is opened: what is laid out says no more than the log does to somebody without its keys.
package enum LogTiles {
    /// Lays out what the log's own checkpoint covers; a tile that is full and there already stays as it is.
    ///
    /// The checkpoint is put in place last, so that a reader never finds one whose tiles are missing.
    /// - Returns: the checkpoint.
    /// - Throws: `damaged` if the log is not what was signed for; nothing is laid out then but tiles.
    package static func write(
        logIn path: String,
        key: VerifierKey,
        to destination: String
    ) throws(JournalError) -> Checkpoint {
        let reader = LogReader(directory: Directory(path).subdirectory("journal"))
        let note = try reader.checkpointNote()
        let checkpoint = try reader.checkpoint(in: note, signedBy: key)
        let root = Directory(destination)
        try storing { () throws(StorageError) in try root.create() }
        var tiling = Tiling()
        var range = CompactRange()
        var bundle = Bundle()
        let end = try reader.read { entry throws(JournalError) in
            guard tiling.size < checkpoint.size else { return }
            range.append(entry.leaf)
            bundle.append(entry.bytes)
            for tile in tiling.append(entry.leaf) {
                try put(tile.bytes, at: tile.path, isFinal: true, in: root)
                guard tile.level == 0 else { continue }
                try put(bundle.bytes, at: bundle.path(tile.index), isFinal: true, in: root)
                bundle = Bundle()
            }
        }
        try checkpoint.checkIsReached(by: end.size)
        try checkpoint.check(range)
        for tile in tiling.partial {
            try put(tile.bytes, at: tile.path, isFinal: false, in: root)
            guard tile.level == 0 else { continue }
            try put(bundle.bytes, at: bundle.path(tile.index), isFinal: false, in: root)
        }
        try put(note, at: "checkpoint", isFinal: false, in: root)
        return checkpoint
    }

    private struct Bundle {
        var bytes: [UInt8] = []
        var count = 0

        /// u16 length, then the entry: the leaf's content.
        mutating func append(_ entry: ArraySlice<UInt8>) {
            bytes.append(bigEndian: UInt16(truncatingIfNeeded: entry.count))
            bytes.append(contentsOf: entry)
            count += 1
        }

        func path(_ index: UInt64) -> String { Tile.entriesPath(of: index, width: count) }
    }

    private static func put(
        _ bytes: [UInt8],
        at path: String,
        isFinal: Bool,
        in root: Directory
    ) throws(JournalError) {
        let names = path.split(separator: "/").map(String.init)
        let directory = names.dropLast().reduce(root) { $0.subdirectory($1) }
        guard let name = names.last, !(isFinal && directory.has(name)) else { return }
        try storing { () throws(StorageError) in
            try directory.create()
            try directory.writeDurably(bytes, to: name)
        }
    }
}
