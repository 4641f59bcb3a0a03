import Cryptography
import Foundation
import Journal
import Storage
import Synchronization
import Testing
import TransparencyLog

@Suite struct `A journal` {
    let scratch = Scratch()

    @Test func `gives back what was appended, in order, after a clean stop`() async throws {
        let (journal, recovery, none) = try scratch.open()
        #expect(recovery.isNew && recovery.size == 0 && none.isEmpty)
        #expect(try await journal.append([Draft(.first, "one"), Draft(.second, "two")]) == [0, 1])
        #expect(try await journal.append([Draft(.first, "three")]) == [2])
        try journal.close()

        let (_, again, entries) = try scratch.open()
        #expect(entries.map(\.text) == ["one", "two", "three"])
        #expect(entries.map(\.sequence) == [0, 1, 2])
        #expect(entries.map(\.stream) == [.first, .second, .first])
        #expect(entries.allSatisfy { $0.type == 7 && $0.time == 1_760_000_000_000 })
        #expect(again.size == 3 && !again.isNew && !again.wasInterrupted && again.tornTail == nil)
    }

    @Test func `gives back what was appended when it was not stopped at all`() async throws {
        try await appendWithoutClosing(["one", "two"])
        let (journal, recovery, entries) = try scratch.open()
        #expect(entries.map(\.text) == ["one", "two"])
        #expect(recovery.wasInterrupted && recovery.tornTail == nil)
        #expect(try await journal.append([Draft(.first, "three")]) == [2])
    }

    @Test func `is refused to a second opener, and free again after a stop`() throws {
        let (journal, _, _) = try scratch.open()
        #expect(
            throws: JournalError.heldByAnotherProcess(ProcessInfo.processInfo.processIdentifier)
        ) { _ = try scratch.open() }
        try journal.close()
        _ = try scratch.open()
    }

    @Test func `seals what it writes`() async throws {
        try await scratch.write([[Draft(.first, "a telling payload")]])
        for file in try scratch.files(in: "journal") {
            let bytes = Data(try scratch.read("journal/" + file))
            #expect(bytes.range(of: Data("telling".utf8)) == nil)
        }
    }

    @Test func `keeps keys to their owner, and one for each stream`() async throws {
        try await scratch.write([[Draft(.first, "a"), Draft(.second, "b"), Draft(.first, "c")]])
        let files = try scratch.files(in: "keys")
        #expect(files.count == 4 && files.contains("kek") && files.contains("signer"))
        for file in files {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(scratch.path)/keys/\(file)"
            )
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `cannot be read without its key-encryption key`() async throws {
        try await scratch.write([[Draft(.first, "a")]])
        try scratch.remove("keys/kek")
        #expect(throws: JournalError.keyUnusable(file: "kek")) { _ = try scratch.open() }
    }

    @Test func `starts new segments, and reads them all`() async throws {
        let texts = (0..<60).map { "\($0) " + String(repeating: "x", count: 3000) }
        try await scratch.write(texts.map { [Draft(.first, $0)] })
        #expect(try scratch.files(in: "journal").count { $0.hasPrefix("segment-") } > 2)
        #expect(try scratch.open().entries.map(\.text) == texts)
    }

    @Test func `refuses a payload beyond 60 KiB and an append beyond a batch`() async throws {
        let (journal, _, _) = try scratch.open(scratch.options(segmentSize: 4 << 20))
        let longest = [UInt8](repeating: 1, count: 60 * 1024)
        let draft = Draft(stream: .first, type: 1, payload: longest)
        #expect(try await journal.append([draft]) == [0])
        let tooLong = Draft(stream: .first, type: 1, payload: longest + [1])
        await #expect(throws: JournalError.payloadTooLarge(byteCount: 61_441)) {
            _ = try await journal.append([tooLong])
        }
        await #expect(throws: JournalError.self) {
            _ = try await journal.append(Array(repeating: draft, count: 18))
        }
        #expect(try await journal.append([]) == [])
        #expect(try await journal.append([draft]) == [1])
    }

    @Test func `refuses appends after a stop`() async throws {
        let (journal, _, _) = try scratch.open()
        try journal.close()
        await #expect(throws: JournalError.closed) {
            _ = try await journal.append([Draft(.first, "late")])
        }
        try journal.close()
    }

    @Test func `takes appends from many tasks, and loses none`() async throws {
        let (journal, _, _) = try scratch.open()
        let sequences = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for number in 0..<200 {
                group.addTask { try await journal.append([Draft(.first, "\(number)")]) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(sequences.sorted() == (0..<200).map(UInt64.init))
        try journal.close()
        #expect(Set(try scratch.open().entries.map(\.text)).count == 200)
    }

    @Test func `wakes each waker once for a batch`() async throws {
        let (journal, _, _) = try scratch.open()
        let identity = Identity()
        let release = try await holdWriter(of: journal)
        await withCheckedContinuation { done in
            let left = Countdown(3) { done.resume() }
            let waker = Waker(identity) { call in
                identity.count.withLock { $0 += 1 }
                call()
            }
            for text in ["second", "third", "fourth"] {
                journal.append([Draft(.first, text)], on: waker) { _ in left.step() }
            }
            release.signal()
        }
        #expect(identity.count.withLock(\.self) == 1)
    }

    @Test func `refuses more than may wait`() async throws {
        var options = scratch.options()
        options.backlogLimit = 1000
        let (journal, _, _) = try scratch.open(options)
        let release = try await holdWriter(of: journal)
        let results = Mutex<[Bool]>([])
        for _ in 0..<20 {
            journal.append([Draft(.first, "more")]) { result in
                if result == .failure(.overloaded) { results.withLock { $0.append(false) } }
            }
        }
        let refused = results.withLock(\.count)
        release.signal()
        #expect(refused > 10 && refused < 20)
    }

    /// The writer stands in a completion until the semaphore is signalled.
    private func holdWriter(of journal: Journal) async throws -> DispatchSemaphore {
        let release = DispatchSemaphore(value: 0)
        await withCheckedContinuation { held in
            journal.append([Draft(.first, "first")]) { _ in
                held.resume()
                release.wait()
            }
        }
        return release
    }

    private func appendWithoutClosing(_ texts: [String]) async throws {
        let (journal, _, _) = try scratch.open()
        for text in texts { _ = try await journal.append([Draft(.first, text)]) }
    }
}

private final class Identity: Sendable {
    let count = Mutex(0)
}

private final class Countdown: Sendable {
    private let left: Mutex<Int>
    private let action: @Sendable () -> Void

    init(_ count: Int, action: @escaping @Sendable () -> Void) {
        left = Mutex(count)
        self.action = action
    }

    func step() {
        let isLast = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isLast { action() }
    }
}
