package import Sessions

/// What one supervisor's page has proved: that it is looked at, and that it sees and hears everybody.
///
/// A connection that is up proves nothing; only decoded pictures and played sound do (design section 4).
/// Times are on the server's uptime clock.
package struct Attention: Sendable, Hashable {
    package private(set) var lastBeat: Duration?
    package private(set) var hiddenSince: Duration?
    private var feeds: [SeatID: Progress] = [:]
    /// The page's one receiving connection to the media server is up.
    package var isReceiving = false

    private struct Progress: Sendable, Hashable {
        var frames: Int64
        var audio: Int64
        var seenAt: Duration?
        var heardAt: Duration?
    }

    package init() {}

    /// Takes in a beat.
    ///
    /// Counters that went back (a new receiving connection) start afresh.
    package mutating func note(_ beat: Beat, at now: Duration) {
        lastBeat = now
        if beat.isVisible { hiddenSince = nil } else { hiddenSince = hiddenSince ?? now }
        for feed in beat.feeds {
            guard var progress = feeds[feed.seat] else {
                feeds[feed.seat] = Progress(frames: feed.frames, audio: feed.audio)
                continue
            }
            if feed.frames > progress.frames { progress.seenAt = now }
            if feed.audio > progress.audio { progress.heardAt = now }
            progress.frames = feed.frames
            progress.audio = feed.audio
            feeds[feed.seat] = progress
        }
    }

    /// The page is gone: nothing of it proves anything any more.
    package mutating func forget() { self = Attention() }

    /// The last moment at which everything was in order; nil if it never was.
    ///
    /// `publishers` are those who should be seen and heard, and since when their sound and picture
    /// flow. While nothing may flow, a beat and a connection that stands ready will do. Of those in `silent`,
    /// who sign, a picture is enough: to them a muted microphone is no fault.
    package func lastSeen(
        publishers: [SeatID: Duration],
        isFlowing: Bool,
        silent: Set<SeatID> = []
    ) -> Duration? {
        guard let lastBeat else { return nil }
        if publishers.isEmpty { return lastBeat }
        guard isReceiving else { return nil }
        guard isFlowing else { return lastBeat }
        return publishers.reduce(lastBeat) { earliest, publisher in
            let isSilent = silent.contains(publisher.key)
            return min(earliest, lastProgress(of: publisher.key, isSilent, since: publisher.value))
        }
    }

    /// True once every publisher has been seen and heard since their sound and picture flow.
    package func hasAttested(publishers: [SeatID: Duration], silent: Set<SeatID> = []) -> Bool {
        publishers.allSatisfy { seat, start in
            guard let progress = feeds[seat], let seen = progress.seenAt, seen >= start else {
                return false
            }
            return silent.contains(seat) || progress.heardAt.map { $0 >= start } == true
        }
    }

    /// Before the first proof a publisher counts as seen until 3 s after their start.
    private func lastProgress(
        of seat: SeatID,
        _ isSilent: Bool,
        since start: Duration
    ) -> Duration {
        let allowance = start - (Lease.limit - Lease.firstProof)
        guard let progress = feeds[seat] else { return allowance }
        let seen = progress.seenAt.map { max($0, allowance) } ?? allowance
        guard !isSilent else { return seen }
        let heard = progress.heardAt.map { max($0, allowance) } ?? allowance
        return min(seen, heard)
    }
}

/// The supervisor's lease and what follows when it lapses (design section 4; domain.md section 10).
package enum Lease {
    /// After the last proof; the policies hold the session beyond it.
    package static let limit = Duration.seconds(4)
    /// From going live to the first proof of everybody.
    package static let firstProof = Duration.seconds(3)
    /// A hidden page may not count as seeing for longer.
    package static let hidden = Duration.seconds(10)
    /// After a new media server: so long whoever sent before is waited for.
    package static let returning = Duration.seconds(15)
    /// Without a supervisor, then the on-call colleague is rung (E02).
    package static let page = Duration.seconds(15)
    /// Without a supervisor, then the session ends (E02).
    package static let grace = Duration.seconds(120)
}
