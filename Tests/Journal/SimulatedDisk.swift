import Glibc
import Storage
import Synchronization

/// A disk with a cache that loses its power: holds its users to the contract of `FileStore`, and not to more.
///
/// What was not synchronized survives a loss of power by chance: of each write any sectors, of each change of size
/// the old or the new one, of the names in a directory those up to some moment. Directories themselves
/// are durable at once. May be used from any thread.
final class SimulatedDisk: FileStore {
    /// When it stops answering, and what a failing flush does.
    struct Fate: Sendable {
        /// The number of the changing step before which the machine or the process dies.
        var stopsBefore = Int.max
        /// The number of the flush, of a file or a directory, that fails, and drops what it was to make durable.
        var failingFlush = Int.max
        /// How many sectors all files together may take; each takes one at least.
        var space = Int.max
    }

    private struct File {
        var seen: [UInt8] = []
        var durable: [UInt8] = []
        var pending: [Change] = []
    }

    private enum Change {
        case write([UInt8], at: Int)
        case size(Int)
    }

    private struct Names {
        var seen: [String: Int] = [:]
        var durable: [String: Int] = [:]
        /// What `seen` was after each change since the last flush.
        var pending: [[String: Int]] = []
    }

    private struct State {
        var fate = Fate()
        var steps = 0
        var flushes = 0
        var files: [File] = []
        var directories: [String: Names] = ["": Names(), ".": Names()]
        var locks: [Int: ObjectIdentifier] = [:]

        var isStopped: Bool { steps > fate.stopsBefore }

        mutating func step(_ call: String) throws(StorageError) {
            steps += 1
            guard !isStopped else { throw StorageError(call: call, file: "", code: EIO) }
        }

        /// Fails if a file that is to be so long has no room; nothing has changed then.
        func room(for size: Int, of index: Int?, _ call: String) throws(StorageError) {
            var sizes: [Int: Int] = [:]
            for names in directories.values {
                for file in names.seen.values { sizes[file] = files[file].seen.count }
            }
            sizes[index ?? -1] = max(size, sizes[index ?? -1] ?? 0)
            let taken = sizes.values.reduce(0) { $0 + max(1, ($1 + 511) / 512) }
            guard taken <= fate.space else {
                throw StorageError(call: call, file: "", code: ENOSPC)
            }
        }

        /// Counts a flush; one that fails drops what waits for it.
        mutating func flush(_ call: String, drop: (inout State) -> Void) throws(StorageError) {
            try step(call)
            flushes += 1
            guard flushes - 1 == fate.failingFlush else { return }
            drop(&self)
            throw StorageError(call: call, file: "", code: EIO)
        }
    }

    private let state: Mutex<State>

    init(_ fate: Fate = Fate()) {
        var state = State()
        state.fate = fate
        self.state = Mutex(state)
    }

    private init(_ state: State) { self.state = Mutex(state) }

    /// How many steps and flushes there were.
    var counts: (steps: Int, flushes: Int) { state.withLock { ($0.steps, $0.flushes) } }

    /// Somebody makes room, or takes it.
    func setSpace(_ space: Int) { state.withLock { $0.fate.space = space } }

    /// The same machine when the process has died: what was seen is seen still, durable or not.
    func afterProcess(_ fate: Fate = Fate()) -> SimulatedDisk {
        var state = state.withLock(\.self)
        state.fate = fate
        (state.steps, state.flushes, state.locks) = (0, 0, [:])
        return SimulatedDisk(state)
    }

    /// The machine when its power is back.
    func afterPowerCut(
        _ generator: inout some RandomNumberGenerator,
        _ fate: Fate = Fate()
    ) -> SimulatedDisk {
        var state = afterProcess(fate).state.withLock(\.self)
        for index in state.files.indices {
            var bytes = state.files[index].durable
            for change in state.files[index].pending {
                Self.apply(change, to: &bytes, &generator)
            }
            state.files[index] = File(seen: bytes, durable: bytes)
        }
        for path in state.directories.keys.sorted() {
            let names = state.directories[path] ?? Names()
            let kept = Int.random(in: 0...names.pending.count, using: &generator)
            let survived = kept == 0 ? names.durable : names.pending[kept - 1]
            state.directories[path] = Names(seen: survived, durable: survived)
        }
        return SimulatedDisk(state)
    }

    private static func apply(
        _ change: Change,
        to bytes: inout [UInt8],
        _ generator: inout some RandomNumberGenerator
    ) {
        switch change {
        case .size(let size):
            if Bool.random(using: &generator) { resize(&bytes, to: size) }
        case .write(let written, let offset):
            // All, none, or any sectors of it.
            let odds = [0, 4, 2].randomElement(using: &generator) ?? 2
            var start = 0
            while start < written.count {
                let end = min(written.count, ((offset + start) / 512 + 1) * 512 - offset)
                if Int.random(in: 0..<4, using: &generator) < odds {
                    put(written[start..<end], at: offset + start, in: &bytes)
                }
                start = end
            }
        }
    }

    private static func put(_ slice: ArraySlice<UInt8>, at offset: Int, in bytes: inout [UInt8]) {
        if bytes.count < offset + slice.count { resize(&bytes, to: offset + slice.count) }
        bytes.replaceSubrange(offset..<(offset + slice.count), with: slice)
    }

    private static func resize(_ bytes: inout [UInt8], to size: Int) {
        if bytes.count > size { bytes.removeLast(bytes.count - size) }
        bytes += [UInt8](repeating: 0, count: max(0, size - bytes.count))
    }

    // MARK: FileStore

    func makeDirectory(_ path: String) throws(StorageError) {
        try change("mkdir") { (state: inout State) throws(StorageError) in
            if state.directories[path] == nil { state.directories[path] = Names() }
        }
    }

    func names(in directory: String) throws(StorageError) -> [String] {
        try state.withLock { state throws(StorageError) in
            guard let names = state.directories[directory] else {
                throw StorageError(call: "opendir", file: directory, code: ENOENT)
            }
            return Array(names.seen.keys)
        }
    }

    func has(_ path: String) -> Bool {
        let (directory, name) = Self.split(path)
        return state.withLock {
            $0.directories[path] != nil || $0.directories[directory]?.seen[name] != nil
        }
    }

    func open(_ path: String, _ mode: OpeningMode) throws(StorageError) -> any OpenFile {
        let (directory, name) = Self.split(path)
        let index = try state.withLock { state throws(StorageError) -> Int in
            if let index = state.directories[directory]?.seen[name] {
                guard mode != .creating else {
                    throw StorageError(call: "open", file: name, code: EEXIST)
                }
                return index
            }
            guard mode == .creating || mode == .creatingUnlessThere else {
                throw StorageError(call: "open", file: name, code: ENOENT)
            }
            try state.step("open")
            try state.room(for: 0, of: nil, "open")
            let index = state.files.count
            state.files.append(File())
            Self.rename(in: &state, directory) { $0[name] = index }
            return index
        }
        return Handle(disk: self, index: index)
    }

    func rename(_ path: String, to newPath: String) throws(StorageError) {
        let (directory, name) = Self.split(path)
        let newName = Self.split(newPath).name
        try change("rename") { (state: inout State) throws(StorageError) in
            Self.rename(in: &state, directory) { $0[newName] = $0.removeValue(forKey: name) }
        }
    }

    func remove(_ path: String) throws(StorageError) {
        let (directory, name) = Self.split(path)
        try change("unlink") { (state: inout State) throws(StorageError) in
            Self.rename(in: &state, directory) { $0[name] = nil }
        }
    }

    func synchronizeDirectory(_ path: String) throws(StorageError) {
        try state.withLock { state throws(StorageError) in
            // What a failing flush drops is seen still, and as good as durable to the system.
            try state.flush("fsync") { $0.directories[path]?.pending = [] }
            guard let seen = state.directories[path]?.seen else { return }
            state.directories[path] = Names(seen: seen, durable: seen)
        }
    }

    private static func rename(
        in state: inout State,
        _ directory: String,
        _ body: (inout [String: Int]) -> Void
    ) {
        var names = state.directories[directory] ?? Names()
        body(&names.seen)
        names.pending.append(names.seen)
        state.directories[directory] = names
    }

    private static func split(_ path: String) -> (directory: String, name: String) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        return (String(path[..<slash]), String(path[slash...].drop { $0 == "/" }))
    }

    private func change(
        _ call: String,
        _ body: (inout State) throws(StorageError) -> Void
    ) throws(StorageError) {
        try state.withLock { state throws(StorageError) in
            try state.step(call)
            try body(&state)
        }
    }

    /// An open file; holds no lock once it is gone.
    private final class Handle: OpenFile {
        let disk: SimulatedDisk
        let index: Int

        init(disk: SimulatedDisk, index: Int) {
            self.disk = disk
            self.index = index
        }

        deinit {
            let identity = ObjectIdentifier(self)
            disk.state.withLock { if $0.locks[index] == identity { $0.locks[index] = nil } }
        }

        func size() -> Int { disk.state.withLock { $0.files[index].seen.count } }

        func read(_ count: Int, at offset: Int) -> [UInt8] {
            disk.state.withLock { Array($0.files[index].seen.dropFirst(offset).prefix(count)) }
        }

        func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(StorageError) {
            try disk.change("pwrite") { (state: inout State) throws(StorageError) in
                try state.room(for: offset + bytes.count, of: index, "pwrite")
                SimulatedDisk.put(bytes, at: offset, in: &state.files[index].seen)
                state.files[index].pending.append(.write(Array(bytes), at: offset))
            }
        }

        func synchronize() throws(StorageError) {
            try disk.state.withLock { state throws(StorageError) in
                try state.flush("fdatasync") { $0.files[index].pending = [] }
                // Only what still waits: what an earlier flush dropped is not brought back by this one.
                for change in state.files[index].pending {
                    switch change {
                    case .size(let size):
                        SimulatedDisk.resize(&state.files[index].durable, to: size)
                    case .write(let bytes, let offset):
                        SimulatedDisk.put(bytes[...], at: offset, in: &state.files[index].durable)
                    }
                }
                state.files[index].pending = []
            }
        }

        func allocate(_ size: Int) throws(StorageError) {
            guard self.size() < size else { return }
            try disk.state.withLock { state throws(StorageError) in
                try state.room(for: size, of: index, "posix_fallocate")
            }
            try truncate(to: size)
        }

        func truncate(to size: Int) throws(StorageError) {
            try disk.change("ftruncate") { (state: inout State) throws(StorageError) in
                SimulatedDisk.resize(&state.files[index].seen, to: size)
                state.files[index].pending.append(.size(size))
            }
        }

        func lock() throws(StorageError) {
            let identity = ObjectIdentifier(self)
            try disk.state.withLock { state throws(StorageError) in
                guard state.locks[index] == nil || state.locks[index] == identity else {
                    throw StorageError(call: "flock", file: "", code: EWOULDBLOCK)
                }
                state.locks[index] = identity
            }
        }
    }
}
