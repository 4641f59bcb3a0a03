import Sessions
import Signalling
import Transport

/// What has been drawn together, in memory only, and how much of it each page has been sent.
struct Drawing {
    private(set) var lines: [Line] = []
    private var sent: [WebSocket: Int] = [:]
    private var budgets: [SeatID: Budget] = [:]

    struct Line {
        let seat: SeatID
        let stroke: Stroke
    }

    /// Pieces that somebody may still send; it fills up again with time.
    private struct Budget {
        var pieces: Double
        var at: Duration
    }

    /// Whether there is room for one more piece, and this seat has not sent too many.
    mutating func admits(_ seat: SeatID, at now: Duration) -> Bool {
        guard lines.count < Self.limit else { return false }
        var budget = budgets[seat] ?? Budget(pieces: Self.burst, at: now)
        let passed = (now - budget.at) / .seconds(1)
        budget.pieces = min(Self.burst, budget.pieces + passed * Self.perSecond)
        budget.at = now
        defer { budgets[seat] = budget }
        guard budget.pieces >= 1 else { return false }
        budget.pieces -= 1
        return true
    }

    /// Takes a piece in; the page that drew it has it already.
    mutating func add(_ stroke: Stroke, by seat: SeatID, from socket: WebSocket) {
        let isUpToDate = sent[socket] == lines.count
        lines.append(Line(seat: seat, stroke: stroke))
        if isUpToDate { sent[socket] = lines.count }
    }

    /// What this page has not been sent yet; it counts as sent from now on.
    mutating func news(for socket: WebSocket) -> ArraySlice<Line> {
        let from = sent[socket] ?? 0
        sent[socket] = lines.count
        return lines.dropFirst(from)
    }

    mutating func forget(besides sockets: Set<WebSocket>) {
        sent = sent.filter { sockets.contains($0.key) }
    }

    /// Pieces of a whole drawing; a page that comes back gets them all at once.
    private static let limit = 4_000
    private static let burst = 40.0
    private static let perSecond = 20.0
}
