/// What opening a journal found.
package struct Recovery: Equatable, Sendable {
    /// How many entries the log has; the next one gets this sequence number.
    package let size: UInt64
    /// The log did not exist before.
    package let isNew: Bool
    /// The last stop was not a clean one.
    package let wasInterrupted: Bool
    /// What a crash left unfinished and has now been cut off; worth an entry of its own.
    package let tornTail: TornTail?
    /// Streams of which only the first entry was handed over.
    package let atRest: Set<StreamID>
    /// How many entries were read.
    package let readCount: UInt64
}

/// The remains of a write that never was acknowledged.
package struct TornTail: Equatable, Sendable {
    /// The number that its first entry would have had.
    package let sequence: UInt64
    package let file: String
    /// Where in the file it begins.
    package let offset: Int
}
