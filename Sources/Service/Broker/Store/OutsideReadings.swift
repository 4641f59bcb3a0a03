import Dispatch
import Journal
import Synchronization

/// Takes in, every few seconds, what commands have read past a running broker.
final class OutsideReadings: Sendable {
    private let journal: Journal
    private let directory: String
    private let service: StreamID
    private let isStopped = Mutex(false)
    private let queue = DispatchQueue(label: "inbox", qos: .utility)

    init(to journal: Journal, inLog directory: String, service: StreamID) {
        self.journal = journal
        self.directory = directory
        self.service = service
    }

    func begin() { queue.async { self.takeIn() } }

    func stop() { isStopped.withLock { $0 = true } }

    private func takeIn() {
        guard !isStopped.withLock(\.self) else { return }
        OutsideReading.takeIn(to: journal, inLog: directory, service: service) { [self] in
            queue.asyncAfter(deadline: .now() + Self.pause) { self.takeIn() }
        }
    }

    private static let pause = DispatchTimeInterval.seconds(5)
}
