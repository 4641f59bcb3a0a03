import Broker
import Cryptography
import Foundation
import Journal
import Testing
import TransparencyLog

/// Both sides by files, with the cosignature on a pipe as a person would add it.
@Suite struct `log witness and log cosign` {
    private let scratch = LogScratch()

    private func request(_ log: LogScratch, _ key: String, old: Int, _ name: String) -> Int32 {
        log.run(
            "witness",
            "--key",
            key,
            "--old",
            String(old),
            "--to",
            "\(scratch.path)/\(name)"
        )
    }

    private func cosign(_ name: String, _ key: String) -> Int32 {
        LogCommand.run(
            arguments: [
                "cosign", "\(scratch.path)/\(name).request", "--key", key, "--witness",
                scratch.path + "/witness", "--name", "witness.example",
            ]
        )
    }

    @Test func `sign what goes on, and refuse a log that was rolled back or has two histories`()
        async throws
    {
        try FileManager.default.createDirectory(
            atPath: scratch.path,
            withIntermediateDirectories: true
        )
        let (log, key) = try await LogScratch.filled()
        let older = try log.copy()
        let size = try log.entries().count
        #expect(request(log, key, old: 0, "first") == 0)
        #expect(cosign("first", key) == 0)
        // Asked again from the beginning: where it is, it says, and not from there.
        #expect(cosign("first", key) == 1)
        // Two histories grow from one beginning.
        for (branch, text) in [(log, "one"), (older, "two")] {
            let options = JournalOptions(now: { 1_800_000_000_000 }, random: .system)
            let (journal, _) = try Journal.open(directory: branch.path, options: options)
            let stream = StreamID(random: .system)
            for number in 0..<3 {
                _ = try await journal.append([
                    Draft(stream: stream, type: 3, payload: Array("\(text)\(number)".utf8))
                ])
            }
            try journal.close()
        }
        #expect(request(log, key, old: size, "second") == 0)
        #expect(cosign("second", key) == 0)
        #expect(request(older, key, old: size, "fork") == 0)
        #expect(cosign("fork", key) == 1)
        #expect(request(older, key, old: size + 3, "fork") == 0)
        #expect(cosign("fork", key) == 1)
        #expect(request(log, key, old: size + 4, "third") == 3)
        #expect(request(log, key, old: size + 3, "third") == 0)
        #expect(cosign("third", key) == 0)
    }

    @Test func `verify takes what a witness has signed, where the broker has kept it`() async throws
    {
        let (log, key) = try await LogScratch.filled()
        let witness = try Cosigner(
            name: "witness.example",
            privateKey: .init(seed: SecretBytes([UInt8](repeating: 2, count: 32)))
        )
        let text = witness.verifierKey.text
        #expect(log.run("verify", "--key", key, "--witness", text) == 3)
        let bytes = Array(try Data(contentsOf: URL(filePath: log.path + "/journal/checkpoint")))
        let note = try SignedNote(parsing: bytes)
        let line = try witness.cosign(try Checkpoint(body: note.text), time: 1_800_000_000)
        let cosigned = SignedNote(text: note.text, signatures: note.signatures + [line])
        try CosignedCheckpoint.write(cosigned, of: witness.verifierKey, logIn: log.path)
        #expect(log.run("verify", "--key", key, "--witness", text) == 0)
        #expect(log.run("verify", "--key", key, "--witness", text, "--witness", text) == 2)
        // Not the witness's, though it lies there.
        try CosignedCheckpoint.write(note, of: witness.verifierKey, logIn: log.path)
        #expect(log.run("verify", "--key", key, "--witness", text) == 3)
    }

    @Test func `want a witness's key where one is asked for`() async throws {
        let (log, key) = try await LogScratch.filled()
        let checkpoint = log.path + "/journal/checkpoint"
        #expect(log.run("verify", "--key", key, "--checkpoint", checkpoint) == 0)
        #expect(
            log.run("verify", "--key", key, "--checkpoint", checkpoint, "--witness", key) == 3
        )
        #expect(log.run("verify", "--key", key, "--witness", key) == 3)
    }
}
