package import Cryptography

/// What is to be written to a stream; the journal adds sequence and time.
package struct Draft: Sendable {
    package let stream: StreamID
    /// A number whose meaning is the caller's.
    package let type: UInt16
    /// At most 60 KiB.
    package let payload: [UInt8]

    package init(stream: StreamID, type: UInt16, payload: [UInt8]) {
        self.stream = stream
        self.type = type
        self.payload = payload
    }
}

/// An entry read back.
package struct RecordedEntry: Sendable, Equatable {
    package enum Payload: Sendable, Equatable {
        case opened([UInt8])
        /// The stream's key is gone, and with it what the entry said.
        case erased
    }

    package let sequence: UInt64
    /// Milliseconds since 1970-01-01T00:00:00Z, when the entry was handed in, or what it says happened.
    package let time: UInt64
    package let stream: StreamID
    package let type: UInt16
    /// The entry's hash in the log's tree, which stays when the payload is erased.
    package let leaf: Digest
    package let payload: Payload
}
