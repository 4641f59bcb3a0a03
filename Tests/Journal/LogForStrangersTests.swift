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
