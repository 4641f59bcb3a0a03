internal import CSystem
internal import Glibc

/// TCP: listening, accepting, connecting.
extension FileDescriptor {
    /// A listener, and the port it got.
    ///
    /// Loops share the port by SO_REUSEPORT, and the kernel spreads connections over them; as that
    /// would share it with another server of the same user too, the port is first claimed without.
    static func listening(at address: SocketAddress) throws(TransportError) -> FileDescriptor {
        if address.port != 0 { _ = try bound(to: address, isShared: false) }
        return try bound(to: address, isShared: true)
    }

    /// Another listener on the same port, for another loop.
    static func listening(beside address: SocketAddress) throws(TransportError) -> FileDescriptor {
        try bound(to: address, isShared: true)
    }

    private static func bound(to address: SocketAddress, isShared: Bool) throws(TransportError)
        -> FileDescriptor
    {
        let socket = try stream(address.family)
        socket.set(SO_REUSEADDR, at: SOL_SOCKET, to: 1)
        if isShared { socket.set(SO_REUSEPORT, at: SOL_SOCKET, to: 1) }
        let result = unsafe address.withKernelForm { unsafe bind(socket.raw, $0, $1) }
        guard result == 0 else { throw TransportError(call: "bind", code: errno) }
        guard listen(socket.raw, 4096) == 0 else {
            throw TransportError(call: "listen", code: errno)
        }
        return socket
    }

    /// The port that a listener has.
    func port() throws(TransportError) -> UInt16 {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &storage) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(raw, $0, &size)
            }
        }
        guard result == 0 else { throw TransportError(call: "getsockname", code: errno) }
        return SocketAddress(storage).port
    }

    enum Acceptance: ~Copyable {
        case connection(FileDescriptor, PeerAddress)
        case nobody
        /// No descriptor or no memory: try later.
        case exhausted
    }

    /// The next waiting connection.
    func accept() -> Acceptance {
        var storage = sockaddr_storage()
        let accepted = unsafe csystem_accept(raw, &storage)
        do throws(TransportError) {
            let socket = try FileDescriptor(accepted, from: "accept4")
            socket.tune()
            return .connection(socket, SocketAddress(storage).peer)
        } catch {
            // Else nobody waits, or the first has gone already: the poller will tell.
            return [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.code) ? .exhausted : .nobody
        }
    }

    /// A connection under way: writable when it is made or has failed.
    static func connecting(to address: SocketAddress) throws(TransportError) -> FileDescriptor {
        let socket = try stream(address.family)
        socket.tune()
        let result = unsafe address.withKernelForm { unsafe connect(socket.raw, $0, $1) }
        guard result == 0 || errno == EINPROGRESS else {
            throw TransportError(call: "connect", code: errno)
        }
        return socket
    }

    /// How a connection under way came out.
    func connectionError() -> TransportError? {
        var code: Int32 = 0
        var size = socklen_t(4)
        unsafe getsockopt(raw, SOL_SOCKET, SO_ERROR, &code, &size)
        return code == 0 ? nil : TransportError(call: "connect", code: code)
    }

    private static func stream(_ family: Int32) throws(TransportError) -> FileDescriptor {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        return try FileDescriptor(Glibc.socket(family, kind, 0), from: "socket")
    }

    /// No delay, and little in the kernel ahead of a control message.
    private func tune() {
        set(TCP_NODELAY, at: Int32(IPPROTO_TCP), to: 1)
        set(TCP_NOTSENT_LOWAT, at: Int32(IPPROTO_TCP), to: 131_072)
    }

    private func set(_ option: Int32, at level: Int32, to value: Int32) {
        var value = value
        unsafe setsockopt(raw, level, option, &value, 4)
    }
}
