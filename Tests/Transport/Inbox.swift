/// Values that arrive on loops, awaited by a test; its time limit ends a wait for nothing.
final class Inbox<Value: Sendable>: Sendable {
    private let values: AsyncStream<Value>
    private let input: AsyncStream<Value>.Continuation

    init() { (values, input) = AsyncStream.makeStream() }

    func put(_ value: Value) { input.yield(value) }

    /// The next value.
    func next() async -> Value? {
        for await value in values { return value }
        return nil
    }

    /// What has come and was not yet taken; nothing can be awaited after.
    func rest() async -> [Value] {
        input.finish()
        var all: [Value] = []
        for await value in values { all.append(value) }
        return all
    }
}
