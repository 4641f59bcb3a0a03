import Cryptography
import Journal
import Synchronization
import TestSupport
import Testing
import TransparencyLog

/// A disk that fills at every possible moment, has room again, and then loses its power.
@Suite struct `A journal whose disk fills up` {
    private struct Told {
        var durable: [String] = []
        var refused: [String] = []
        var ends: [String] = []
    }

    @Test func `refuses cleanly, writes ends all the same, and goes on without a new start`()
        async throws
    {
        let whole = SimulatedDisk()
        let needed = try await openingNeeds(whole)
        var refusals = 0
        for space in stride(from: needed, to: needed + 40, by: 3) {
            var told = Told()
            let disk = SimulatedDisk(.init(space: space))
            let fullSignals = Mutex(0)
            var options = options(disk)
            options.onFullDisk = { fullSignals.withLock { $0 += 1 } }
            let (journal, _) = try Journal.open(directory: "log", options: options)
            try await write(to: journal, "before", &told)
            refusals += told.refused.count
            #expect(told.refused.isEmpty || fullSignals.withLock(\.self) > 0, "\(space)")
            // What had happened, while there was no room for more.
            if !told.refused.isEmpty {
                let end = "the end of \(space)"
                _ = try await journal.append([Draft(.first, end)], mayUseReserve: true)
                told.durable.append(end)
                told.ends.append(end)
                #expect(await room(in: journal) == .diskFull, "\(space)")
            }
            disk.setSpace(.max)
            #expect(await room(in: journal) == nil, "\(space)")
            let refusedBefore = told.refused.count
            try await write(to: journal, "after", &told)
            #expect(told.refused.count == refusedBefore, "\(space)")
            var generator = SeededGenerator(seed: UInt64(space))
            try judge(disk.afterPowerCut(&generator), told, "\(space) sectors")
        }
        #expect(refusals > 20)
    }

    @Test func `takes as much as a nearly full disk has, and leaves room for checkpoints`()
        async throws
    {
        let disk = SimulatedDisk()
        var options = options(disk)
        try Journal.open(directory: "log", options: options).0.close()
        options.segmentSize = 1 << 20
        options.reserveSize = 32 << 10
        disk.setSpace(600)
        let (journal, _) = try Journal.open(directory: "log", options: options)
        // Half of a megabyte does not fit, nor a quarter with a step to spare; an eighth does.
        let long = String(repeating: "x", count: 50_000)
        #expect(try await journal.append([Draft(.first, long)]) == [0])
        let signed = await withCheckedContinuation { done in
            journal.checkpoint { done.resume(returning: $0) }
        }
        #expect(try signed.get().size == 1)
        try journal.close()
    }

    private func options(_ disk: SimulatedDisk) -> JournalOptions {
        var options = JournalOptions(now: { 1_760_000_000_000 }, random: .system)
        options.files = disk
        options.segmentSize = 8 << 10
        options.reserveSize = 2 << 10
        return options
    }

    /// How many sectors it takes to open a log and write to two streams.
    private func openingNeeds(_ disk: SimulatedDisk) async throws -> Int {
        for space in 1..<200 {
            let disk = SimulatedDisk(.init(space: space))
            guard let journal = try? Journal.open(directory: "log", options: options(disk)).0,
                (try? await journal.append([Draft(.first, "a"), Draft(.second, "b")])) != nil
            else { continue }
            return space
        }
        throw JournalError.diskFull
    }

    private func write(to journal: Journal, _ name: String, _ told: inout Told) async throws {
        for batch in 0..<20 {
            let texts = ["\(name) \(batch) " + String(repeating: "a", count: 700), "\(batch) b"]
            do throws(JournalError) {
                _ = try await journal.append([Draft(.first, texts[0]), Draft(.second, texts[1])])
                told.durable += texts
            } catch .diskFull {
                told.refused += texts
            }
        }
    }

    private func room(in journal: Journal) async -> JournalError? {
        await withCheckedContinuation { done in
            journal.findRoom { result in
                if case .failure(let error) = result {
                    done.resume(returning: error)
                } else {
                    done.resume(returning: nil)
                }
            }
        }
    }

    private func judge(_ disk: SimulatedDisk, _ told: Told, _ when: String) throws {
        var texts: [String] = []
        let (journal, _) = try Journal.open(directory: "log", options: options(disk)) {
            texts.append($0.text ?? "")
        }
        #expect(texts == told.durable, "\(when)")
        try journal.close()
        let verification = try LogVerification(
            ofLogIn: "log",
            key: journal.verifierKey,
            files: disk
        )
        guard case .holds = verification.integrity else {
            Issue.record("\(when): \(verification.integrity)")
            return
        }
    }
}
