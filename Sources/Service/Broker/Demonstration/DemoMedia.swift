import Media
import Sessions
import Transport

/// The media server, if there is one: without it everything works but sound and picture.
struct DemoMedia: Sendable {
    let make: MediaPlaneMaker
    /// What there is, or how to get it.
    let words: String

    /// `processes` is where media processes are written down, so that none outlives its broker.
    init(processes: String) {
        _ = JanusMediaPlane.reapOrphans(in: processes)
        do throws(MediaLoss) {
            let configuration = try MediaConfiguration.detect(processDirectory: processes)
            make = { _, loop, tell in
                JanusMediaPlane(configuration: configuration, loop: loop, tell: tell)
            }
            words = "Janus at \(configuration.address), one process a session"
        } catch {
            make = { _, loop, tell in AbsentMediaPlane(error, loop: loop, tell: tell) }
            words = "\(error)"
        }
    }
}
