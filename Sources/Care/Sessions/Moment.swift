package import Casework

/// When something happens, on both of the server's clocks.
///
/// Leases and deadlines go by `uptime`, which counts on while the machine is suspended and which nobody
/// can set; plans, hours and the log go by `civil`. So a clock that jumps extends nothing (promise P11).
package struct Moment: Sendable, Hashable {
    /// Since a fixed point before the process began (CLOCK_BOOTTIME).
    package let uptime: Duration
    package let civil: Timestamp

    package init(uptime: Duration, civil: Timestamp) {
        self.uptime = uptime
        self.civil = civil
    }
}
