import Testing
import Media
import Transport

/// A loop, a plane on it, and its events in order.
struct Stage<Plane: MediaPlane>: Sendable {
    let loop: EventLoop
    let plane: Plane
    private let stream: AsyncStream<MediaEvent>

    init(_ make: (EventLoop, @escaping MediaEventHandler) -> Plane) throws {
        let (stream, continuation) = AsyncStream<MediaEvent>.makeStream()
        loop = try EventLoop()
        plane = make(loop) { event, _ in
            continuation.yield(event)
        }
        self.stream = stream
        loop.start()
    }

    func perform(_ orders: MediaOrder...) {
        loop.post { [plane] loop in
            for order in orders { plane.perform(order, loop: loop) }
        }
    }

    /// The next event that `pick` takes; facts and others before it are passed over.
    func next<Value>(_ pick: (MediaEvent) -> Value?) async -> Value? {
        for await event in stream {
            if let value = pick(event) { return value }
        }
        return nil
    }

    func next() async -> MediaEvent? { await next { $0 } }

    /// The next uplink's answer.
    func nextAnswer() async -> String? {
        await next { event -> String? in
            if case .uplinkAnswer(_, let sdp) = event { sdp } else { nil }
        }
    }

    func next(_ wanted: MediaEvent) async -> Bool {
        await next { $0 == wanted ? true : nil } ?? false
    }
}

extension SeatName {
    static func named(_ text: String) throws -> SeatName {
        try #require(SeatName(text))
    }
}
