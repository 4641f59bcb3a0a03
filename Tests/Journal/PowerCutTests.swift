import Cryptography
import Foundation
import Journal
import Synchronization
import TestSupport
import Testing
import TransparencyLog

/// Every moment at which the machine can die, on a disk that keeps what it promised and nothing more.
///
/// After each, everything is derived again from the bytes: no acknowledged entry is lost, no torn one accepted, and
/// every checkpoint that was ever signed is of this very log. `CONTACT_BROKER_ROUNDS` asks for more chances than 2.
@Suite struct `A journal whose machine dies` {
    private static let rounds =
        ProcessInfo.processInfo.environment["CONTACT_BROKER_ROUNDS"].flatMap(Int.init) ?? 2

    /// What one life of the journal was told, and before it the lives that went before.
    private struct Told {
        var durable: [String] = []
        var unclear: [String] = []
        var checkpoints: [Checkpoint] = []
    }

    @Test func `by a power cut at any step has what it acknowledged`() async throws {
        let whole = SimulatedDisk()
        var told = Told()
        try await live(on: whole, named: "whole", &told)
        let steps = whole.counts.steps
        #expect(steps > 60 && told.durable.count == 12 && told.unclear.isEmpty)
        for step in 0...steps {
            for round in 0..<Self.rounds {
                var generator = SeededGenerator(seed: UInt64(step * 1000 + round))
                let disk = SimulatedDisk(.init(stopsBefore: step))
                var told = Told()
                try? await live(on: disk, named: "first", &told)
                // Its power comes back, and goes again at some step of the next life.
                let next = Int.random(in: 0...40, using: &generator)
                let second = disk.afterPowerCut(&generator, .init(stopsBefore: next))
                try? await live(on: second, named: "second", &told)
                try judge(second.afterPowerCut(&generator), told, "step \(step), then \(next)")
            }
        }
    }

    @Test func `by a kill at any step, and then by a power cut, has what it acknowledged`()
        async throws
    {
        for step in 0...70 {
            for round in 0..<Self.rounds {
                var generator = SeededGenerator(seed: UInt64(step * 1000 + round))
                let disk = SimulatedDisk(.init(stopsBefore: step))
                var told = Told()
                try? await live(on: disk, named: "first", &told)
                let next = Int.random(in: 0...40, using: &generator)
                let second = disk.afterProcess(.init(stopsBefore: next))
                try? await live(on: second, named: "second", &told)
                try judge(second.afterPowerCut(&generator), told, "step \(step), then \(next)")
            }
        }
    }

    /// As Linux has it: what a failed flush dropped is seen until the power goes, and no later flush brings it back.
    @Test func `after any failed flush has what it acknowledged then`() async throws {
        let whole = SimulatedDisk()
        var told = Told()
        try await live(on: whole, named: "whole", &told)
        for flush in 0..<whole.counts.flushes {
            for round in 0..<Self.rounds {
                var generator = SeededGenerator(seed: UInt64(flush * 1000 + round))
                let disk = SimulatedDisk(.init(failingFlush: flush))
                var told = Told()
                try? await live(on: disk, named: "first", &told)
                #expect(disk.counts.flushes > flush)
                let second = disk.afterProcess()
                try await live(on: second, named: "second", &told)
                try judge(second.afterPowerCut(&generator), told, "flush \(flush)")
            }
        }
    }

    /// Opens, appends to two streams over several segments, signs; stops where it fails.
    private func live(on disk: SimulatedDisk, named name: String, _ told: inout Told) async throws {
        var options = JournalOptions(now: { 1_760_000_000_000 }, random: .system)
        options.files = disk
        options.segmentSize = 8 << 10
        options.reserveSize = 1 << 10
        var found: [String] = []
        let (journal, _) = try Journal.open(directory: "log", options: options) {
            found.append($0.text ?? "")
        }
        // What a crash left open is settled now: it is there, or never will be.
        #expect(
            found.starts(with: told.durable) && (told.durable + told.unclear).starts(with: found)
        )
        (told.durable, told.unclear) = (found, [])
        for batch in 0..<6 {
            let texts = ["\(name) \(batch) " + String(repeating: "a", count: 900), "\(batch) b"]
            do {
                _ = try await journal.append([Draft(.first, texts[0]), Draft(.second, texts[1])])
                told.durable += texts
            } catch {
                told.unclear += texts
                throw error
            }
            guard batch == 3 else { continue }
            let signed = await withCheckedContinuation { done in
                journal.checkpoint { done.resume(returning: $0) }
            }
            told.checkpoints.append(try signed.get())
        }
        try journal.close()
    }

    /// Opens what is left, and compares it with what was told.
    private func judge(_ disk: SimulatedDisk, _ told: Told, _ when: String) throws {
        var options = JournalOptions(now: { 1_760_000_000_000 }, random: .system)
        options.files = disk
        options.segmentSize = 8 << 10
        options.reserveSize = 1 << 10
        var texts: [String] = []
        var roots = [MerkleTree.emptyRoot]
        var range = CompactRange()
        let journal: Journal
        do {
            (journal, _) = try Journal.open(directory: "log", options: options) {
                texts.append($0.text ?? "")
                range.append($0.leaf)
                roots.append(range.root)
            }
        } catch {
            Issue.record("\(when): does not open: \(error)")
            return
        }
        #expect(texts.starts(with: told.durable), "\(when): lost")
        #expect((told.durable + told.unclear).starts(with: texts), "\(when): made up")
        for checkpoint in told.checkpoints {
            let root = roots.dropFirst(Int(checkpoint.size)).first
            #expect(root == checkpoint.root, "\(when): forked")
        }
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
