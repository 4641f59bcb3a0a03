import Foundation
import Glibc
import Storage
import Synchronization
import Testing

/// A directory that goes with its owner.
final class Scratch {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

    init() throws { try Directory(path).create() }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func permissions(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return attributes[.posixPermissions] as? Int
    }
}

@Suite struct `A directory` {
    private let scratch: Scratch
    private let directory: Directory

    init() throws {
        scratch = try Scratch()
        directory = Directory(scratch.path)
    }

    @Test func `is created with those above it, for its owner alone`() throws {
        let deep = directory.subdirectory("a").subdirectory("b")
        try deep.create()
        try deep.create()
        #expect(try scratch.permissions("a") == 0o700 && scratch.permissions("a/b") == 0o700)
        #expect(try directory.names() == ["a"])
    }

    @Test func `gives names in the order of their bytes`() throws {
        for name in ["b", "a", "é", "B", ".hidden"] { _ = try directory.createFile(name) }
        #expect(try directory.names() == [".hidden", "B", "a", "b", "é"])
    }

    @Test func `creates a file once, for its owner alone`() throws {
        _ = try directory.createFile("new")
        #expect(try scratch.permissions("new") == 0o600)
        #expect(throws: StorageError(call: "open", file: "new", code: EEXIST)) {
            _ = try directory.createFile("new")
        }
    }

    @Test func `says which call failed on which file, and nothing of where`() throws {
        let error = StorageError(call: "open", file: "missing", code: ENOENT)
        #expect(throws: error) { _ = try directory.read("missing", limit: 10) }
        #expect(
            error.isMissingFile && error.description == "open missing: No such file or directory"
        )
    }

    @Test func `follows no symbolic link in a file's place`() throws {
        try directory.writeDurably([1], to: "real")
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/link",
            withDestinationPath: "\(scratch.path)/real"
        )
        #expect(throws: StorageError(call: "open", file: "link", code: ELOOP)) {
            _ = try directory.read("link", limit: 10)
        }
    }

    @Test func `reads no file beyond a limit`() throws {
        try directory.writeDurably([1, 2, 3], to: "file")
        #expect(try directory.read("file", limit: 3) == [1, 2, 3])
        #expect(throws: StorageError(call: "read", file: "file", code: EFBIG)) {
            _ = try directory.read("file", limit: 2)
        }
    }

    @Test(arguments: [
        WriteOutcome.refused(code: EIO), .carriedOutButReported(code: EIO),
        .torn(byteCount: 2, code: EIO),
    ])
    func `leaves the old bytes or the new ones, whatever step fails`(
        outcome: WriteOutcome
    ) throws {
        let old: [UInt8] = [1, 2, 3, 4]
        let new: [UInt8] = [5, 6, 7]
        for failing in 0... {
            try directory.writeDurably(old, to: "file")
            let steps = Mutex<[WritePoint]>([])
            let faults = WriteFaults { point in
                steps.withLock { steps in
                    steps.append(point)
                    return steps.count == failing + 1 ? outcome : .carriedOut
                }
            }
            let isWritten =
                (try? Directory(scratch.path, faults: faults).writeDurably(new, to: "file")) != nil
            let found = try directory.read("file", limit: 10)
            #expect(found == new || !isWritten && found == old, "step \(failing)")
            guard !isWritten else {
                #expect(
                    steps.withLock(\.self) == [
                        .create(file: "file.new"), .write(file: "file.new"),
                        .syncFile(file: "file.new"),
                        .rename(to: "file"), .syncDirectory,
                    ]
                )
                return
            }
        }
    }
}

@Suite struct `A file` {
    private let scratch: Scratch
    private let directory: Directory

    init() throws {
        scratch = try Scratch()
        directory = Directory(scratch.path)
    }

    @Test func `holds what is written where it is written`() throws {
        let file = try directory.createFile("file")
        try file.write([1, 2, 3], at: 2)
        try file.synchronize()
        #expect(try file.read(10, at: 0) == [0, 0, 1, 2, 3])
        #expect(try file.read(2, at: 3) == [2, 3])
        #expect(try file.read(2, at: 9).isEmpty)
        #expect(try file.size() == 5)
    }

    @Test func `takes space ahead that reads as zeros, and gives it back`() throws {
        let file = try directory.createFile("file")
        try file.write([9], at: 0)
        try file.allocate(4096)
        #expect(try file.size() == 4096)
        #expect(try file.read(4096, at: 0) == [9] + [UInt8](repeating: 0, count: 4095))
        try file.truncate(to: 1)
        #expect(try directory.read("file", limit: 1) == [9])
    }

    @Test func `is locked for one at a time, and free when that one is gone`() throws {
        do {
            let first = try directory.openOrCreate("lock")
            try first.lock()
            let second = try directory.openOrCreate("lock")
            #expect { try second.lock() } throws: { ($0 as? StorageError)?.isHeldElsewhere == true }
            try first.lock()
        }
        try directory.openOrCreate("lock").lock()
    }

    @Test func `that is only read refuses to be written`() throws {
        try directory.writeDurably([1], to: "file")
        let file = try directory.open("file")
        #expect(throws: StorageError(call: "pwrite", file: "file", code: EBADF)) {
            try file.write([2], at: 0)
        }
    }

    @Test(arguments: [
        (WriteOutcome.refused(code: ENOSPC), [UInt8]()),
        (.torn(byteCount: 2, code: EIO), [1, 2]),
        (.carriedOutButReported(code: EIO), [1, 2, 3]),
    ])
    func `can be made to fail in each way`(outcome: WriteOutcome, found: [UInt8]) throws {
        let faulty = Directory(
            scratch.path,
            faults: WriteFaults { point in
                if case .write = point { outcome } else { .carriedOut }
            }
        )
        let file = try faulty.createFile("file")
        #expect(throws: StorageError.self) { try file.write([1, 2, 3], at: 0) }
        #expect(try file.read(10, at: 0) == found)
    }
}

@Suite struct `Trailing zeros` {
    @Test func `are not counted, wherever they begin`() {
        for count in [0, 1, 2, 4095, 4096, 4097, 8192, 20_000] {
            for zeros in [0, 1, 4095, 4096, 4097, 12_289] {
                let bytes =
                    [UInt8](repeating: 7, count: count) + [UInt8](repeating: 0, count: zeros)
                #expect(countWithoutTrailingZeros(bytes) == count)
                #expect(countWithoutTrailingZeros([0] + bytes) == (count == 0 ? 0 : count + 1))
            }
        }
    }
}
