/// Why there is no media process any more.
package enum MediaLoss: Error, Sendable, Hashable {
    /// The sentence names what to install.
    case notInstalled(String)
    /// The last try's reason.
    case didNotStart(String)
    case exited(status: Int32)
    /// Killed: a mute was not acknowledged in time.
    case killedUnacknowledged
    /// Killed: it no longer answered.
    case killedSilent
    /// Killed: it said what cannot be.
    case killedMisbehaving(String)
}
