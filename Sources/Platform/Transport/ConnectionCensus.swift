internal import Synchronization

/// How many connections a listener lets in.
package struct ConnectionLimits: Sendable {
    package var total: Int
    /// From one peer address; nil: no limit.
    package var perPeer: Int?

    package init(total: Int = 8_192, perPeer: Int? = nil) {
        self.total = total
        self.perPeer = perPeer
    }
}

/// Counts a listener's connections, on whatever loop they are.
final class ConnectionCensus: Sendable {
    private let limits: ConnectionLimits
    private let counts = Guarded(Counts())

    private struct Counts {
        var total = 0
        var peers: [PeerAddress: Int] = [:]
    }

    init(_ limits: ConnectionLimits) { self.limits = limits }

    /// A place that lasts as long as it is held; nil when there is none.
    func admit(_ peer: PeerAddress) -> Admission? {
        let isAdmitted = counts.withLock { counts in
            let ofPeer = counts.peers[peer, default: 0]
            guard counts.total < limits.total, ofPeer < limits.perPeer ?? .max else { return false }
            counts.total += 1
            counts.peers[peer] = ofPeer + 1
            return true
        }
        return isAdmitted ? Admission(census: self, peer: peer) : nil
    }

    fileprivate func release(_ peer: PeerAddress) {
        counts.withLock { counts in
            counts.total -= 1
            let left = counts.peers[peer, default: 1] - 1
            counts.peers[peer] = left > 0 ? left : nil
        }
    }
}

/// A place in a census.
final class Admission: Sendable {
    private let census: ConnectionCensus
    private let peer: PeerAddress

    init(census: ConnectionCensus, peer: PeerAddress) {
        self.census = census
        self.peer = peer
    }

    deinit { census.release(peer) }
}
