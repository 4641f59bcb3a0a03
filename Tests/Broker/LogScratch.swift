import Broker
import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Testing

/// A data directory with the demo's two planned sessions and some events, for commands to work on.
final class LogScratch: Sendable {
    let path: String

    init() {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString).path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static let mother = "kites-mother-1"
    static let father = "kites-father-1"
    /// All but the mother's.
    static let others = [
        father, "lantern-supervision-1", "lantern-respite-1", "signals-mother-1",
    ]

    /// A log in which the mother's session was live once; its public key.
    static func filled() async throws -> (log: LogScratch, key: String) {
        let log = LogScratch()
        let outcome = try #require(DemoSetup.plan(StoredSessions(), random: .system))
        let start = UInt64(outcome.clockStart.milliseconds)
        let (journal, _) = try Journal.open(
            directory: log.path,
            options: JournalOptions(now: { start }, random: .system)
        )
        let service = Draft(
            stream: StreamID(random: .system),
            type: EntryType.service.rawValue,
            payload: Array(#"{"service":"started","policies":"ab12"}"#.utf8)
        )
        _ = try await journal.append([service] + outcome.drafts)
        for session in outcome.sessions {
            let seats = session.stored.plan.seats.keys.sorted()
            for seat in seats {
                let events: [SessionEvent] = [
                    .arrived(seat), .noted("<b>& said \(seat.text)", .note, by: seat),
                ]
                for event in events {
                    let payload = JSONWriter.bytes(LogEntry.event(event).json)
                    let draft = Draft(
                        stream: session.stored.stream,
                        type: EntryType.event.rawValue,
                        payload: payload
                    )
                    _ = try await journal.append([draft])
                }
            }
        }
        try journal.close()
        let line = try log.text("journal/journal.vkey")
        return (log, line.trimmingCharacters(in: .newlines))
    }

    /// The exit code of `log`.
    func run(_ verb: String, _ arguments: String...) -> Int32 {
        LogCommand.run(arguments: [verb, path] + arguments)
    }

    func entries() throws -> [RecordedEntry] {
        var entries: [RecordedEntry] = []
        _ = try StoredJournal.read(directory: path) { entries.append($0) }
        return entries
    }

    func text(_ file: String) throws -> String {
        try String(contentsOfFile: path + "/" + file, encoding: .utf8)
    }

    func copy() throws -> LogScratch {
        let other = LogScratch()
        try FileManager.default.copyItem(atPath: path, toPath: other.path)
        return other
    }

    func files(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + directory).sorted()
    }
}

extension RecordedEntry {
    var json: JSONValue? {
        switch payload {
        case .opened(let bytes): try? JSONParser.parse(bytes, limits: .file)
        case .erased: nil
        }
    }
}
