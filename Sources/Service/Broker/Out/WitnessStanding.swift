package import Cryptography
package import TransparencyLog

/// How the log stands with one witness: what it has signed, what is wrong, and when to ask again.
///
/// No input and no output; times are those of one clock that never goes back.
package struct WitnessStanding: Sendable, Equatable {
    package enum Trouble: Sendable, Equatable {
        // It is away.
        case nameUnknown
        case addressNotAllowed
        case notConnected
        case timedOut
        case notUnderstood
        case status(Int)
        // It is there, and of no use.
        /// It does not know the log, or not by this key.
        case logUnknown
        /// What it answered is not signed with the key that we know of it, or is no signature.
        case notItsSignature
        // It and the log contradict each other.
        /// It has seen more than there is.
        case shrunk(seen: UInt64)
        /// What it has seen is not the beginning of what there is.
        case changed(seen: UInt64)
        /// What is on the disk is not what the log itself has signed for.
        case damaged(sentence: String)
        /// Its answer is good, and could not be kept.
        case notKept(sentence: String)
    }

    /// For a machine, and to see whether something is news.
    package enum State: String, Sendable {
        case notAsked, well, away, useless, contradicted, damaged, notKept
    }

    package enum Step: Equatable {
        case ask(from: UInt64, root: Digest?)
        case wait(Duration)
        case rest
    }

    package enum Answer: Equatable {
        /// It has signed this; in seconds since 1970, by its own clock.
        case cosigned(Checkpoint, time: UInt64)
        /// It has seen another size than it was asked from (409).
        case seen(UInt64)
        case failed(Trouble)
    }

    /// The newest checkpoint that was signed by the log.
    package private(set) var signed: UInt64 = 0
    /// What the witness has seen, as far as we know, and when it signed that.
    package private(set) var seen: UInt64 = 0
    package private(set) var time: UInt64?
    package private(set) var trouble: Trouble?
    private var root: Digest?
    private var failures = 0
    private var corrections = 0
    private var notBefore = Duration.zero
    private let pauses: WitnessPauses

    package init(pauses: WitnessPauses) { self.pauses = pauses }

    /// What an earlier run was told.
    package mutating func remember(_ checkpoint: Checkpoint, time: UInt64?) {
        seen = checkpoint.size
        root = checkpoint.root
        self.time = time
    }

    package mutating func sign(_ size: UInt64) { signed = max(signed, size) }

    package func next(at now: Duration) -> Step {
        // Asked once after each start, also if nothing is new: only so a log that was put back is found out.
        guard signed > seen || trouble != nil || !hasAnswered else { return .rest }
        guard now >= notBefore else { return .wait(notBefore - now) }
        return .ask(from: seen, root: root)
    }

    package mutating func take(_ answer: Answer, at now: Duration) {
        switch answer {
        case .cosigned(let checkpoint, let time):
            remember(checkpoint, time: time)
            (trouble, failures, corrections, hasAnswered) = (nil, 0, 0, true)
            notBefore = now + pauses.afterSuccess
        case .seen(let size) where size > signed:
            fail(.shrunk(seen: size), at: now)
        case .seen(let size):
            // It may have signed what we did not hear of, or have lost what it had.
            corrections += 1
            guard corrections <= Self.correctionLimit else {
                return fail(.status(409), at: now)
            }
            if size != seen { (seen, root) = (size, nil) }
        case .failed(let trouble): fail(trouble, at: now)
        }
    }

    /// It is asked once more without a pause: the log is about to end.
    package mutating func hurry() { notBefore = .zero }

    /// Nothing has come of it until now.
    private var hasAnswered = false

    private mutating func fail(_ trouble: Trouble, at now: Duration) {
        self.trouble = trouble
        corrections = 0
        notBefore = now + pauses.afterFailure(failures)
        failures += 1
    }

    /// Of what the log has signed for, so many entries the witness has not seen.
    package var unseen: UInt64 { signed > seen ? signed - seen : 0 }

    package var state: State {
        switch trouble {
        case nil: hasAnswered ? .well : .notAsked
        case .nameUnknown, .addressNotAllowed, .notConnected, .timedOut, .notUnderstood, .status:
            .away
        case .logUnknown, .notItsSignature: .useless
        case .shrunk, .changed: .contradicted
        case .damaged: .damaged
        case .notKept: .notKept
        }
    }

    private static let correctionLimit = 2
}

/// How long to let a witness alone.
package struct WitnessPauses: Sendable, Equatable {
    package var afterSuccess: Duration
    /// After the first, second … failure; the last for all further ones.
    package var afterFailures: [Duration]

    package init(afterSuccess: Duration, afterFailures: [Duration]) {
        self.afterSuccess = afterSuccess
        self.afterFailures = afterFailures
    }

    func afterFailure(_ number: Int) -> Duration {
        afterFailures.isEmpty
            ? afterSuccess : afterFailures[min(number, afterFailures.count - 1)]
    }

    package static let usual = WitnessPauses(
        afterSuccess: .seconds(10),
        afterFailures: [.seconds(5), .seconds(30), .seconds(300)]
    )
}
