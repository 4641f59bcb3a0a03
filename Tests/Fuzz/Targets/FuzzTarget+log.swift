import Cryptography
import Journal
import Storage
import TransparencyLog

extension FuzzTarget {
    /// A sealed entry as it is given out.
    static let entry = FuzzTarget(name: "entry") { bytes in
        guard let entry = SealedEntry(bytes) else { return }
        demand(entry.bytes == bytes, "An entry has other bytes than it was read from.")
        demand(entry.leaf == MerkleTree.leafHash(bytes), "An entry's leaf is not its hash.")
        let keys: [KeyID: [UInt8]] = [:]
        demand((try? entry.opened(with: keys))?.payload == .erased, "Opened without a key.")
    }

    /// A whole segment, read and verified as a log whose checkpoint covers nothing yet.
    static let segment = FuzzTarget(name: "segment") { bytes in
        guard
            let verification = try? LogVerification(
                ofLogIn: "log",
                key: MemoryLog.signer.verifierKey,
                files: MemoryLog(segment: bytes)
            )
        else { return }
        guard case .holds = verification.integrity, verification.tornTail == nil else { return }
        demand(
            frameCount(bytes) == Int(verification.size),
            "A segment that is not frames and zeros was taken for a whole one."
        )
    }

    /// How many frames these bytes are, by the format's words alone; nil if they are anything else.
    private static func frameCount(_ bytes: [UInt8]) -> Int? {
        var (offset, count) = (16, 0)
        while offset < bytes.count, bytes[offset...].contains(where: { $0 != 0 }) {
            guard bytes[offset] == 0xCB, offset + 5 <= bytes.count else { return nil }
            let length = Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2])
            let end = offset + 5 + length
            guard end + 33 <= bytes.count, bytes[end + 32] == 0xBC,
                MerkleTree.leafHash(Array(bytes[(offset + 5)..<end])).bytes
                    == Array(bytes[end..<(end + 32)])
            else { return nil }
            offset = end + 33
            count += 1
        }
        return count
    }
}

/// A log of one segment in memory, with a checkpoint over nothing; nothing in it can be changed.
private struct MemoryLog: FileStore {
    static let signer: NoteSigner = {
        let seed = SecretBytes([UInt8](repeating: 7, count: 32))
        guard let key = try? Ed25519.PrivateKey(seed: seed),
            let signer = try? NoteSigner(name: "fuzz.example/log", privateKey: key)
        else { preconditionFailure("no signer") }
        return signer
    }()

    private static let note: [UInt8] = {
        let checkpoint = Checkpoint(
            origin: signer.verifierKey.name,
            size: 0,
            root: MerkleTree.emptyRoot
        )
        return (try? checkpoint.signed(by: signer).bytes) ?? []
    }()

    let segment: [UInt8]

    func names(in directory: String) -> [String] {
        ["checkpoint", "segment-00000000000000000000"]
    }

    func has(_ path: String) -> Bool { true }

    func open(_ path: String, _ mode: OpeningMode) -> any OpenFile {
        MemoryFile(path.hasSuffix("checkpoint") ? Self.note : segment)
    }

    func makeDirectory(_ path: String) throws(StorageError) { throw Self.isReadOnly }
    func rename(_ path: String, to newPath: String) throws(StorageError) { throw Self.isReadOnly }
    func remove(_ path: String) throws(StorageError) { throw Self.isReadOnly }
    func synchronizeDirectory(_ path: String) throws(StorageError) { throw Self.isReadOnly }

    static let isReadOnly = StorageError(call: "write", file: "", code: 30)
}

private final class MemoryFile: OpenFile {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func size() -> Int { bytes.count }
    func read(_ count: Int, at offset: Int) -> [UInt8] {
        Array(bytes.dropFirst(offset).prefix(count))
    }
    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(StorageError) {
        throw MemoryLog.isReadOnly
    }
    func synchronize() throws(StorageError) { throw MemoryLog.isReadOnly }
    func allocate(_ size: Int) throws(StorageError) { throw MemoryLog.isReadOnly }
    func truncate(to size: Int) throws(StorageError) { throw MemoryLog.isReadOnly }
    func lock() throws(StorageError) { throw MemoryLog.isReadOnly }
}
