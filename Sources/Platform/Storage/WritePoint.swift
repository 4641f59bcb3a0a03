/// A step that changes what is on the disk: where a test may let it fail.
package enum WritePoint: Hashable, Sendable {
    case create(file: String)
    case allocate(file: String)
    case write(file: String)
    case truncate(file: String)
    case syncFile(file: String)
    case rename(to: String)
    case remove(file: String)
    case syncDirectory
}

/// What a step comes to.
///
/// The cases are the three ways in which disks fail: not done and said so, done and said not so,
/// and done in part.
package enum WriteOutcome: Hashable, Sendable {
    case carriedOut
    case refused(code: Int32)
    case carriedOutButReported(code: Int32)
    /// Only for a write: the first so many bytes arrive.
    case torn(byteCount: Int, code: Int32)
}

/// Asked before each step that changes the disk; in production it always says `carriedOut`.
package struct WriteFaults: Sendable {
    package static let none = WriteFaults { _ in .carriedOut }

    private let outcome: @Sendable (WritePoint) -> WriteOutcome

    package init(_ outcome: @escaping @Sendable (WritePoint) -> WriteOutcome) {
        self.outcome = outcome
    }

    /// Carries out `step` as the outcome for `point` has it.
    func perform<Value>(
        _ call: String,
        on file: String,
        at point: WritePoint,
        _ step: () throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        switch outcome(point) {
        case .carriedOut: return try step()
        case .refused(let code), .torn(_, let code):
            throw StorageError(call: call, file: file, code: code)
        case .carriedOutButReported(let code):
            _ = try step()
            throw StorageError(call: call, file: file, code: code)
        }
    }

    /// How many of `count` bytes to write, and the error to report afterwards.
    func write(_ count: Int, to file: String) -> (byteCount: Int, code: Int32) {
        switch outcome(.write(file: file)) {
        case .carriedOut: (count, 0)
        case .refused(let code): (0, code)
        case .carriedOutButReported(let code): (count, code)
        case .torn(let byteCount, let code): (min(byteCount, count), code)
        }
    }
}
