internal import CSystem
internal import Glibc

/// The system call that failed, and its errno.
package struct TransportError: Error {
    package let call: String
    package let code: Int32
}

/// A descriptor with one owner, closed when that one goes.
struct FileDescriptor: ~Copyable {
    let raw: Int32

    /// What one read or write came to.
    enum Transfer {
        case bytes(Int), wouldBlock, ended

        init(_ count: Int) {
            if count >= 0 {
                self = .bytes(count)
            } else {
                self = errno == EAGAIN || errno == EINTR ? .wouldBlock : .ended
            }
        }
    }

    init(_ raw: Int32, from call: String) throws(TransportError) {
        guard raw >= 0 else { throw TransportError(call: call, code: errno) }
        self.raw = raw
    }

    deinit { Glibc.close(raw) }

    /// A loopback listener.
    ///
    /// Loops share the port, and the kernel spreads connections over them.
    static func listening(port: UInt16) throws(TransportError) -> FileDescriptor {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = try FileDescriptor(Glibc.socket(AF_INET, kind, 0), from: "socket")
        socket.enable(SO_REUSEADDR, at: SOL_SOCKET)
        socket.enable(SO_REUSEPORT, at: SOL_SOCKET)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let bound = unsafe withUnsafeBytes(of: &address) {
            unsafe bind(
                socket.raw,
                $0.assumingMemoryBound(to: sockaddr.self).baseAddress,
                socklen_t($0.count)
            )
        }
        guard bound == 0 else { throw TransportError(call: "bind", code: errno) }
        guard listen(socket.raw, 4096) == 0 else {
            throw TransportError(call: "listen", code: errno)
        }
        return socket
    }

    /// The next waiting connection, if any.
    func accept() -> FileDescriptor? {
        guard let socket = try? FileDescriptor(csystem_accept(raw), from: "accept4") else {
            return nil
        }
        socket.enable(TCP_NODELAY, at: Int32(IPPROTO_TCP))
        return socket
    }

    func receive(into buffer: inout [UInt8]) -> Transfer {
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(raw, $0.baseAddress, $0.count, 0)
        }
        return count == 0 ? .ended : Transfer(count)
    }

    func send(_ bytes: Span<UInt8>) -> Transfer {
        Transfer(
            unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        )
    }

    private func enable(_ option: Int32, at level: Int32) {
        var one: Int32 = 1
        unsafe setsockopt(raw, level, option, &one, 4)
    }
}
