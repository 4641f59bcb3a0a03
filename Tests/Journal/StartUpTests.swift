import Foundation
import Journal
import Testing

/// How long a log takes to open; measured by hand, see the figures in the README.
///
/// `CONTACT_BROKER_MEASURE=DIR swift test --filter 'A long log'`, once to write it and once to open it.
@Suite struct `A long log` {
    private static let directory = ProcessInfo.processInfo.environment["CONTACT_BROKER_MEASURE"]

    @Test(.enabled(if: directory != nil)) func `opens`() async throws {
        let path = try #require(Self.directory)
        let isNew = !FileManager.default.fileExists(atPath: path)
        var options = Scratch(seed: isNew ? 1 : 2).options()
        options.segmentSize = 16 << 20
        var bytes = 0
        let start = ContinuousClock.now
        let (journal, recovery) = try Journal.open(directory: path, options: options) { entry in
            if case .opened(let payload) = entry.payload { bytes += payload.count }
        }
        let opening = ContinuousClock.now - start
        if isNew {
            let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 300)
            for session in 0..<400 {
                let stream = StreamID(random: .seeded(UInt64(session) + 1000))
                let drafts = (0..<500).map { _ in Draft(stream: stream, type: 3, payload: payload) }
                _ = try await journal.append(drafts)
            }
        } else {
            print("opened \(recovery.size) entries with \(bytes) bytes in \(opening)")
            #expect(recovery.size == 200_000)
        }
        try journal.close()
    }
}
