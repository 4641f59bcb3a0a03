/// Which queue a message waits in while the peer is slow.
package enum Lane: Sendable {
    /// Overtakes whole messages of the normal lane: holds, cuts, close.
    case control
    case normal
}

/// Plaintext that waits to be sealed: sealed late, so that control can still overtake it.
struct SendLanes: Sendable {
    private var control = SendQueue()
    private var normal = SendQueue()

    var count: Int { control.count + normal.count }
    var isEmpty: Bool { control.isEmpty && normal.isEmpty }

    mutating func write(_ lane: Lane, _ body: (inout [UInt8]) -> Void) {
        switch lane {
        case .control: control.write(body)
        case .normal: normal.write(body)
        }
    }

    /// Whether a first write would find a buffer.
    var lacksBuffer: Bool { !normal.hasBuffer }
    mutating func lend(_ buffer: [UInt8]) { normal.lend(buffer) }
    /// The normal lane's buffer, once it is empty.
    mutating func giveBack() -> [UInt8]? { normal.giveBack() }

    /// Gives the next whole messages, some 16 KiB of them, to `seal`, and forgets them.
    mutating func takeSegment(_ seal: (Span<UInt8>) -> Void) {
        if control.isEmpty { normal.takeSegment(seal) } else { control.takeSegment(seal) }
    }
}

/// Messages one after another, with marks at some of their ends.
private struct SendQueue: Sendable {
    private var bytes: [UInt8] = []
    private var start = 0
    /// Ends of messages, at least a segment apart.
    private var marks: [Int] = []

    var count: Int { bytes.count - start }
    var isEmpty: Bool { bytes.count == start }
    var hasBuffer: Bool { bytes.capacity > 0 }

    mutating func write(_ body: (inout [UInt8]) -> Void) {
        body(&bytes)
        if bytes.count - (marks.last ?? start) >= Self.segment { marks.append(bytes.count) }
    }

    mutating func takeSegment(_ seal: (Span<UInt8>) -> Void) {
        let end = marks.isEmpty ? bytes.count : marks.removeFirst()
        guard end > start else { return }
        seal(bytes.span.extracting(start..<end))
        start = end
        guard isEmpty else { return }
        bytes.removeAll(keepingCapacity: true)
        start = 0
    }

    mutating func lend(_ buffer: [UInt8]) {
        if isEmpty { bytes = buffer }
    }

    mutating func giveBack() -> [UInt8]? {
        guard isEmpty, hasBuffer else { return nil }
        defer { self = SendQueue() }
        return bytes
    }

    /// A TLS record's plaintext (RFC 8446 section 5.1).
    private static let segment = 16_384
}
