import Storage

/// The segment that is being written, and the space left in it.
struct SegmentWriter: ~Copyable {
    /// The sequence number of its first entry.
    let first: UInt64
    private let file: File
    /// Where the next batch goes.
    private var offset: Int
    /// Where the last batch begins, if there is one.
    private(set) var lastBatch: Int
    /// Up to here something has been written since this was opened.
    private var writtenEnd = 0
    /// The size of the file: space that is ours.
    private var capacity: Int

    /// Creates the segment; its name and header are durable on return.
    ///
    ///     open      segment-N.new O_CREAT|O_EXCL 0600
    ///     fallocate                                     a full disk is found out here
    ///     pwrite header, fdatasync
    ///     rename    segment-N.new -> segment-N, fsync directory
    ///
    /// `beforeRename` trims the segment before it: only the last one may end in zeros. Throws `diskFull` only
    /// if all is as it was: from the trim on nothing can be taken back.
    init(
        creating first: UInt64,
        in directory: Directory,
        size: Int,
        beforeRename: () throws(StorageError) -> Void = {}
    ) throws(JournalError) {
        let name = JournalFormat.segmentName(first: first)
        let new = name + Directory.newSuffix
        do throws(StorageError) {
            let file = try directory.prepare(new)
            try file.allocate(size)
            try file.write(JournalFormat.segmentHeader(first: first), at: 0)
            try file.synchronize()
        } catch {
            // What remains takes space that others need; the error that counts is the first.
            try? directory.remove(new)
            throw error.isFullDisk ? .diskFull : .storageFailed(error)
        }
        file = try Self.put(new, as: name, in: directory, beforeRename)
        self.first = first
        offset = JournalFormat.segmentHeaderCount
        lastBatch = offset
        capacity = size
    }

    /// Goes on with a segment that ends at `end`, whatever stands behind that; takes space up to `size` if
    /// the disk has it.
    ///
    ///     a file of its own         a torn tail is set aside, if the disk has room for it
    ///     ftruncate, fdatasync      and goes
    ///     pwrite, fdatasync         the last batch, once more, unless it `isKnownDurable`
    ///
    /// If the flush of the last batch failed, readers see it, but the disk may not have it, and no later flush
    /// would bring it there: what is appended now would stand behind a hole after a loss of power.
    init(
        resuming end: LogReader.End,
        first: UInt64,
        isKnownDurable: Bool,
        in directory: Directory,
        size: Int
    ) throws(StorageError) {
        let file = try directory.open(JournalFormat.segmentName(first: first), forWriting: true)
        if let torn = end.tornTail {
            try Self.setAside(file, from: end.offset, as: torn, in: directory)
            try file.truncate(to: end.offset)
            try file.synchronize()
        }
        if !isKnownDurable {
            try file.write(
                try file.read(end.offset - end.lastBatch, at: end.lastBatch),
                at: end.lastBatch
            )
            try file.synchronize()
        }
        let taken = end.tornTail == nil ? end.fileSize : end.offset
        capacity = try Self.grow(file, from: taken, to: size)
        self.first = first
        offset = end.offset
        lastBatch = end.lastBatch
        self.file = file
    }

    /// How long it is without the space taken ahead.
    var end: Int { offset }

    func hasRoom(for byteCount: Int, leaving reserve: Int) -> Bool {
        offset + byteCount <= capacity - reserve
    }

    /// Takes more space; on a full disk the segment stays as it is.
    mutating func grow(to size: Int) throws(StorageError) {
        capacity = try Self.grow(file, from: capacity, to: size)
    }

    /// One write and one flush; on return the batch is durable, and empty.
    ///
    /// Now and then zeros are written behind it. Space that was only allocated becomes part of the file when it is first
    /// written, which the file system has to write down at the next flush, as much work as the flush itself.
    mutating func append(_ batch: inout [UInt8]) throws(StorageError) {
        let end = offset + batch.count
        if end > writtenEnd {
            let zeros = max(0, min(Self.zerosAhead, capacity - end))
            batch.append(contentsOf: repeatElement(0, count: zeros))
            writtenEnd = end + zeros
        }
        try file.write(batch, at: offset)
        try file.synchronize()
        batch.removeAll(keepingCapacity: true)
        lastBatch = offset
        offset = end
    }

    /// Gives back the space that was not used.
    func trim() throws(StorageError) {
        try file.truncate(to: offset)
        try file.synchronize()
    }

    /// Keeps what nobody was promised, for whoever wants to know what a crash left.
    private static func setAside(
        _ file: borrowing File,
        from offset: Int,
        as torn: TornTail,
        in directory: Directory
    ) throws(StorageError) {
        var bytes = try file.read(max(0, try file.size() - offset), at: offset)
        bytes.removeLast(bytes.count - countWithoutTrailingZeros(bytes))
        let name = JournalFormat.tornName(first: torn.sequence)
        var number = 1
        while directory.has("\(name)-\(number)") { number += 1 }
        do throws(StorageError) {
            try directory.writeDurably(bytes, to: "\(name)-\(number)")
        } catch {
            guard error.isFullDisk else { throw error }
        }
    }

    private static func put(
        _ new: String,
        as name: String,
        in directory: Directory,
        _ beforeRename: () throws(StorageError) -> Void
    ) throws(JournalError) -> File {
        do throws(StorageError) {
            try beforeRename()
            try directory.rename(new, to: name)
            try directory.synchronize()
            return try directory.open(name, forWriting: true)
        } catch {
            throw .storageFailed(error)
        }
    }

    /// The capacity that it came to: on a disk that is nearly full as much as there is, by halves.
    ///
    /// Each time one step more is asked for than is kept: checkpoints and keys need room too.
    private static func grow(
        _ file: borrowing File,
        from capacity: Int,
        to size: Int
    ) throws(StorageError) -> Int {
        guard capacity < size else { return capacity }
        var wanted = size - capacity
        do throws(StorageError) {
            try file.allocate(size)
            return size
        } catch {
            guard error.isFullDisk else { throw error }
            try file.truncate(to: capacity)
        }
        while wanted >= 2 * smallestStep {
            wanted /= 2
            do throws(StorageError) {
                try file.allocate(capacity + wanted + smallestStep)
                try file.truncate(to: capacity + wanted)
                return capacity + wanted
            } catch {
                guard error.isFullDisk else { throw error }
                try file.truncate(to: capacity)
            }
        }
        return capacity
    }

    private static let smallestStep = 64 << 10
    private static let zerosAhead = 1 << 20
}
