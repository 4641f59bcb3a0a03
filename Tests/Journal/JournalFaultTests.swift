import Glibc
import Journal
import Storage
import Synchronization
import Testing

/// The fault table: every step that changes the disk, failing in every way.
@Suite struct `A disk that fails` {
    /// What a run of the script was told.
    private struct Told {
        var durable: [String] = []
        /// Handed in, and not heard of as durable.
        var unclear: [String] = []
        var steps = 0
        var failures: [JournalError] = []
    }

    @Test(
        arguments: [
            WriteOutcome.refused(code: EIO), .carriedOutButReported(code: EIO),
            .torn(byteCount: 1, code: EIO), .torn(byteCount: 700, code: EIO),
            .refused(code: ENOSPC), .carriedOutButReported(code: ENOSPC),
        ],
        [false, true]
    )
    func `never loses what was durable, at any step, once or from then on`(
        _ outcome: WriteOutcome,
        isForEver: Bool
    ) async throws {
        var number = 0
        while true {
            let scratch = Scratch()
            let told = await run(scratch, failing: number, outcome, isForEver)
            let entries = try scratch.open().entries.map { $0.text ?? "" }
            #expect(entries.starts(with: told.durable), "step \(number)")
            #expect((told.durable + told.unclear).starts(with: entries), "step \(number)")
            #expect(try scratch.open().entries.count == entries.count)
            guard told.steps > number else { break }
            number += 1
        }
        #expect(number > 40)
    }

    @Test func `fails every append after the first that failed, and says so once`() async throws {
        let scratch = Scratch()
        let failures = Recorder<JournalError>()
        let isBroken = Mutex(false)
        var options = scratch.options(
            faults: WriteFaults { point in
                guard case .syncFile = point, isBroken.withLock(\.self) else { return .carriedOut }
                return .carriedOutButReported(code: EIO)
            }
        )
        options.onFailure = { failures.add($0) }
        let (journal, _, _) = try scratch.open(options)
        #expect(try await journal.append([Draft(.first, "one")]) == [0])
        isBroken.withLock { $0 = true }
        let lost = JournalError.storageFailed(
            StorageError(call: "fdatasync", file: "segment-00000000000000000000", code: EIO)
        )
        await #expect(throws: lost) { _ = try await journal.append([Draft(.first, "two")]) }
        isBroken.withLock { $0 = false }
        await #expect(throws: JournalError.failed) {
            _ = try await journal.append([Draft(.first, "three")])
        }
        #expect(throws: JournalError.failed) { try journal.close() }
        #expect(failures.values == [lost])
        // The write did arrive; a new start finds out.
        #expect(try scratch.open().entries.map(\.text) == ["one", "two"])
    }

    @Test func `that is full refuses appends, but not those that may use the reserve`() async throws
    {
        let scratch = Scratch()
        let isFull = Mutex(false)
        let options = scratch.options(
            faults: WriteFaults { point in
                guard case .allocate = point, isFull.withLock(\.self) else { return .carriedOut }
                return .refused(code: ENOSPC)
            }
        )
        let (journal, _, _) = try scratch.open(options)
        isFull.withLock { $0 = true }
        let text = String(repeating: "x", count: 1000)
        var count: UInt64 = 0
        while (try? await journal.append([Draft(.first, text)])) != nil { count += 1 }
        #expect(count > 40 && count < 60)
        await #expect(throws: JournalError.diskFull) {
            _ = try await journal.append([Draft(.first, text)])
        }
        // Nearly as much as the reserve: it was not touched by the others.
        let end = Draft(.first, "the end" + String(repeating: ".", count: 3900))
        #expect(try await journal.append([end], mayUseReserve: true) == [count])
        isFull.withLock { $0 = false }
        #expect(try await journal.append([Draft(.first, text)]) == [count + 1])
        try journal.close()
        let (_, recovery, entries) = try scratch.open()
        #expect(
            entries[Int(count)].text?.hasPrefix("the end") == true && recovery.size == count + 2
        )
    }

    @Test func `that is full at the start still opens what is there, and appends once it is not`()
        async throws
    {
        let scratch = Scratch()
        try await scratch.write([[Draft(.first, "before")]])
        let isFull = Mutex(true)
        let options = scratch.options(
            faults: WriteFaults { point in
                guard case .allocate = point, isFull.withLock(\.self) else { return .carriedOut }
                return .refused(code: ENOSPC)
            }
        )
        let (journal, recovery, _) = try scratch.open(options)
        #expect(recovery.size == 1)
        await #expect(throws: JournalError.diskFull) {
            _ = try await journal.append([Draft(.first, "too early")])
        }
        isFull.withLock { $0 = false }
        #expect(try await journal.append([Draft(.first, "now")]) == [1])
    }

    /// Opens, appends to two streams over several segments, signs and stops; stops early where the
    /// journal has failed.
    private func run(
        _ scratch: Scratch,
        failing number: Int,
        _ outcome: WriteOutcome,
        _ isForEver: Bool
    ) async -> Told {
        var told = Told()
        let steps = Mutex(0)
        let faults = WriteFaults { _ in
            steps.withLock { steps in
                defer { steps += 1 }
                return steps == number || isForEver && steps > number ? outcome : .carriedOut
            }
        }
        if let journal = try? scratch.open(scratch.options(segmentSize: 8 << 10, faults: faults))
            .journal
        {
            for batch in 0..<8 {
                let texts = ["\(batch) " + String(repeating: "a", count: 900), "\(batch) b"]
                let drafts = [Draft(.first, texts[0]), Draft(.second, texts[1])]
                do {
                    _ = try await journal.append(drafts, mayUseReserve: batch % 2 == 1)
                    told.durable += texts
                } catch JournalError.diskFull {
                    // Refused, and nothing else: it may go on.
                    continue
                } catch {
                    told.unclear += texts
                    break
                }
                if batch == 3 {
                    await withCheckedContinuation { done in
                        journal.checkpoint { _ in done.resume() }
                    }
                }
            }
            try? journal.close()
        }
        told.steps = steps.withLock(\.self)
        return told
    }
}

final class Recorder<Value: Sendable>: Sendable {
    private let recorded = Mutex<[Value]>([])

    func add(_ value: Value) { recorded.withLock { $0.append(value) } }

    var values: [Value] { recorded.withLock(\.self) }
}
