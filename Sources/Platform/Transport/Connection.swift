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
    let peer: PeerAddress
    private let admission: Admission?

    init(
        _ socket: consuming FileDescriptor,
        _ tls: consuming sending TLSConnection,
        peer: PeerAddress,
        admission: Admission?
    ) {
        self.socket = socket
        self.tls = Guarded(tls)
        self.peer = peer
        self.admission = admission
    }
}

/// A connection between two loops.
///
/// Sendable, checked: nothing of it can stay behind.
struct Parcel: Sendable {
    let wire: Wire
    let unread: [UInt8]
    let lanes: SendLanes
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
    /// Plaintext that waits for the end of the turn, or for the socket.
    var lanes = SendLanes()
    /// Ciphertext that the socket did not take.
    var unsent: [UInt8] = []
    /// Bytes that may wait in `lanes`.
    var laneLimit = Limit.lanes
    var deadline: ContinuousClock.Instant?
    /// Why it is to end at the end of the turn.
    var doom: ConnectionEnd?
    var isConnecting = false
    var isEstablished = false
    var isDirty = false
    var isGone = false
    var closesWhenSent = false
    /// All is sent and said; the peer's end is awaited.
    var isLingering = false

    init(_ id: ConnectionID, _ wire: Wire, _ handler: any ConnectionHandler) {
        self.id = id
        self.wire = wire
        self.handler = handler
    }
}

extension [UInt8] {
    package mutating func append(copying bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
