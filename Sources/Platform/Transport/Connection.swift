internal import TLS

/// Names a connection of one loop: its descriptor, and a serial number, as descriptors are used again.
package struct ConnectionID: Hashable, Sendable {
    let token: UInt64
    var slot: Int { Int(UInt32(truncatingIfNeeded: token)) }
}

/// Socket and TLS state: what can't be copied.
///
/// The lock lets it change loops, and is never contended.
final class Wire: Sendable {
    let socket: FileDescriptor
    let tls: Guarded<TLSConnection>

    init(_ socket: consuming FileDescriptor, _ context: TLSContext) {
        self.socket = socket
        self.tls = Guarded(TLSConnection(context))
    }
}

/// A connection between two loops.
///
/// Sendable, checked: nothing of it can stay behind.
struct Parcel: Sendable {
    let wire: Wire
    let unread: [UInt8]
    let outgoing: [UInt8]
    let unsent: [UInt8]
}

/// What a loop keeps of a connection.
///
/// Not Sendable: it can't leave its loop.
final class Connection {
    let id: ConnectionID
    let wire: Wire
    var handler: any ConnectionHandler
    /// Plaintext of a message not yet whole.
    var unread: [UInt8] = []
    /// Plaintext gathered in this turn.
    var outgoing: [UInt8] = []
    /// Ciphertext that the socket did not take.
    var unsent: [UInt8] = []
    var deadline: ContinuousClock.Instant?
    var isEstablished = false
    var isDirty = false
    var isGone = false
    var closesWhenSent = false

    init(_ id: ConnectionID, _ wire: Wire, _ handler: any ConnectionHandler) {
        self.id = id
        self.wire = wire
        self.handler = handler
    }
}

/// What speaks on a connection: HTTP, then WebSocket.
///
/// Made and called on its loop only.
package protocol ConnectionHandler: AnyObject {
    /// Gets all that is not yet consumed, to be read and changed in place.
    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    func sayGoodbye(loop: isolated EventLoop)
    func connectionClosed(loop: isolated EventLoop)
}

package enum Reception {
    case consumed(Int)
    /// Goes on as what `arrival` makes of it on another loop (or this one), with all that is unread.
    case move(consumed: Int, to: EventLoop, arrival: EventLoop.Arrival)
    case close
}

extension [UInt8] {
    package mutating func append(copying bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
