internal import Foundation
package import TLS

/// Loops that share listeners, one for each core unless told.
package final class EventLoopGroup: Sendable {
    package let loops: [EventLoop]

    /// Starts the loops.
    package init(count: Int = ProcessInfo.processInfo.activeProcessorCount) throws(TransportError) {
        var loops: [EventLoop] = []
        for _ in 0..<max(1, count) { loops.append(try EventLoop()) }
        self.loops = loops
        for loop in loops { loop.start() }
    }

    /// The loop of a number, always the same: a session's, by whatever number it has.
    package func loop(for number: Int) -> EventLoop {
        loops[Int(UInt(bitPattern: number) % UInt(loops.count))]
    }

    /// Opens a listener on each loop, all on one port; see `EventLoop.listen`.
    @discardableResult
    package func listen(
        address: String,
        port: UInt16,
        context: TLSServerContext,
        limits: ConnectionLimits = ConnectionLimits(),
        greeter: @escaping EventLoop.Arrival
    ) throws(TransportError) -> UInt16 {
        try loops.listen(
            address: address,
            port: port,
            context: context,
            limits: limits,
            greeter: greeter
        )
    }

    /// Says goodbye on all connections, and waits for the loops to end, `grace` at most.
    ///
    /// Not from a loop's own thread.
    package func stop(grace: Duration) {
        for loop in loops { loop.post { $0.stop(grace: grace) } }
        for loop in loops { loop.join() }
    }
}

extension [EventLoop] {
    func listen(
        address: String,
        port: UInt16,
        context: TLSServerContext,
        limits: ConnectionLimits,
        greeter: @escaping EventLoop.Arrival
    ) throws(TransportError) -> UInt16 {
        guard let asked = SocketAddress(address, port: port) else {
            throw TransportError(call: "address", code: EINVAL)
        }
        let first = ListeningSocket(try FileDescriptor.listening(at: asked))
        let port = try first.descriptor.port()
        guard let shared = SocketAddress(address, port: port) else {
            throw TransportError(call: "address", code: EINVAL)
        }
        var sockets = [first]
        for _ in dropFirst() {
            sockets.append(ListeningSocket(try FileDescriptor.listening(beside: shared)))
        }
        let census = ConnectionCensus(limits)
        for (loop, socket) in zip(self, sockets) {
            let listener = Listener(
                socket: socket,
                context: context,
                census: census,
                greeter: greeter
            )
            loop.post { $0.add(listener) }
        }
        return port
    }
}
