import Cryptography
import Foundation
import Storage
import TransparencyLog

/// A witness (C2SP tlog-witness): signs what goes on from what it signed last, and nothing else.
///
/// Its folder holds its key (`witness.key`, `witness.vkey`) and the last checkpoint that it signed of each log, and is
/// locked as long as this lives.
struct Witness: ~Copyable {
    let verifierKey: VerifierKey
    /// It did not exist before.
    let isNew: Bool
    private let home: Directory
    private let lock: File
    private let own: Cosigner

    private init(_ home: Directory, _ lock: consuming File, _ own: Cosigner, isNew: Bool) {
        self.home = home
        self.lock = lock
        self.own = own
        self.isNew = isNew
        verifierKey = own.verifierKey
    }

    /// Makes a witness at the first use, under `name` if one is given.
    static func open(in path: String, name: String?) throws(StorageError) -> Witness {
        let home = Directory(path)
        try home.create()
        let lock = try home.openOrCreate("lock")
        try lock.lock()
        let isNew = !home.has(keyFile)
        return Witness(home, lock, try ownKey(home, name: name), isNew: isNew)
    }

    /// The signature line for what is asked, kept first: whatever crashes, nothing that contradicts it is signed later.
    ///
    /// `time` in seconds since 1970.
    func cosign(
        _ request: WitnessRequest,
        log key: VerifierKey,
        time: UInt64
    ) throws(StorageError) -> Result<[UInt8], WitnessRequest.Refusal> {
        let file = "seen-" + SHA256.hash(Array(key.text.utf8)).description
        let seen = try lastSeen(file, key)
        let checkpoint: Checkpoint
        do throws(WitnessRequest.Refusal) {
            checkpoint = try request.judged(key: key, seen: seen)
        } catch {
            return .failure(error)
        }
        try home.writeDurably(request.note, to: file)
        guard let line = try? own.cosign(checkpoint, time: time) else {
            throw StorageError(call: "sign", file: Self.seedFile, code: EINVAL)
        }
        // A note of an empty text is two line feeds and the line that is wanted.
        return .success(Array(SignedNote(text: "\n", signatures: [line]).bytes.dropFirst(2)))
    }

    /// The checkpoint that this witness signed last; nil before the first.
    private func lastSeen(_ file: String, _ key: VerifierKey) throws(StorageError) -> Checkpoint? {
        guard home.has(file) else { return nil }
        let note = try home.read(file, limit: 1 << 20)
        guard let checkpoint = try? Checkpoint(note: note, signedBy: key) else {
            throw StorageError(call: "read", file: file, code: EINVAL)
        }
        return checkpoint
    }

    private static func ownKey(_ home: Directory, name: String?) throws(StorageError) -> Cosigner {
        if !home.has(keyFile) {
            let seed = RandomBytes.system(Ed25519.seedCount)
            let made = try cosigner(seed, name ?? "contact-broker.local/witness")
            try home.writeDurably(seed, to: seedFile)
            try home.writeDurably(Array((made.verifierKey.text + "\n").utf8), to: keyFile)
        }
        let line = String(decoding: try home.read(keyFile, limit: 4096), as: UTF8.self)
        let text = line.trimmingCharacters(in: .newlines)
        let own = try cosigner(
            try home.read(seedFile, limit: Ed25519.seedCount),
            text.split(separator: "+").first.map(String.init) ?? ""
        )
        guard own.verifierKey.text.utf8.elementsEqual(text.utf8) else {
            throw StorageError(call: "read", file: keyFile, code: EINVAL)
        }
        return own
    }

    private static func cosigner(_ seed: [UInt8], _ name: String) throws(StorageError) -> Cosigner {
        guard let key = try? Ed25519.PrivateKey(seed: SecretBytes(seed)),
            let cosigner = try? Cosigner(name: name, privateKey: key)
        else { throw StorageError(call: "read", file: seedFile, code: EINVAL) }
        return cosigner
    }

    private static let seedFile = "witness.key"
    private static let keyFile = "witness.vkey"
}
