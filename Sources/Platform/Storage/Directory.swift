internal import Glibc

/// A directory, and the files in it by name.
///
/// Everything it creates is for its owner alone (0700, 0600).
package struct Directory: Sendable {
    package let path: String
    private let faults: WriteFaults

    package init(_ path: String, faults: WriteFaults = .none) {
        self.path = path
        self.faults = faults
    }

    package func subdirectory(_ name: String) -> Directory {
        Directory("\(path)/\(name)", faults: faults)
    }

    /// Creates this directory, and those above it, where missing.
    ///
    /// mkdir, then fsync of the directory above, so that the new name is durable.
    package func create() throws(StorageError) {
        if unsafe access(path, F_OK) == 0 { return }
        let above = Directory(parent, faults: faults)
        try above.create()
        try faults.perform("mkdir", on: name, at: .create(file: name)) {
            unsafe mkdir(path, 0o700) == 0 || errno == EEXIST ? 0 : errno
        }
        try above.synchronize()
    }

    /// The names in it but `.` and `..`, sorted by their bytes.
    package func names() throws(StorageError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw failure("opendir", on: name) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let entryName = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if entryName != "." && entryName != ".." { names.append(entryName) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func has(_ file: String) -> Bool { unsafe access(path(of: file), F_OK) == 0 }

    package func open(_ file: String, forWriting: Bool = false) throws(StorageError) -> File {
        try open(file, flags: forWriting ? O_RDWR : O_RDONLY)
    }

    /// A new file; throws an error that `isExistingFile` if there is one of that name.
    ///
    /// Its name is durable only after `synchronize()`.
    package func createFile(_ file: String) throws(StorageError) -> File {
        var created: Int32 = -1
        do throws(StorageError) {
            try faults.perform("open", on: file, at: .create(file: file)) {
                created = descriptor(of: file, flags: O_RDWR | O_CREAT | O_EXCL)
                return created >= 0 ? 0 : errno
            }
        } catch {
            if created >= 0 { Glibc.close(created) }
            throw error
        }
        return File(descriptor: created, name: file, faults: faults)
    }

    /// A file to lock, which may be there from before.
    package func openOrCreate(_ file: String) throws(StorageError) -> File {
        try open(file, flags: O_RDWR | O_CREAT)
    }

    /// All of a file of at most `limit` bytes; a longer one is an error (EFBIG).
    package func read(_ file: String, limit: Int) throws(StorageError) -> [UInt8] {
        let opened = try open(file)
        let size = try opened.size()
        guard size <= limit else { throw StorageError(call: "read", file: file, code: EFBIG) }
        return try opened.read(size, at: 0)
    }

    /// Puts a whole file in place, or leaves what was there: after a crash a reader finds the
    /// old bytes or the new ones, never a mixture.
    ///
    /// On return the new ones are durable.
    ///
    ///     unlink NAME.new                          what a crash may have left
    ///     open   NAME.new O_CREAT|O_EXCL 0600
    ///     pwrite, fdatasync                        bytes before name
    ///     rename NAME.new -> NAME
    ///     open directory, fsync                    the name itself
    ///
    /// Known hole: if the last fsync fails, either version may be there after a crash; the error says so,
    /// and it is not tried again.
    package func writeDurably(_ bytes: [UInt8], to file: String) throws(StorageError) {
        let new = try prepare(file + Self.newSuffix)
        try new.write(bytes, at: 0)
        try new.synchronize()
        try rename(new.name, to: file)
        try synchronize()
    }

    /// An empty file of that name, after removing what a crash may have left.
    package func prepare(_ file: String) throws(StorageError) -> File {
        if has(file) { try remove(file) }
        return try createFile(file)
    }

    /// Durable only after `synchronize()`.
    package func rename(_ file: String, to newName: String) throws(StorageError) {
        try faults.perform("rename", on: newName, at: .rename(to: newName)) {
            unsafe Glibc.rename(path(of: file), path(of: newName)) == 0 ? 0 : errno
        }
    }

    /// Durable only after `synchronize()`.
    package func remove(_ file: String) throws(StorageError) {
        try faults.perform("unlink", on: file, at: .remove(file: file)) {
            unsafe unlink(path(of: file)) == 0 ? 0 : errno
        }
    }

    /// Waits until the names of created, renamed and removed files are on the disk.
    package func synchronize() throws(StorageError) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", on: name) }
        defer { Glibc.close(descriptor) }
        try faults.perform("fsync", on: name, at: .syncDirectory) {
            fsync(descriptor) == 0 ? 0 : errno
        }
    }

    private func open(_ file: String, flags: Int32) throws(StorageError) -> File {
        let opened = descriptor(of: file, flags: flags)
        guard opened >= 0 else { throw failure("open", on: file) }
        return File(descriptor: opened, name: file, faults: faults)
    }

    private func descriptor(of file: String, flags: Int32) -> Int32 {
        unsafe Glibc.open(path(of: file), flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }

    private func path(of file: String) -> String { "\(path)/\(file)" }

    private var name: String { path.split(separator: "/").last.map(String.init) ?? "/" }

    private var parent: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func failure(_ call: String, on file: String) -> StorageError {
        StorageError(call: call, file: file, code: errno)
    }

    /// Ends the names of files that are not in place yet.
    package static let newSuffix = ".new"
}
