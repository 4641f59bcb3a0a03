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
        // A waker for each loop: a handful.
        var groups: [(waker: Waker, indices: [Int])] = []
        for (index, append) in appends.enumerated() {
            guard let waker = append.waker else {
                append.completion(results[index])
                continue
            }
            if let group = groups.firstIndex(where: { $0.waker.identity == waker.identity }) {
                groups[group].indices.append(index)
            } else {
                groups.append((waker, [index]))
            }
        }
        for (waker, indices) in groups {
            waker.post { for index in indices { appends[index].completion(results[index]) } }
        }
    }
}
