import Cryptography
import Foundation
import Journal
import TransparencyLog

/// What is kept beside a log, and changes while the log is written: says in a file what it was promised.
struct BesideTheLog {
    private let path: String
    private let told: FileHandle
    private let witness: Cosigner

    init(_ path: String, telling file: String) throws {
        self.path = path
        try Data().write(to: URL(fileURLWithPath: file))
        told = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        let seed = SecretBytes([UInt8](repeating: 7, count: Ed25519.seedCount))
        witness = try Cosigner(name: "witness.example", privateKey: try .init(seed: seed))
    }

    /// Keeps the log's checkpoint with a witness's signature.
    func cosign() throws {
        let file = URL(fileURLWithPath: path + "/journal/checkpoint")
        let note = try SignedNote(parsing: Array(try Data(contentsOf: file)))
        let checkpoint = try Checkpoint(body: note.text)
        let line = try witness.cosign(checkpoint, time: 1_760_000_000)
        let cosigned = SignedNote(text: note.text, signatures: note.signatures + [line])
        try CosignedCheckpoint.write(cosigned, of: witness.verifierKey, logIn: path)
        try tell("signed \(checkpoint.size)")
    }

    func put(_ text: String) throws {
        try JournalInbox(ofLogIn: path).put(Array(text.utf8), random: .system)
        try tell("put \(text)")
    }

    /// As a broker does that has made an entry of it.
    func takeOut() throws {
        let inbox = try JournalInbox(ofLogIn: path)
        let items = inbox.items().prefix(1)
        for item in items { try tell("taking \(String(decoding: item.payload, as: UTF8.self))") }
        try inbox.remove(Array(items))
    }

    private func tell(_ line: String) throws {
        try told.write(contentsOf: Data((line + "\n").utf8))
    }
}
