import Cryptography
import Foundation
import Journal
import Storage
import Synchronization
import TestSupport

/// A data directory that goes with its owner, and a journal's options for quick tests.
final class Scratch: Sendable {
    let path: String
    private let random: RandomBytes

    init(seed: UInt64 = 1) {
        let name = UUID().uuidString
        path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        random = .seeded(seed)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func options(
        segmentSize: Int = 64 << 10,
        reserveSize: Int = 4 << 10,
        faults: WriteFaults = .none
    ) -> JournalOptions {
        var options = JournalOptions(now: { 1_760_000_000_000 }, random: random)
        options.segmentSize = segmentSize
        options.reserveSize = reserveSize
        options.faults = faults
        return options
    }

    /// Opens, and gives all entries with it.
    func open(
        _ options: JournalOptions? = nil
    ) throws(JournalError) -> (journal: Journal, recovery: Recovery, entries: [RecordedEntry]) {
        var entries: [RecordedEntry] = []
        let (journal, recovery) = try Journal.open(
            directory: path,
            options: options ?? self.options()
        ) { entries.append($0) }
        return (journal, recovery, entries)
    }

    /// A journal with these appends, cleanly stopped.
    func write(_ appends: [[Draft]]) async throws {
        let (journal, _, _) = try open()
        for drafts in appends { _ = try await journal.append(drafts) }
        try journal.close()
    }

    func read(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)")))
    }

    func replace(_ file: String, with bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(file)"))
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(file)")
    }

    func files(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(directory)").sorted()
    }

    /// A second directory with the same files.
    func copy() throws -> Scratch {
        let other = Scratch()
        try FileManager.default.copyItem(atPath: path, toPath: other.path)
        return other
    }
}

extension RandomBytes {
    /// The same bytes in every run.
    static func seeded(_ seed: UInt64) -> RandomBytes {
        let generator = GeneratorBox(SeededGenerator(seed: seed))
        return RandomBytes { count in
            generator.value.withLock { generator in
                (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            }
        }
    }
}

private final class GeneratorBox: Sendable {
    let value: Mutex<SeededGenerator>
    init(_ value: SeededGenerator) { self.value = Mutex(value) }
}

extension StreamID {
    static let first = StreamID(random: .seeded(101))
    static let second = StreamID(random: .seeded(102))
}

extension Draft {
    init(_ stream: StreamID, _ text: String) {
        self.init(stream: stream, type: 7, payload: Array(text.utf8))
    }
}

extension RecordedEntry {
    /// What it says; nil once erased.
    var text: String? {
        switch payload {
        case .opened(let bytes): String(decoding: bytes, as: UTF8.self)
        case .erased: nil
        }
    }
}
