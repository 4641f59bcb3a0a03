import Cryptography
import Journal
import Transport

/// A courier on a loop of its own, apart from all sessions.
struct CourierHouse: Sendable {
    let courier: Courier
    private let loops: EventLoopGroup

    /// Nil without a file of settings.
    init?(
        _ file: String?,
        _ store: SessionStore,
        stream: StreamID,
        directory: String,
        _ random: RandomBytes
    ) throws(DemoFailure) {
        guard let file else { return nil }
        do throws(OutboxSettings.Problem) {
            let settings = try OutboxSettings(file: file)
            guard let loops = try? EventLoopGroup(count: 1), let loop = loops.loops.first else {
                throw OutboxSettings.Problem(sentence: "The courier's loop could not be started.")
            }
            self.loops = loops
            courier = Courier(
                settings: settings,
                store: store,
                stream: stream,
                directory: directory,
                clock: .system,
                random: random,
                loop: loop
            )
        } catch {
            throw DemoFailure(sentence: error.sentence)
        }
    }

    func stop() { loops.stop(grace: .zero) }
}
