internal import CSystem
internal import Glibc

/// A client's end of a Unix socket that keeps messages apart (SOCK_SEQPACKET, unix(7)).
///
/// Never blocks. Closed when the last reference goes; unwatch it first.
package final class LocalSocket: Sendable {
    private let descriptor: FileDescriptor

    /// Bytes of a path; longer ones are cut, silently, by some servers (`sun_path`, less a NUL).
    package static let longestPath = 107

    package enum Reception: Sendable {
        case message([UInt8])
        /// Longer than the limit; the rest of it is lost.
        case tooLong
        case nothing
        case ended
    }

    /// Fails with ENOENT or ECONNREFUSED as long as nobody listens there.
    package init(connectingTo path: String) throws(TransportError) {
        guard (1...Self.longestPath).contains(path.utf8.count) else {
            throw TransportError(call: "connect", code: ENAMETOOLONG)
        }
        let kind = Int32(SOCK_SEQPACKET.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = try FileDescriptor(Glibc.socket(AF_UNIX, kind, 0), from: "socket")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            for (index, byte) in path.utf8.enumerated() { unsafe bytes[index] = byte }
        }
        let result = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket.raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw TransportError(call: "connect", code: errno) }
        descriptor = socket
    }

    /// Sends one message; false if the peer takes no more, or has gone.
    package func send(_ message: [UInt8]) -> Bool {
        switch descriptor.send(message.span) {
        case .bytes(let count): count == message.count
        case .wouldBlock, .ended: false
        }
    }

    /// The next message, of at most `limit` bytes.
    package func receive(limit: Int) -> Reception {
        var buffer = [UInt8](repeating: 0, count: limit)
        // With MSG_TRUNC the length is the message's own, however much fits.
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor.raw, $0.baseAddress, $0.count, Int32(MSG_TRUNC))
        }
        switch count {
        case limit...: return count == limit ? .message(buffer) : .tooLong
        case 1...: return .message(Array(buffer.prefix(count)))
        case 0: return .ended
        case _: return errno == EAGAIN || errno == EINTR ? .nothing : .ended
        }
    }

    package func watch(on loop: isolated EventLoop, _ call: @escaping EventLoop.Call) {
        loop.watch(descriptor, call)
    }

    package func unwatch(on loop: isolated EventLoop) { loop.unwatch(descriptor) }
}
