internal import Glibc

/// A directory, and the files in it by name.
///
/// Everything it creates is for its owner alone (0700, 0600).
package struct Directory: Sendable {
    package let path: String
    private let files: any FileStore
    private let faults: WriteFaults

    package init(
        _ path: String,
        in files: any FileStore = LocalFiles(),
        faults: WriteFaults = .none
    ) {
        self.path = path
        self.files = files
        self.faults = faults
    }

    package func subdirectory(_ name: String) -> Directory {
        Directory("\(path)/\(name)", in: files, faults: faults)
    }

    /// Creates this directory, and those above it, where missing.
    ///
    /// mkdir, then fsync of the directory above, so that the new name is durable.
    package func create() throws(StorageError) {
        if files.has(path) { return }
        let above = Directory(parent, in: files, faults: faults)
        try above.create()
        try faults.perform("mkdir", on: name, at: .create(file: name)) {
            () throws(StorageError) in try files.makeDirectory(path)
        }
        try above.synchronize()
    }

    /// The names in it but `.` and `..`, sorted by their bytes.
    package func names() throws(StorageError) -> [String] {
        try files.names(in: path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func has(_ file: String) -> Bool { files.has(path(of: file)) }

    package func open(_ file: String, forWriting: Bool = false) throws(StorageError) -> File {
        try opened(file, forWriting ? .writing : .reading)
    }

    /// A new file; throws an error that `isExistingFile` if there is one of that name.
    ///
    /// Its name is durable only after `synchronize()`.
    package func createFile(_ file: String) throws(StorageError) -> File {
        let created = try faults.perform("open", on: file, at: .create(file: file)) {
            () throws(StorageError) in try files.open(path(of: file), .creating)
        }
        return File(created, name: file, faults: faults)
    }

    /// A file to lock, which may be there from before.
    package func openOrCreate(_ file: String) throws(StorageError) -> File {
        try opened(file, .creatingUnlessThere)
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
            () throws(StorageError) in try files.rename(path(of: file), to: path(of: newName))
        }
    }

    /// Durable only after `synchronize()`.
    package func remove(_ file: String) throws(StorageError) {
        try faults.perform("unlink", on: file, at: .remove(file: file)) {
            () throws(StorageError) in try files.remove(path(of: file))
        }
    }

    /// Waits until the names of created, renamed and removed files are on the disk.
    package func synchronize() throws(StorageError) {
        try faults.perform("fsync", on: name, at: .syncDirectory) { () throws(StorageError) in
            try files.synchronizeDirectory(path)
        }
    }

    private func opened(_ file: String, _ mode: OpeningMode) throws(StorageError) -> File {
        File(try files.open(path(of: file), mode), name: file, faults: faults)
    }

    private func path(of file: String) -> String { "\(path)/\(file)" }

    private var name: String { lastComponent(of: path) }

    private var parent: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Ends the names of files that are not in place yet.
    package static let newSuffix = ".new"
}
