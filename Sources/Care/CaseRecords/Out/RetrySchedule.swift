/// The pauses between tries to deliver one notice, which grow; after the last it is given up.
package struct RetrySchedule: Sendable, Hashable {
    /// After the first failed try, the second, and so on.
    package let pauses: [Duration]

    package init(pauses: [Duration]) { self.pauses = pauses }

    /// Ten tries in a little over three days (the example in Standard Webhooks 1.0, section
    /// "Deliverability and reliability").
    package static let usual = RetrySchedule(
        pauses: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map {
            Duration.seconds($0)
        }
    )

    /// How long to wait after `tries` failed ones; nil when it is to be given up.
    ///
    /// `random` is any number: it lengthens or shortens the pause by up to a fifth, so that many notices do
    /// not come back together. `atLeast` is what the receiver asked for (`Retry-After`), taken up to a day.
    package func pause(after tries: Int, random: UInt64, atLeast: Duration? = nil) -> Duration? {
        guard tries > 0, tries <= pauses.count else { return nil }
        let planned = pauses[tries - 1].milliseconds
        let jitter = planned / 5
        let spread = UInt64(jitter.magnitude) * 2 + 1
        let jittered = planned - jitter + Int64(random % spread)
        let asked = min(atLeast ?? .zero, Self.longestAsked).milliseconds
        return .milliseconds(max(jittered, asked))
    }

    /// From the first try to the last, without jitter.
    package var span: Duration { pauses.reduce(.zero, +) }

    private static let longestAsked = Duration.seconds(86_400)
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds &* 1000 &+ components.attoseconds / 1_000_000_000_000_000
    }
}
