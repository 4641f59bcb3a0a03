import Foundation
import Media
import Sessions
import Transport

/// The media server, if there is one: without it everything works but sound and picture.
struct DemoMedia: Sendable {
    let make: MediaPlaneMaker
    /// What there is, or how to get it.
    let words: String
    /// The same, if there is none.
    let problem: String?

    /// `processes` is where media processes are written down, so that none outlives its broker.
    init(processes: String) {
        do throws(MediaLoss) {
            let configuration = try MediaConfiguration.detect(processDirectory: processes)
            make = { _, loop, tell in
                JanusMediaPlane(configuration: configuration, loop: loop, tell: tell)
            }
            words = "\(Self.version(of: configuration.janusPath)) at \(configuration.address)"
            problem = nil
        } catch {
            make = { _, loop, tell in AbsentMediaPlane(error, loop: loop, tell: tell) }
            words = "\(error)"
            problem = words
        }
    }

    /// What the program says of itself, for example "Janus 1.1.2".
    private static func version(of path: String) -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = ["--version"]
        process.standardOutput = output
        process.standardError = output
        guard (try? process.run()) != nil else { return "Janus" }
        let bytes = (try? output.fileHandleForReading.read(upToCount: 1_024)) ?? nil
        process.waitUntilExit()
        let text = String(decoding: bytes ?? Data(), as: UTF8.self)
        let number = text.firstMatch(of: /\((\d+(?:\.\d+)+)\)/)?.output.1
        return number.map { "Janus \($0)" } ?? "Janus"
    }
}
