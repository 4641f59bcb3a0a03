internal import Glibc

/// The files of this machine, by system calls.
///
/// Interrupted calls are taken up again; `fdatasync` and `fsync` never are, because one that fails may have
/// dropped the pages it could not write.
package struct LocalFiles: FileStore {
    package init() {}

    package func makeDirectory(_ path: String) throws(StorageError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw failure("mkdir", on: path)
        }
    }

    package func names(in directory: String) throws(StorageError) -> [String] {
        guard let stream = unsafe opendir(directory) else {
            throw failure("opendir", on: directory)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    package func has(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    package func open(_ path: String, _ mode: OpeningMode) throws(StorageError) -> any OpenFile {
        let flags =
            switch mode {
            case .reading: O_RDONLY
            case .writing: O_RDWR
            case .creating: O_RDWR | O_CREAT | O_EXCL
            case .creatingUnlessThere: O_RDWR | O_CREAT
            }
        let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("open", on: path) }
        return LocalFile(descriptor: descriptor, name: lastComponent(of: path))
    }

    package func rename(_ path: String, to newPath: String) throws(StorageError) {
        guard unsafe Glibc.rename(path, newPath) == 0 else { throw failure("rename", on: newPath) }
    }

    package func remove(_ path: String) throws(StorageError) {
        guard unsafe unlink(path) == 0 else { throw failure("unlink", on: path) }
    }

    package func synchronizeDirectory(_ path: String) throws(StorageError) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", on: path) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("fsync", on: path) }
    }

    private func failure(_ call: String, on path: String) -> StorageError {
        let code = errno
        return StorageError(call: call, file: lastComponent(of: path), code: code)
    }
}

private final class LocalFile: OpenFile {
    private let descriptor: Int32
    private let name: String

    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    deinit { Glibc.close(descriptor) }

    func size() throws(StorageError) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure("fstat") }
        return Int(status.st_size)
    }

    func read(_ count: Int, at offset: Int) throws(StorageError) -> [UInt8] {
        var failed: StorageError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { bytes, done in
            while done < count {
                let got = unsafe pread(
                    descriptor,
                    bytes.baseAddress?.advanced(by: done),
                    count - done,
                    off_t(offset + done)
                )
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failed = failure("pread") }
                guard got > 0 else { break }
                done += got
            }
        }
        if let failed { throw failed }
        return bytes
    }

    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(StorageError) {
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes {
                unsafe pwrite(
                    descriptor,
                    $0.baseAddress?.advanced(by: done),
                    bytes.count - done,
                    off_t(offset + done)
                )
            }
            if put < 0 && errno == EINTR { continue }
            guard put >= 0 else { throw failure("pwrite") }
            done += put
        }
    }

    func synchronize() throws(StorageError) {
        guard fdatasync(descriptor) == 0 else { throw failure("fdatasync") }
    }

    func allocate(_ size: Int) throws(StorageError) {
        var code: Int32
        repeat { code = posix_fallocate(descriptor, 0, off_t(size)) } while code == EINTR
        guard code == 0 else {
            throw StorageError(call: "posix_fallocate", file: name, code: code)
        }
    }

    func truncate(to size: Int) throws(StorageError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw failure("ftruncate") }
    }

    func lock() throws(StorageError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw failure("flock") }
    }

    private func failure(_ call: String) -> StorageError {
        StorageError(call: call, file: name, code: errno)
    }
}

/// How many threads can run at once.
package let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

/// This process, as the system numbers it.
package let processNumber: Int32 = getpid()

func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? "/"
}
