import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Sessions

/// `bench start`: how long the broker takes to know its log, and how much it keeps in memory for it.
///
/// The folder is written at the first run, and stays. Each run is one start, in a process of its own.
enum StartBench {
    static func run(_ arguments: [String]) -> Int32 {
        var directory: String?
        var events = 1_000_000
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--data": directory = rest.popFirst()
            case "--events":
                guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else { return 2 }
                events = value
            case _: return 2
            }
        }
        guard let directory else { return 2 }
        do throws(JournalError) {
            if StoredJournal.verifierKey(directory: directory) == nil {
                try write(events, to: directory)
                print("written: \(events) entries, sessions of \(session) each")
                return 0
            }
            try start(directory)
            return 0
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            return 3
        }
    }

    private static func start(_ directory: String) throws(JournalError) {
        let before = ContinuousClock.now
        var stored = StoredSessions()
        let (journal, recovery) = try Erasures.openJournal(
            directory: directory,
            options: options
        ) { stored = $0 }
        let seconds = (ContinuousClock.now - before) / .seconds(1)
        let line: JSONValue = [
            "bench": "start", "events": .integer(Int64(clamping: recovery.size)),
            "read": .integer(Int64(clamping: recovery.readCount)),
            "sessions": .integer(Int64(stored.sessions.count)),
            "atRest": .integer(Int64(stored.sessions.count(where: \.isAtRest))),
            "seconds": .number((seconds * 1000).rounded() / 1000),
            "peakMegabytes": .integer(peak >> 10),
        ]
        print(JSONWriter.text(line))
        try journal.close()
    }

    /// Sessions that are over and filed, but for the last few.
    private static func write(_ count: Int, to directory: String) throws(JournalError) {
        let (journal, _) = try Journal.open(directory: directory, options: options)
        let plan = DemoSetup.plan(StoredSessions(), random: .system)?.drafts.first?.payload ?? []
        let fact = LogEntry.event(.mediaFact(String(repeating: "x", count: 200)))
        let middle = JSONWriter.bytes(fact.json)
        let end = JSONWriter.bytes(LogEntry.event(.ended(.planned, by: nil)).json)
        let filed = JSONWriter.bytes(["file": "f", "hash": "h", "entry": 1])
        var written = 0
        while written < count {
            let stream = StreamID(random: .system)
            let size = min(session, count - written)
            let isLive = count - written <= 4 * session
            let drafts = (0..<size).map { index in
                let (type, payload): (EntryType, [UInt8]) =
                    switch index {
                    case 0: (.planned, plan)
                    case size - 2 where !isLive: (.event, end)
                    case size - 1 where !isLive: (.recordFiled, filed)
                    case _: (.event, middle)
                    }
                return Draft(stream: stream, type: type.rawValue, payload: payload)
            }
            _ = try journal.appendAndWait(drafts)
            written += size
        }
        try journal.close()
    }

    private static var options: JournalOptions {
        JournalOptions(now: { UInt64(Date.now.timeIntervalSince1970 * 1000) }, random: .system)
    }

    /// The most that the process had in memory, in kilobytes.
    private static var peak: Int64 {
        let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
        for line in String(decoding: status, as: UTF8.self).split(separator: "\n")
        where line.hasPrefix("VmHWM:") {
            return line.split(separator: " ").compactMap { Int64($0) }.first ?? 0
        }
        return 0
    }

    private static let session = 500
}
