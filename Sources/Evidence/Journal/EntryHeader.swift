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
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(JournalFormat.headerCount)
        bytes.append(JournalFormat.version)
        bytes.append((beginsBatch ? Self.batchFlag : 0) | (goesOn ? Self.goesOnFlag : 0))
        bytes.append(bigEndian: sequence)
        bytes.append(bigEndian: time)
        bytes.append(contentsOf: stream.bytes)
        bytes.append(bigEndian: type)
        bytes.append(contentsOf: keyID.bytes)
        return bytes
    }

    /// Reads the header of a whole entry; nil if it is none of version 1.
    init?(entry: [UInt8]) {
        guard entry.count >= JournalFormat.shortestEntry, entry[0] == JournalFormat.version,
            entry[1] & ~(Self.batchFlag | Self.goesOnFlag) == 0,
            let stream = StreamID(Array(entry[18..<34])),
            let keyID = KeyID(Array(entry[36..<52]))
        else { return nil }
        beginsBatch = entry[1] & Self.batchFlag != 0
        goesOn = entry[1] & Self.goesOnFlag != 0
        sequence = entry.bigEndian(at: 2)
        time = entry.bigEndian(at: 10)
        self.stream = stream
        type = entry.bigEndian(at: 34)
        self.keyID = keyID
    }

    private static let batchFlag: UInt8 = 1
    private static let goesOnFlag: UInt8 = 2
}
