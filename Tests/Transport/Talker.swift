import Transport

/// What a test's connection hears.
enum Heard: Sendable, Equatable {
    case opened, bytes([UInt8]), closed(ConnectionEnd)
}

/// Tells an inbox all that happens; `answer` is called with what comes.
final class Talker: ConnectionHandler {
    typealias Answer = @Sendable ([UInt8], ConnectionID, isolated EventLoop) -> Reception

    private let id: ConnectionID
    private let inbox: Inbox<Heard>
    private let greeting: [UInt8]
    private let answer: Answer

    init(
        _ id: ConnectionID,
        _ inbox: Inbox<Heard>,
        greeting: [UInt8] = [],
        answer: @escaping Answer = { bytes, _, _ in .consumed(bytes.count) }
    ) {
        self.id = id
        self.inbox = inbox
        self.greeting = greeting
        self.answer = answer
    }

    func connectionOpened(loop: isolated EventLoop) {
        inbox.put(.opened)
        if !greeting.isEmpty { loop.write(to: id) { [greeting] in $0 += greeting } }
    }

    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    {
        var copy: [UInt8] = []
        copy.append(copying: bytes.span.extracting(..<count))
        inbox.put(.bytes(copy))
        return answer(copy, id, loop)
    }

    func sayGoodbye(loop: isolated EventLoop) {
        loop.write(to: id) { $0 += Array("bye".utf8) }
    }

    func connectionClosed(_ end: ConnectionEnd, loop: isolated EventLoop) {
        inbox.put(.closed(end))
    }
}

extension Inbox<Heard> {
    /// All bytes until `count` of them are there, or the connection ends.
    func bytes(_ count: Int) async -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count, case .bytes(let bytes)? = await next() { all += bytes }
        return all
    }

    /// The end, after whatever comes before it.
    func end() async -> ConnectionEnd? {
        while let heard = await next() {
            if case .closed(let end) = heard { return end }
        }
        return nil
    }
}
