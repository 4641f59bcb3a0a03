internal import Glibc

/// A system call on a file that failed.
package struct StorageError: Error, Equatable, Sendable {
    package let call: String
    /// The last component of the path: enough to find it, and nothing about the machine.
    package let file: String
    package let code: Int32

    package init(call: String, file: String, code: Int32) {
        self.call = call
        self.file = file
        self.code = code
    }

    package var isMissingFile: Bool { code == ENOENT }
    package var isExistingFile: Bool { code == EEXIST }
    /// No space, or none left of the owner's quota.
    package var isFullDisk: Bool { code == ENOSPC || code == EDQUOT }
    /// Another process holds the lock.
    package var isHeldElsewhere: Bool { code == EWOULDBLOCK }
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "errno \(code)"
        return "\(call) \(file): \(reason)"
    }
}
