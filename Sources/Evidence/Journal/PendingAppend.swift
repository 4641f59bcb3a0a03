/// An append on its way to the writer.
struct PendingAppend: Sendable {
    let drafts: [Draft]
    let time: UInt64
    let mayUseReserve: Bool
    /// What its frames take.
    let byteCount: Int
    let waker: Waker?
    let completion: @Sendable (Result<[UInt64], JournalError>) -> Void

    /// Completes each append with its result, one call for each waker.
    static func complete(_ appends: [PendingAppend], with results: [Result<[UInt64], JournalError>])
    {
        var groups: [ObjectIdentifier: (waker: Waker, calls: [@Sendable () -> Void])] = [:]
        for (append, result) in zip(appends, results) {
            let completion = append.completion
            if let waker = append.waker {
                groups[waker.identity, default: (waker, [])].calls.append { completion(result) }
            } else {
                completion(result)
            }
        }
        for (waker, calls) in groups.values {
            waker.post { for call in calls { call() } }
        }
    }
}
