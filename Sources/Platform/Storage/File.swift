internal import Glibc

/// An open file with one owner, closed when that one goes.
///
/// Offsets and lengths count bytes. Interrupted calls are taken up again; `fdatasync` never is,
/// because one that fails may have dropped the pages it could not write.
package struct File: ~Copyable, Sendable {
    /// The last component of its path.
    package let name: String
    private let descriptor: Int32
    private let faults: WriteFaults

    init(descriptor: Int32, name: String, faults: WriteFaults) {
        self.descriptor = descriptor
        self.name = name
        self.faults = faults
    }

    deinit { Glibc.close(descriptor) }

    package func size() throws(StorageError) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure("fstat") }
        return Int(status.st_size)
    }

    /// At most `count` bytes from `offset` on; fewer only at the end of the file.
    package func read(_ count: Int, at offset: Int) throws(StorageError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(
                    descriptor,
                    $0.baseAddress?.advanced(by: done),
                    count - done,
                    off_t(offset + done)
                )
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw failure("pread") }
            guard got > 0 else { break }
            done += got
        }
        bytes.removeLast(count - done)
        return bytes
    }

    /// Writes all of `bytes` at `offset`; after an error any part of them may be there.
    package func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
        let (byteCount, code) = faults.write(bytes.count, to: name)
        var done = 0
        while done < byteCount {
            let put = unsafe bytes.withUnsafeBytes {
                unsafe pwrite(
                    descriptor,
                    $0.baseAddress?.advanced(by: done),
                    byteCount - done,
                    off_t(offset + done)
                )
            }
            if put < 0 && errno == EINTR { continue }
            guard put >= 0 else { throw failure("pwrite") }
            done += put
        }
        guard code == 0 else { throw StorageError(call: "pwrite", file: name, code: code) }
    }

    /// Waits until data, and the size needed to read it, are on the disk.
    package func synchronize() throws(StorageError) {
        try faults.perform("fdatasync", on: name, at: .syncFile(file: name)) {
            fdatasync(descriptor) == 0 ? 0 : errno
        }
    }

    /// Takes space up to `size` now, so that a full disk is found out before it is needed; new bytes
    /// are zero.
    package func allocate(_ size: Int) throws(StorageError) {
        try faults.perform("posix_fallocate", on: name, at: .allocate(file: name)) {
            var code: Int32
            repeat { code = posix_fallocate(descriptor, 0, off_t(size)) } while code == EINTR
            return code
        }
    }

    package func truncate(to size: Int) throws(StorageError) {
        try faults.perform("ftruncate", on: name, at: .truncate(file: name)) {
            ftruncate(descriptor, off_t(size)) == 0 ? 0 : errno
        }
    }

    /// Keeps others from locking this file, in this process or another, until it is closed; throws an
    /// error that `isHeldElsewhere` at once if somebody does.
    package func lock() throws(StorageError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw failure("flock") }
    }

    private func failure(_ call: String) -> StorageError {
        StorageError(call: call, file: name, code: errno)
    }
}
