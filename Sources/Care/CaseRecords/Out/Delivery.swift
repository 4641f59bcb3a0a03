package import Casework

/// One notice and how far it has come: a fold over the log.
package struct Delivery: Sendable, Hashable {
    package let notice: CaseNotice
    /// The entry by which its document was filed.
    package let filed: UInt64
    /// Since it became due, or was wanted anew.
    package private(set) var tries = 0
    package private(set) var state = State.due(nil)
    /// The entry by which somebody last wanted it tried anew.
    private(set) var replayed: UInt64?

    package enum State: Sendable, Hashable {
        /// To be sent at once, or a pause after a try.
        case due(Waiting?)
        /// By the entry of that number.
        case delivered(UInt64)
        case abandoned(Abandonment)
    }

    package struct Waiting: Sendable, Hashable {
        package let since: Timestamp
        package let pause: Duration

        /// What is left of the pause; a clock that was set back makes it no longer than it was.
        package func left(at now: Timestamp) -> Duration {
            min(pause, max(.zero, pause - now.timeSince(since)))
        }
    }

    package struct Abandonment: Sendable, Hashable {
        package let failure: DeliveryFailure
        /// The entry that says so, and its time in the log.
        package let entry: UInt64
        package let at: Timestamp
    }

    /// Due since the document was filed.
    package init(_ notice: CaseNotice, filed: UInt64 = 0) {
        self.notice = notice
        self.filed = filed
    }

    /// True for what was filed before there was an outbox: it is told only when a person says so.
    ///
    /// `attached` is the entry from which on the case system is told; nil before there is one.
    package func isOlder(than attached: UInt64?) -> Bool {
        guard state == .due(nil), tries == 0, replayed == nil else { return false }
        return attached.map { filed < $0 } ?? true
    }

    /// Takes a fact in; `entry` is its number in the log, `at` the log's time.
    package mutating func take(_ fact: DeliveryFact, entry: UInt64, at: Timestamp) {
        if case .delivered = state { return }
        switch fact {
        case .tried(let since, _, let pause):
            tries += 1
            state = .due(Waiting(since: since, pause: pause))
        case .delivered: state = .delivered(entry)
        case .abandoned(_, let failure):
            state = .abandoned(Abandonment(failure: failure, entry: entry, at: at))
        case .replayed:
            tries = 0
            state = .due(nil)
            replayed = entry
        }
    }

    package var isAbandoned: Bool {
        if case .abandoned = state { true } else { false }
    }

    /// How long until the next try; nil if there is none to come.
    package func left(at now: Timestamp) -> Duration? {
        switch state {
        case .due(let waiting): waiting?.left(at: now) ?? .zero
        case .delivered, .abandoned: nil
        }
    }

    /// What follows from a try that failed at `now`.
    package func fact(
        after failure: DeliveryFailure,
        at now: Timestamp,
        schedule: RetrySchedule,
        random: UInt64,
        retryAfter: Duration? = nil
    ) -> DeliveryFact {
        let pause = schedule.pause(after: tries + 1, random: random, atLeast: retryAfter)
        guard failure != .gone, let pause else { return .abandoned(at: now, failure) }
        return .tried(at: now, failure, pause: pause)
    }
}

extension Delivery {
    /// Whether the receiver's last word, over all notices, is that it wants no more (410).
    package static func isReceiverGone(_ deliveries: [Delivery]) -> Bool {
        let words = deliveries.compactMap { delivery -> (entry: UInt64, isGone: Bool)? in
            switch delivery.state {
            case .delivered(let entry): (entry, false)
            case .abandoned(let end) where end.failure == .gone: (end.entry, true)
            case .abandoned: nil
            case .due: delivery.replayed.map { ($0, false) }
            }
        }
        return words.max { $0.entry < $1.entry }?.isGone ?? false
    }
}
