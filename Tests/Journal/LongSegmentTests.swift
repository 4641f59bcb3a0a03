import Foundation
import Journal
import Testing
import TestSupport

/// Segments are read in pieces of a mebibyte, which end anywhere in an entry.
@Suite struct `A segment longer than what is read at once` {
    private static let segment = "journal/segment-00000000000000000000"
    private static let piece = 1 << 20

    /// Entries of all lengths up to the longest, in batches of one, and the broker killed.
    private func write() async throws -> (scratch: Scratch, frames: [Range<Int>]) {
        let scratch = Scratch()
        let (journal, _, _) = try scratch.open(scratch.options(segmentSize: 4 << 20))
        var generator = SeededGenerator(seed: 6)
        var frames = [16..<16]
        while frames[frames.count - 1].upperBound < 5 * Self.piece / 2 {
            let count = Int.random(in: 0...(60 * 1024), using: &generator)
            let payload = [UInt8](repeating: 97, count: count)
            _ = try await journal.append([Draft(stream: .first, type: 7, payload: payload)])
            let start = frames[frames.count - 1].upperBound
            frames.append(start..<(start + 5 + 80 + count + 33))
        }
        return (scratch, Array(frames.dropFirst()))
    }

    private func read(_ scratch: Scratch) throws(JournalError) -> (Recovery, [RecordedEntry]) {
        let (_, recovery, entries) = try scratch.open(scratch.options(segmentSize: 4 << 20))
        return (recovery, entries)
    }

    @Test func `is read whole`() async throws {
        let (scratch, frames) = try await write()
        let (recovery, entries) = try read(scratch)
        #expect(recovery.tornTail == nil && entries.count == frames.count)
        #expect(entries.map(\.sequence) == (0..<UInt64(frames.count)).map { $0 })
    }

    @Test func `names the entry that was changed, wherever a piece ends`() async throws {
        let (scratch, frames) = try await write()
        let whole = try scratch.read(Self.segment)
        for end in [Self.piece, 2 * Self.piece] {
            for offset in [-70_000, -600, -1, 0, 1, 511, 600] {
                let place = end + offset
                let sequence = try #require(frames.firstIndex { $0.contains(place) })
                var bytes = whole
                bytes[place] ^= 1
                try scratch.replace(Self.segment, with: bytes)
                #expect(
                    throws: JournalError.damaged(
                        Damage(sequence: UInt64(sequence), reason: .notIntact)
                    )
                ) {
                    try read(scratch)
                }
            }
        }
    }

    @Test func `is cut where its last entry is torn`() async throws {
        let (scratch, frames) = try await write()
        let whole = try scratch.read(Self.segment)
        let last = try #require(frames.last)
        for cut in [last.lowerBound + 3, last.lowerBound + 60, last.upperBound - 1] {
            let copy = try scratch.copy()
            try copy.replace(Self.segment, with: Array(whole[..<cut]))
            let (recovery, entries) = try read(copy)
            #expect(recovery.tornTail?.offset == last.lowerBound)
            #expect(entries.count == frames.count - 1)
        }
    }
}
