internal import CSystem
internal import Glibc

/// Directories that only this user may enter.
package enum PrivateDirectory {
    /// Makes one with mode 0700; fails with EEXIST if anything of that name is there.
    package static func make(_ path: String) throws(TransportError) {
        guard unsafe mkdir(path, 0o700) == 0 else {
            throw TransportError(call: "mkdir", code: errno)
        }
    }
}
