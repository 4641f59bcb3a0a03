/// How long things took, and how many there were.
struct Latencies: Sendable {
    private var microseconds: [Int] = []
    var elapsed = Duration.zero

    var count: Int { microseconds.count }

    mutating func add(_ duration: Duration) {
        microseconds.append(Int((duration / .microseconds(1)).rounded()))
    }

    var perSecond: Double { Double(count) / max(elapsed / .seconds(1), 1e-9) }

    /// So many per cent took at most so long, in microseconds.
    func at(_ percent: Int) -> Int {
        let sorted = microseconds.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
    }
}
