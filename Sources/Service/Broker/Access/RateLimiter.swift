import Synchronization

/// Token buckets, one a peer: so many at once, and so many a second after that.
///
/// From any thread.
final class RateLimiter: Sendable {
    private let capacity: Double
    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    private struct Bucket {
        var tokens: Double
        var at: Duration
    }

    init(capacity: Double, perSecond: Double) {
        self.capacity = capacity
        self.perSecond = perSecond
    }

    /// False if this peer has to wait.
    func allows(_ peer: String, at now: Duration) -> Bool {
        buckets.withLock { buckets in
            if buckets.count >= Self.limit {
                buckets = buckets.filter { refilled($0.value, at: now) < capacity }
            }
            let tokens = refilled(buckets[peer] ?? Bucket(tokens: capacity, at: now), at: now)
            buckets[peer] = Bucket(tokens: max(0, tokens - 1), at: now)
            return tokens >= 1
        }
    }

    private func refilled(_ bucket: Bucket, at now: Duration) -> Double {
        min(capacity, bucket.tokens + (now - bucket.at) / .seconds(1) * perSecond)
    }

    /// Peers remembered before those with full buckets are forgotten.
    private static let limit = 4_096
}
