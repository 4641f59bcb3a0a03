import Cryptography
import Foundation
import Journal
import Testing
import TransparencyLog

/// Writes a log where `Tests/LogVerifier/run` asks for one, and nothing otherwise.
@Suite struct `A log for strangers` {
    private static let directory = ProcessInfo.processInfo.environment["CONTACT_BROKER_WRITE_LOG"]

    @Test(.enabled(if: directory != nil)) func `is written`() async throws {
        let path = try #require(Self.directory)
        var options = Scratch().options(segmentSize: 8 << 10)
        options.reserveSize = 1 << 10
        let (journal, _) = try Journal.open(directory: path, options: options)
        for text in ["one", "two", "three"] {
            _ = try await journal.append([Draft(.first, #"{"said":"\#(text)"}"#)])
        }
        for number in 0..<300 {
            let filler = String(repeating: "x", count: number * 7)
            _ = try await journal.append([
                Draft(.first, #"{"number":\#(number)}"#),
                Draft(.second, #"{"filler":"\#(filler)"}"#),
            ])
        }
        try await withCheckedContinuation { done in
            journal.erase(.second) { done.resume(returning: $0) }
        }.get()
        try journal.close()
        let key = journal.verifierKey
        #expect(try LogTiles.write(logIn: path, key: key, to: path + "/tiles").size == 603)
        // A second time is no other log.
        #expect(try LogTiles.write(logIn: path, key: key, to: path + "/tiles").size == 603)
    }
}

/// Appends until the process is killed, for `Tests/LogVerifier/powercut`; does nothing unless asked.
@Suite struct `A log that ends with the power` {
    private static let environment = ProcessInfo.processInfo.environment

    @Test(.enabled(if: environment["CONTACT_BROKER_ACKNOWLEDGED"] != nil))
    func `is written until then`() async throws {
        let path = try #require(Self.environment["CONTACT_BROKER_WRITE_LOG"])
        let acknowledged = URL(
            fileURLWithPath: try #require(Self.environment["CONTACT_BROKER_ACKNOWLEDGED"])
        )
        try Data().write(to: acknowledged)
        let file = try FileHandle(forWritingTo: acknowledged)
        let seed = UInt64.random(in: .min ... .max)
        let options = Scratch(seed: seed).options(segmentSize: 256 << 10)
        let (journal, _) = try Journal.open(directory: path, options: options)
        while true {
            let size = Int.random(in: 0...3000)
            let text = String(repeating: "x", count: size)
            let sequences = try await journal.append([Draft(.first, "1"), Draft(.second, text)])
            // One write, so that whoever stops this process reads a whole number.
            try file.seek(toOffset: 0)
            try file.write(contentsOf: Data(String(format: "%09llu\n", sequences[1] + 1).utf8))
            if sequences[1] % 100 == 1 { journal.checkpoint() }
        }
    }
}

/// A script of appends, for `Tests/LogVerifier/inject.py`; does nothing unless asked.
@Suite struct `A log in a scripted run` {
    private static let environment = ProcessInfo.processInfo.environment

    /// Every acknowledged batch is a line of the file that is asked for, and so is one that should not have been.
    @Test(.enabled(if: environment["CONTACT_BROKER_SCRIPT"] != nil))
    func `is written as far as it goes`() async throws {
        let path = try #require(Self.environment["CONTACT_BROKER_SCRIPT"])
        let life = Self.environment["CONTACT_BROKER_LIFE"] ?? ""
        let told = URL(fileURLWithPath: try #require(Self.environment["CONTACT_BROKER_TOLD"]))
        let file = try FileHandle(forWritingTo: told)
        var options = JournalOptions(now: { 1_760_000_000_000 }, random: .system)
        options.segmentSize = 8 << 10
        options.reserveSize = 1 << 10
        let journal: Journal
        do throws(JournalError) {
            (journal, _) = try Journal.open(directory: path, options: options)
        } catch {
            return print("does not open: \(error)")
        }
        let beside = try BesideTheLog(path, telling: told.path + "-beside")
        var hasFailed = false
        for batch in 0..<14 {
            let name = "\(life)\(batch)"
            let filler = String(repeating: "x", count: batch * 211 % 1900)
            let drafts = [Draft(.first, name), Draft(.second, name + " " + filler)]
            do {
                _ = try await journal.append(drafts, mayUseReserve: batch % 5 == 4)
                let line = (hasFailed ? "AFTER " : "") + name + "\n"
                try file.write(contentsOf: Data(line.utf8))
            } catch JournalError.diskFull {
                continue
            } catch {
                hasFailed = true
            }
            if batch % 4 == 3 {
                await withCheckedContinuation { done in
                    journal.checkpoint { _ in done.resume() }
                }
                try? beside.cosign()
            }
            if batch % 5 == 2 { try? beside.put(name) }
            if batch == 10 { try? beside.takeOut() }
        }
        try? journal.close()
    }
}

/// A log at a hundred moments of its life, for `Tests/LogVerifier/tamper.py`; does nothing unless asked.
@Suite struct `A log at every age` {
    private static let directory = ProcessInfo.processInfo.environment["CONTACT_BROKER_AGES"]

    @Test(.enabled(if: directory != nil)) func `is copied`() async throws {
        let ages = URL(fileURLWithPath: try #require(Self.directory))
        try FileManager.default.createDirectory(at: ages, withIntermediateDirectories: true)
        let scratch = Scratch(seed: 3)
        let (journal, _, _) = try scratch.open(scratch.options(segmentSize: 16 << 10))
        for age in 1...101 {
            for number in 0..<(age % 4 + 1) {
                _ = try await journal.append([Draft(.first, "age \(age), number \(number)")])
            }
            try await withCheckedContinuation { done in
                journal.checkpoint { done.resume(returning: $0.map { _ in }) }
            }.get()
            let copy = ages.appending(path: "\(age)")
            try FileManager.default.copyItem(at: URL(fileURLWithPath: scratch.path), to: copy)
        }
        try journal.close()
    }
}
