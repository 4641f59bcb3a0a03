import Casework
import Sessions
import Transport

/// The demo's civil clock: shows what it is set to, and goes on from there at the pace of a real one.
///
/// It can be set forward and never back. Leases and deadlines do not go by it (promise P11).
final class DemoClock: Sendable {
    /// What it showed when the program's own time began.
    private let origin: Guarded<Timestamp>

    init(showing start: Timestamp) {
        origin = Guarded(start.advanced(by: .zero - BrokerClock.system.now.uptime))
    }

    /// Itself, as the broker reads it.
    var broker: BrokerClock {
        .reading { [self] uptime in origin.withLock { $0 }.advanced(by: uptime) }
    }

    /// Sets it forward; a moment that has passed changes nothing.
    func move(to moment: Timestamp) {
        let now = broker.now.civil
        guard moment > now else { return }
        origin.withLock { $0 = $0.advanced(by: moment.timeSince(now)) }
    }
}
