/// An open file with one owner, closed when that one goes.
///
/// Offsets and lengths count bytes.
package struct File: ~Copyable, Sendable {
    /// The last component of its path.
    package let name: String
    private let file: any OpenFile
    private let faults: WriteFaults

    init(_ file: any OpenFile, name: String, faults: WriteFaults) {
        self.file = file
        self.name = name
        self.faults = faults
    }

    package func size() throws(StorageError) -> Int { try file.size() }

    /// At most `count` bytes from `offset` on; fewer only at the end of the file.
    package func read(_ count: Int, at offset: Int) throws(StorageError) -> [UInt8] {
        try file.read(count, at: offset)
    }

    /// Writes all of `bytes` at `offset`; after an error any part of them may be there.
    package func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
        let (byteCount, code) = faults.write(bytes.count, to: name)
        try file.write(bytes[..<byteCount], at: offset)
        guard code == 0 else { throw StorageError(call: "pwrite", file: name, code: code) }
    }

    /// Waits until data, and the size needed to read it, are on the disk.
    package func synchronize() throws(StorageError) {
        try faults.perform("fdatasync", on: name, at: .syncFile(file: name)) {
            () throws(StorageError) in try file.synchronize()
        }
    }

    /// Takes space up to `size` now, so that a full disk is found out before it is needed; new bytes
    /// are zero.
    package func allocate(_ size: Int) throws(StorageError) {
        try faults.perform("posix_fallocate", on: name, at: .allocate(file: name)) {
            () throws(StorageError) in try file.allocate(size)
        }
    }

    package func truncate(to size: Int) throws(StorageError) {
        try faults.perform("ftruncate", on: name, at: .truncate(file: name)) {
            () throws(StorageError) in try file.truncate(to: size)
        }
    }

    /// Keeps others from locking this file, in this process or another, until it is closed; throws an
    /// error that `isHeldElsewhere` at once if somebody does.
    package func lock() throws(StorageError) { try file.lock() }
}
