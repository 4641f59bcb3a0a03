import Cryptography
import Foundation
import Journal
import Storage
import TransparencyLog

/// `log witness` and `log cosign`: both sides of a witness (C2SP tlog-witness), by files.
///
/// The request is what a witness on the network takes too: `curl --data-binary @NAME.request URL/add-checkpoint`.
extension LogCommand {
    static func witness(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--key", "--old", "--to"])
        let verifierKey = try key(try arguments.required("--key"))
        guard let old = UInt64(try arguments.required("--old")) else { throw .usage }
        let name = try arguments.required("--to")
        let request: WitnessRequest
        do throws(JournalError) {
            request = try WitnessRequest(from: old, logIn: arguments.directory, key: verifierKey)
        } catch {
            if case .noSuchEntry = error {
                throw .input("The log’s checkpoint is over fewer than \(old) entries.")
            }
            throw failure(error, arguments.directory)
        }
        try write(request.bytes, to: name + ".request")
        try write(request.note, to: name + ".note")
        print("Give \(name).request to the witness, and add its answer to \(name).note.")
        return 0
    }

    static func cosign(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--key", "--witness", "--name"])
        let verifierKey = try key(try arguments.required("--key"))
        let bytes = try contents(of: arguments.directory)
        let home = Directory(try arguments.required("--witness"))
        let refusal: WitnessRequest.Refusal
        do throws(StorageError) {
            try home.create()
            let lock = try home.openOrCreate("lock")
            defer { _ = lock }
            try lock.lock()
            let own = try ownKey(home, name: arguments["--name"])
            let file = "seen-" + SHA256.hash(Array(verifierKey.text.utf8)).description
            let seen = try lastSeen(in: home, file, verifierKey)
            do throws(WitnessRequest.Refusal) {
                let request = try WitnessRequest(parsing: bytes)
                let checkpoint = try request.judged(key: verifierKey, seen: seen)
                try keep(request.note, in: home, file)
                try answer(checkpoint, own)
                return 0
            } catch { refusal = error }
        } catch {
            throw .input("The witness in \(home.path): \(error).")
        }
        throw .verdict(words(refusal))
    }

    /// On the disk before it is signed: whatever crashes, nothing that contradicts it is signed later.
    private static func keep(
        _ note: [UInt8],
        in home: Directory,
        _ file: String
    ) throws(WitnessRequest.Refusal) {
        do throws(StorageError) { try home.writeDurably(note, to: file) } catch {
            throw .malformed
        }
    }

    private static func answer(
        _ checkpoint: Checkpoint,
        _ own: Cosigner
    ) throws(WitnessRequest.Refusal) {
        let time = UInt64(max(0, Date.now.timeIntervalSince1970))
        guard let line = try? own.cosign(checkpoint, time: time) else { throw .malformed }
        // A note of an empty text is two line feeds and the line that is wanted.
        let note = SignedNote(text: "\n", signatures: [line]).bytes
        FileHandle.standardOutput.write(Data(note.dropFirst(2)))
    }

    /// The checkpoint that this witness signed last; nil before the first.
    private static func lastSeen(
        in home: Directory,
        _ file: String,
        _ key: VerifierKey
    ) throws(StorageError) -> Checkpoint? {
        guard home.has(file) else { return nil }
        let note = try home.read(file, limit: 1 << 20)
        guard let checkpoint = try? Checkpoint(note: note, signedBy: key) else {
            throw StorageError(call: "read", file: file, code: EINVAL)
        }
        return checkpoint
    }

    private static func words(_ refusal: WitnessRequest.Refusal) -> String {
        let refused = "Not signed."
        return switch refusal {
        case .malformed: "\(refused) The request cannot be read, or nothing can be kept of it."
        case .notSigned: "\(refused) The log’s key has not signed this checkpoint."
        case .wrongStart(let seen):
            "\(refused) This witness saw \(seen) entries: make the request with --old \(seen)."
        case .shrunk(let seen):
            "\(refused) This witness saw \(seen) entries, and now there are fewer: the log was cut or put back."
        case .inconsistent(let seen):
            "\(refused) The first \(seen) entries are not those that this witness saw: the log was changed."
        }
    }

    /// The witness's own key, made at its first use.
    private static func ownKey(_ home: Directory, name: String?) throws(StorageError) -> Cosigner {
        let (seedFile, keyFile) = ("witness.key", "witness.vkey")
        if !home.has(keyFile) {
            let seed = RandomBytes.system(Ed25519.seedCount)
            let made = try cosigner(seed, name ?? "contact-broker.local/witness")
            try home.writeDurably(seed, to: seedFile)
            try home.writeDurably(Array((made.verifierKey.text + "\n").utf8), to: keyFile)
            complain("A new witness. Its public key: \(made.verifierKey.text)")
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
        else { throw StorageError(call: "read", file: "witness.key", code: EINVAL) }
        return cosigner
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let url = URL(fileURLWithPath: path)
        do throws(StorageError) {
            try Directory(url.deletingLastPathComponent().path)
                .writeDurably(bytes, to: url.lastPathComponent)
        } catch { throw .input("\(path): \(error).") }
    }
}
