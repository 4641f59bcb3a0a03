package import Casework
import Foundation
package import Sessions

/// The server's two clocks, read together.
package struct BrokerClock: Sendable {
    private let read: @Sendable () -> Moment

    package var now: Moment { read() }

    /// The real date and time.
    package static let system = BrokerClock {
        Moment(
            uptime: uptime,
            civil: Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
        )
    }

    /// A civil clock that shows `start` now and goes on from there: the demo's.
    package static func starting(at start: Timestamp) -> BrokerClock {
        let origin = uptime
        return BrokerClock {
            let now = uptime
            return Moment(uptime: now, civil: start.advanced(by: now - origin))
        }
    }

    /// A civil clock that tells whatever `civil` makes of the time that has passed.
    static func reading(_ civil: @escaping @Sendable (Duration) -> Timestamp) -> BrokerClock {
        BrokerClock {
            let now = uptime
            return Moment(uptime: now, civil: civil(now))
        }
    }

    /// Since the process first asked; `ContinuousClock` goes on while the machine is suspended (P11).
    private static var uptime: Duration { epoch.duration(to: .now) }
    private static let epoch = ContinuousClock.now
}
