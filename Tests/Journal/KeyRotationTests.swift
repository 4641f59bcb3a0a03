import Glibc
import Foundation
import Journal
import Storage
import Synchronization
import Testing

@Suite struct `A new key-encryption key` {
    private static let texts: [String?] = ["one", nil, "three"]

    /// Two streams and a third, which is erased; cleanly stopped.
    private func log() async throws -> Scratch {
        let scratch = Scratch()
        let (journal, _, _) = try scratch.open()
        let erased = StreamID(random: .seeded(103))
        _ = try await journal.append([
            Draft(.first, "one"), Draft(erased, "two"), Draft(.second, "three"),
        ])
        try await withCheckedContinuation { done in
            journal.erase(erased) { done.resume(returning: $0) }
        }.get()
        try journal.close()
        return scratch
    }

    private func keyFiles(_ scratch: Scratch) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try scratch.files(in: "keys") { files[name] = try scratch.read("keys/" + name) }
        return files
    }

    @Test func `wraps every key anew, and all that was readable stays so`() async throws {
        let scratch = try await log()
        let before = try keyFiles(scratch)
        let count = try Journal.rotateKeys(directory: scratch.path, options: scratch.options())
        let after = try keyFiles(scratch)
        #expect(count == 3 && after.keys.sorted() == before.keys.sorted())
        #expect(after.keys.allSatisfy { after[$0] != before[$0] })
        #expect(try scratch.open().entries.map(\.text) == Self.texts)
        // The old key opens nothing any more.
        try scratch.replace("keys/kek", with: try #require(before["kek"]))
        #expect(throws: JournalError.keyUnusable(file: "signer")) { _ = try scratch.open() }
    }

    @Test(arguments: [
        WriteOutcome.refused(code: EIO), .carriedOutButReported(code: EIO),
        .torn(byteCount: 1, code: EIO), .torn(byteCount: 70, code: EIO),
        .refused(code: ENOSPC),
    ])
    func `may be interrupted at any step`(_ outcome: WriteOutcome) async throws {
        let whole = try await log()
        var number = 0
        while true {
            let scratch = try whole.copy()
            let steps = Mutex(0)
            let failing = number
            let faults = WriteFaults { _ in
                steps.withLock { steps in
                    defer { steps += 1 }
                    return steps == failing ? outcome : .carriedOut
                }
            }
            let count = try? Journal.rotateKeys(
                directory: scratch.path,
                options: Scratch(seed: UInt64(5 + number)).options(faults: faults)
            )
            guard steps.withLock(\.self) > number else {
                #expect(count == 3)
                break
            }
            // For somebody who only looks, and then for a broker that starts.
            var texts: [String?] = []
            _ = try StoredJournal.read(directory: scratch.path) { texts.append($0.text) }
            #expect(texts == Self.texts, "step \(number)")
            let (journal, _, entries) = try scratch.open()
            #expect(entries.map(\.text) == Self.texts, "step \(number)")
            #expect(try await journal.append([Draft(.first, "four")]) == [3])
            try journal.close()
            let names = try scratch.files(in: "keys")
            #expect(names.count == 4 && !names.contains { $0.contains(".") }, "step \(number)")
            #expect(try scratch.open().entries.map(\.text) == Self.texts + ["four"])
            number += 1
        }
        #expect(number > 20)
    }

    /// Every step of a first try and every step of the opening that mends it.
    @Test func `may be interrupted again while it is being ended`() async throws {
        let whole = try await log()
        for first in stride(from: 5, to: 30, by: 4) {
            for second in 0..<12 {
                let scratch = try whole.copy()
                for number in [first, second] {
                    let steps = Mutex(0)
                    let faults = WriteFaults { _ in
                        steps.withLock { steps in
                            defer { steps += 1 }
                            return steps >= number ? .refused(code: EIO) : .carriedOut
                        }
                    }
                    _ = try? Journal.rotateKeys(
                        directory: scratch.path,
                        options: Scratch(seed: UInt64(5 + number)).options(faults: faults)
                    )
                }
                #expect(try scratch.open().entries.map(\.text) == Self.texts)
            }
        }
    }

    @Test func `waits for nobody who has the log open`() async throws {
        let scratch = try await log()
        let (journal, _, _) = try scratch.open()
        #expect(
            throws: JournalError.heldByAnotherProcess(ProcessInfo.processInfo.processIdentifier)
        ) {
            _ = try Journal.rotateKeys(directory: scratch.path, options: scratch.options())
        }
        try journal.close()
    }

    @Test func `changes nothing where a key is damaged`() async throws {
        let scratch = try await log()
        let name = try #require(try scratch.files(in: "keys").first { $0.utf8.count == 32 })
        var file = try scratch.read("keys/" + name)
        file[80] ^= 1
        try scratch.replace("keys/" + name, with: file)
        let before = try keyFiles(scratch)
        #expect(throws: JournalError.keyUnusable(file: name)) {
            _ = try Journal.rotateKeys(directory: scratch.path, options: scratch.options())
        }
        #expect(try keyFiles(scratch) == before)
    }

    @Test func `leaves no copy of an erased stream's key behind`() async throws {
        let scratch = try await log()
        let name = try #require(try scratch.files(in: "keys").first { $0.utf8.count == 32 })
        // A rotation was interrupted between writing this file and putting it in place.
        try scratch.replace("keys/\(name).new", with: try scratch.read("keys/" + name))
        let (journal, _, _) = try scratch.open()
        for stream in [StreamID.first, .second] {
            try await withCheckedContinuation { done in
                journal.erase(stream) { done.resume(returning: $0) }
            }.get()
        }
        try journal.close()
        #expect(try scratch.files(in: "keys") == ["kek", "signer"])
    }
}
