import Foundation
import Journal
import Testing

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
        for number in 0..<100 {
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
    }
}
