internal import CSystem
internal import Glibc

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

    func receive(into buffer: inout [UInt8]) -> Transfer {
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(raw, $0.baseAddress, $0.count, 0)
        }
        return count == 0 ? .ended : Transfer(count)
    }

    /// The peer will see the end of what is sent; it may still send.
    func endSending() { shutdown(raw, Int32(SHUT_WR)) }

    func send(_ bytes: Span<UInt8>) -> Transfer {
        Transfer(
            unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        )
    }
}
