/// An append on its way to the writer.
final class PendingAppend: Sendable {
    let drafts: [Draft]
    let time: UInt64
    let mayUseReserve: Bool
    /// What its frames take.
    let byteCount: Int
    let waker: Waker?
    let completion: @Sendable (Result<[UInt64], JournalError>) -> Void

    init(
        drafts: [Draft],
        time: UInt64,
        mayUseReserve: Bool,
        byteCount: Int,
        waker: Waker?,
        completion: @escaping @Sendable (Result<[UInt64], JournalError>) -> Void
    ) {
        self.drafts = drafts
        self.time = time
        self.mayUseReserve = mayUseReserve
        self.byteCount = byteCount
        self.waker = waker
        self.completion = completion
    }

    /// Completes each append with its result, one call for each waker.
    static func complete(_ appends: [PendingAppend], with results: [Result<[UInt64], JournalError>])
    {
        var groups: [ObjectIdentifier: (waker: Waker, indices: [Int])] = [:]
        for (index, append) in appends.enumerated() {
            if let waker = append.waker {
                groups[waker.identity, default: (waker, [])].indices.append(index)
            } else {
                append.completion(results[index])
            }
        }
        for (waker, indices) in groups.values {
            waker.post { for index in indices { appends[index].completion(results[index]) } }
        }
    }
}
