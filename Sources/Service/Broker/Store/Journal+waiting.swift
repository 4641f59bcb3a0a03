import Dispatch
package import Journal
import Synchronization
package import TransparencyLog

/// The journal's verbs for a caller that may block: a command, never a loop.
extension Journal {
    package func appendAndWait(
        _ drafts: [Draft],
        mayUseReserve: Bool = true
    ) throws(JournalError) -> [UInt64] {
        try wait { append(drafts, mayUseReserve: mayUseReserve, completion: $0) }
    }

    package func eraseAndWait(_ stream: StreamID) throws(JournalError) {
        try wait { erase(stream, completion: $0) }
    }

    package func checkpointAndWait() throws(JournalError) -> Checkpoint {
        try wait { checkpoint(completion: $0) }
    }

    private func wait<Value: Sendable>(
        _ begin: (@escaping @Sendable (Result<Value, JournalError>) -> Void) -> Void
    ) throws(JournalError) -> Value {
        let done = DispatchSemaphore(value: 0)
        let outcome = Awaited<Result<Value, JournalError>>()
        begin { result in
            outcome.value.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = outcome.value.withLock(\.self) else { throw .failed }
        return try result.get()
    }
}

private final class Awaited<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
