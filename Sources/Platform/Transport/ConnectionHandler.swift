/// What speaks on a connection: HTTP, then WebSocket.
///
/// Made and called on its loop only. The loop never calls a handler while that handler, or
/// another, calls the loop: writes, closes and resumptions take effect at the end of the turn.
package protocol ConnectionHandler: AnyObject {
    /// TLS is done: the handler may write.
    ///
    /// Once, before anything else.
    func connectionOpened(loop: isolated EventLoop)
    /// Gets all that is not yet consumed, `count` bytes, to be read and changed in place.
    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    /// The loop stops: the last chance to write; the connection closes after it.
    func sayGoodbye(loop: isolated EventLoop)
    /// The connection is gone: the last call, unless the handler had moved it away.
    func connectionClosed(_ end: ConnectionEnd, loop: isolated EventLoop)
}

extension ConnectionHandler {
    package func connectionOpened(loop: isolated EventLoop) {}
    package func sayGoodbye(loop: isolated EventLoop) {}
    package func connectionClosed(_ end: ConnectionEnd, loop: isolated EventLoop) {}
}

package enum Reception {
    /// What was not consumed comes again, with more behind it or after `EventLoop.resume`.
    case consumed(Int)
    /// Goes on as what `arrival` makes of it on another loop (or this one), with all that is unread.
    case move(consumed: Int, to: EventLoop, arrival: EventLoop.Arrival)
    /// Sends what is written, then closes.
    case close
}

/// Why a connection ended.
package enum ConnectionEnd: Sendable, Equatable {
    case closedHere
    case closedByPeer
    /// Its deadline passed.
    case timedOut
    /// More waited to be sent than its limit.
    case peerTooSlow
    /// TLS refused it, or more came than may wait unread; texts are for logs.
    case peerMisbehaved([String])
    case failed(TransportError)
}

/// What is left of a connection when all is sent: it waits for the peer's end.
final class Afterglow: ConnectionHandler {
    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    {
        .consumed(count)
    }
}
