import Dispatch
import Journal
import Transport
import TransparencyLog

/// The witnesses' clients on a loop of their own, apart from all sessions.
struct WitnessHouse: Sendable {
    private let loops: EventLoopGroup
    private let clients: [WitnessClient]

    /// Nil without a file of settings; else each checkpoint that `health` hears of is brought to each witness.
    init?(
        _ file: String?,
        _ journal: Journal,
        in directory: String,
        _ health: LogHealth
    ) throws(DemoFailure) {
        guard let file else { return nil }
        do throws(WitnessSettings.Problem) {
            let settings = try WitnessSettings(file: file)
            guard let loops = try? EventLoopGroup(count: 1), let loop = loops.loops.first else {
                throw WitnessSettings.Problem(sentence: "The witnesses’ loop could not be started.")
            }
            self.loops = loops
            let clients = settings.witnesses.map { witness in
                WitnessClient(
                    witness,
                    settings,
                    log: journal.verifierKey,
                    in: directory,
                    health: health,
                    loop: loop
                )
            }
            self.clients = clients
            health.tellSigned { checkpoint in
                for client in clients { client.take(checkpoint.size) }
            }
        } catch {
            throw DemoFailure(sentence: error.sentence)
        }
    }

    /// Brings them the last checkpoint, of a log that is closed; returns when each has answered, or soon.
    func finish(_ checkpoint: Checkpoint) {
        let asked = DispatchGroup()
        for client in clients {
            asked.enter()
            client.finish(checkpoint.size) { asked.leave() }
        }
        _ = asked.wait(timeout: .now() + Self.patience)
    }

    /// A witness that is slow, or away, holds up no stop.
    private static let patience = DispatchTimeInterval.seconds(2)

    func stop() { loops.stop(grace: .zero) }
}
