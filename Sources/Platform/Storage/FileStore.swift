/// Where files are kept: the few things that a journal asks of a disk, and what it may rely on.
///
/// `LocalFiles` are the files of this machine, and the default. Another store may stand in its place if it
/// keeps this contract:
///
/// - **Names are exact.** A path names one file or directory; nothing is followed, nothing is guessed.
/// - **What was written is read.** Every reader of this process sees a write once it has returned, durable or not.
/// - **Durable is what was synchronized.** After a crash a file has the bytes of its last `synchronize()`; of each
///   later write any 512-byte sectors or none, of each later change of its size the old or the new one.
///   Nothing else in the file changes. Bytes that were never written are zero.
/// - **Names are apart from bytes.** A created, renamed or removed name is durable after `synchronizeDirectory`;
///   until then a crash may take it back, but never leaves a rename half done.
/// - **A `synchronize()` that fails is final.** What it was to make durable may be lost although readers still see
///   it, and a later call that succeeds says nothing about it. Who needs it writes it again. (Names are
///   durable after the next `synchronizeDirectory` that succeeds.)
/// - **Space that was allocated is there.** Writes into it don't fail for want of space.
/// - **A lock has one holder** among all processes, and goes with it, however that one ends.
package protocol FileStore: Sendable {
    /// Owned by this user alone (0700); one that is there already is as good.
    func makeDirectory(_ path: String) throws(StorageError)

    /// In any order, without `.` and `..`.
    func names(in directory: String) throws(StorageError) -> [String]

    func has(_ path: String) -> Bool

    func open(_ path: String, _ mode: OpeningMode) throws(StorageError) -> any OpenFile

    /// Replaces what has the new name, in one step.
    func rename(_ path: String, to newPath: String) throws(StorageError)

    func remove(_ path: String) throws(StorageError)

    /// On return the names in it are durable as they are now.
    func synchronizeDirectory(_ path: String) throws(StorageError)
}

package enum OpeningMode: Hashable, Sendable {
    case reading
    case writing
    /// Fails with `isExistingFile` if the name is taken; owned by this user alone (0600).
    case creating
    case creatingUnlessThere
}

/// An open file of a `FileStore`, closed when nobody holds it any more.
///
/// Offsets and lengths count bytes.
package protocol OpenFile: AnyObject, Sendable {
    func size() throws(StorageError) -> Int

    /// At most `count` bytes from `offset` on; fewer only at the end of the file.
    func read(_ count: Int, at offset: Int) throws(StorageError) -> [UInt8]

    /// All of `bytes`; after an error any part of them may be there.
    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(StorageError)

    /// On return data, and the size needed to read it, are durable.
    func synchronize() throws(StorageError)

    /// Takes space up to `size`; the file is at least so long then, and new bytes are zero.
    func allocate(_ size: Int) throws(StorageError)

    func truncate(to size: Int) throws(StorageError)

    /// At once, or an error that `isHeldElsewhere`.
    func lock() throws(StorageError)
}
