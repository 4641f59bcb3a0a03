import Storage

/// What an entry says in clear; the whole of it is authenticated with the payload.
struct EntryHeader: Hashable, Sendable {
    var beginsBatch: Bool
    /// The next entry belongs to the same append, which is recovered whole or not at all.
    var goesOn: Bool
    var sequence: UInt64
    var time: UInt64
    var stream: StreamID
    var type: UInt16
    var keyID: KeyID
}

extension EntryHeader {
    func append(to bytes: inout [UInt8]) {
        bytes.append(JournalFormat.version)
        bytes.append((beginsBatch ? Self.batchFlag : 0) | (goesOn ? Self.goesOnFlag : 0))
        bytes.append(bigEndian: sequence)
        bytes.append(bigEndian: time)
        stream.append(to: &bytes)
        bytes.append(bigEndian: type)
        keyID.append(to: &bytes)
    }

    /// Reads the header of a whole entry; nil if it is none of version 1.
    init?(entry: Span<UInt8>) {
        guard entry.count >= JournalFormat.shortestEntry, entry[0] == JournalFormat.version,
            entry[1] & ~(Self.batchFlag | Self.goesOnFlag) == 0
        else { return nil }
        beginsBatch = entry[1] & Self.batchFlag != 0
        goesOn = entry[1] & Self.goesOnFlag != 0
        sequence = entry.bigEndian(at: 2)
        time = entry.bigEndian(at: 10)
        stream = StreamID(entry, at: 18)
        type = entry.bigEndian(at: 34)
        keyID = KeyID(entry, at: 36)
    }

    private static let batchFlag: UInt8 = 1
    private static let goesOnFlag: UInt8 = 2
}
