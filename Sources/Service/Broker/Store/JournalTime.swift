import Foundation
import Synchronization
import Sessions
import Casework

/// The time that the journal writes down: the machine's until the broker's own clock is known.
package final class JournalTime: Sendable {
    private let clock = Mutex<BrokerClock>(.system)

    package init() {}

    package var milliseconds: UInt64 {
        UInt64(clamping: clock.withLock { $0 }.now.civil.milliseconds)
    }

    package func follow(_ clock: BrokerClock) { self.clock.withLock { $0 = clock } }
}
