package import Casework
package import Sessions

/// One entry of a session's log, with its number and the moment at which it was written.
package struct LoggedEntry: Sendable, Hashable {
    package let sequence: UInt64
    package let at: Timestamp
    package let entry: LogEntry

    package init(sequence: UInt64, at: Timestamp, entry: LogEntry) {
        self.sequence = sequence
        self.at = at
        self.entry = entry
    }
}
