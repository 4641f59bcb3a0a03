import Glibc

/// A system call that failed, and its errno.
package struct TransportError: Error, Equatable, CustomStringConvertible {
    package let call: String
    package let code: Int32

    package init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// Another process listens there.
    package var isAddressInUse: Bool { code == EADDRINUSE }
    /// The port is privileged (under 1024).
    package var isNotPermitted: Bool { code == EACCES }

    package var description: String {
        "\(call): \(unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)")"
    }
}
