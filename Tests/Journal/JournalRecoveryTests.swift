import Foundation
import Journal
import Storage
import Testing

/// What a crash may leave is cut off; what a crash can't leave is damage.
@Suite struct `Recovery after a crash` {
    private static let segment = "journal/segment-00000000000000000000"
    private let texts = ["one", "two", "three, which is the last"]

    /// A log of three batches after a crash: no trimmed tail, no checkpoint but the first.
    private func crashed() async throws -> (scratch: Scratch, bytes: [UInt8], last: Range<Int>) {
        let scratch = Scratch()
        var options = scratch.options(segmentSize: 16 << 10)
        options.reserveSize = 1 << 10
        let (journal, _, _) = try scratch.open(options)
        for text in texts { _ = try await journal.append([Draft(.first, text)]) }
        let bytes = try scratch.read(Self.segment)
        let end = try #require(bytes.lastIndex { $0 != 0 }) + 1
        let lastCount = 5 + 80 + (texts.last?.utf8.count ?? 0) + 33
        return (scratch, bytes, (end - lastCount)..<end)
    }

    private func open(_ scratch: Scratch) throws(JournalError) -> (Recovery, [String?]) {
        let (_, recovery, entries) = try scratch.open(scratch.options(segmentSize: 16 << 10))
        return (recovery, entries.map(\.text))
    }

    @Test func `cuts a last frame torn at any byte, with zeros or nothing behind`() async throws {
        let (scratch, bytes, last) = try await crashed()
        for cut in last {
            for isTruncated in [true, false] {
                let copy = try scratch.copy()
                let zeros = isTruncated ? 0 : bytes.count - cut
                try copy.replace(
                    Self.segment,
                    with: bytes[..<cut] + [UInt8](repeating: 0, count: zeros)
                )
                let (recovery, entries) = try open(copy)
                #expect(entries == ["one", "two"], "cut at \(cut)")
                let isTorn = cut > last.lowerBound
                #expect(recovery.tornTail?.sequence == (isTorn ? 2 : nil))
                #expect(recovery.tornTail?.offset == (isTorn ? last.lowerBound : nil))
                #expect(recovery.size == 2)
            }
        }
    }

    @Test func `sets aside what it cuts off, each time`() async throws {
        let (scratch, bytes, last) = try await crashed()
        let torn = Array(bytes[..<(last.upperBound - 9)])
        for number in 1...2 {
            try scratch.replace(Self.segment, with: torn)
            _ = try open(scratch)
            let name = "journal/torn-00000000000000000002-\(number)"
            #expect(try scratch.read(name) == Array(torn[last.lowerBound...]))
        }
    }

    @Test func `goes on after a cut, and finds no trace of it the next time`() async throws {
        let (scratch, bytes, last) = try await crashed()
        try scratch.replace(Self.segment, with: Array(bytes[..<(last.upperBound - 9)]))
        do {
            let (journal, _, _) = try scratch.open()
            #expect(try await journal.append([Draft(.first, "again")]) == [2])
        }
        // Crashed again: what is behind the new entry is not the old one's remains.
        let (journal, recovery, entries) = try scratch.open()
        #expect(entries.map(\.text) == ["one", "two", "again"])
        #expect(recovery.tornTail == nil && recovery.wasInterrupted)
        try journal.close()
        #expect(try !scratch.open().recovery.wasInterrupted)
    }

    @Test func `finds every flipped bit of the frames`() async throws {
        let (scratch, bytes, last) = try await crashed()
        let copy = try scratch.copy()
        for offset in 0..<last.upperBound {
            for bit in [UInt8(1), 0x80] {
                var changed = bytes
                changed[offset] ^= bit
                try copy.replace(Self.segment, with: changed)
                #expect("byte \(offset)") { _ = try open(copy) } throws: {
                    guard case JournalError.damaged = $0 else { return false }
                    return true
                }
            }
        }
        #expect(try copy.read(Self.segment).count == bytes.count)
    }

    @Test func `finds a byte that is not zero behind the last frame`() async throws {
        let (scratch, bytes, last) = try await crashed()
        for offset in [last.upperBound, last.upperBound + 1, 4096, bytes.count - 1] {
            for byte in [UInt8(1), 0xCB, 0xBC] where offset != last.upperBound || byte != 0xCB {
                let copy = try scratch.copy()
                var changed = bytes
                changed[offset] = byte
                try copy.replace(Self.segment, with: changed)
                let damage = Damage(sequence: 3, reason: .notIntact)
                #expect(throws: JournalError.damaged(damage)) { _ = try open(copy) }
            }
        }
    }

    @Test func `names the first bad entry`() async throws {
        let (scratch, bytes, last) = try await crashed()
        var changed = bytes
        changed[last.lowerBound - 40] ^= 1
        try scratch.replace(Self.segment, with: changed)
        let damage = Damage(sequence: 1, reason: .notIntact)
        #expect(throws: JournalError.damaged(damage)) { _ = try open(scratch) }
    }

    @Test func `takes a zeroed sector before a later batch for damage`() async throws {
        let scratch = Scratch()
        let (journal, _, _) = try scratch.open()
        for number in 0..<20 { _ = try await journal.append([Draft(.first, "batch \(number)")]) }
        var bytes = try scratch.read(Self.segment)
        bytes.replaceSubrange(512..<1024, with: [UInt8](repeating: 0, count: 512))
        let copy = try scratch.copy()
        try copy.replace(Self.segment, with: bytes)
        #expect { _ = try copy.open() } throws: {
            guard case JournalError.damaged = $0 else { return false }
            return true
        }
    }

    @Test func `cuts a last batch of which any sector is missing`() async throws {
        let scratch = Scratch()
        let (journal, _, _) = try scratch.open()
        _ = try await journal.append([Draft(.first, "before")])
        let before = try #require(try scratch.read(Self.segment).lastIndex { $0 != 0 }) + 1
        let long = String(repeating: "long ", count: 100)
        _ = try await journal.append((0..<8).map { Draft(.first, "\($0) \(long)") })
        let bytes = try scratch.read(Self.segment)
        let end = try #require(bytes.lastIndex { $0 != 0 }) + 1
        for sector in (before / 512)...((end - 1) / 512) {
            let copy = try scratch.copy()
            var changed = bytes
            for offset in max(before, sector * 512)..<min((sector + 1) * 512, end) {
                changed[offset] = 0
            }
            try copy.replace(Self.segment, with: changed)
            let (_, recovery, entries) = try copy.open()
            #expect(entries.map(\.text) == ["before"], "sector \(sector)")
            #expect(recovery.tornTail?.sequence == 1)
        }
    }

    @Test func `recovers an append whole or not at all`() async throws {
        let scratch = Scratch()
        let (journal, _, _) = try scratch.open()
        _ = try await journal.append([Draft(.first, "before")])
        let before = try #require(try scratch.read(Self.segment).lastIndex { $0 != 0 }) + 1
        _ = try await journal.append(["a", "b", "c"].map { Draft(.second, $0) })
        let bytes = try scratch.read(Self.segment)
        let end = try #require(bytes.lastIndex { $0 != 0 }) + 1
        for cut in (before + 1)..<end {
            let copy = try scratch.copy()
            try copy.replace(Self.segment, with: Array(bytes[..<cut]))
            let (_, recovery, entries) = try copy.open()
            #expect(entries.map(\.text) == ["before"], "cut at \(cut)")
            #expect(recovery.tornTail?.sequence == 1 && recovery.tornTail?.offset == before)
        }
    }
}
