import Foundation

/// `demo --play`: scripted people go through two sessions over real TLS and WebSockets, and show on the way what
/// was promised.
///
/// Only sound and picture are not real: the media plane is scripted, behind the same seam.
package enum DemoPlay {
    /// Plays, and tells it line by line.
    ///
    /// `cutLimit` is how long after a broken connection everything must be cut: the promise, unless the machine
    /// is known to be busy with other things.
    ///
    /// - Returns: 0 if every promise was shown and held, else 1.
    package static func run(
        _ settings: DemoSettings,
        style: PlayStyle,
        cutLimit: Duration = .milliseconds(100),
        say: @escaping @Sendable (String) -> Void
    ) async -> Int32 {
        let report = PlayReport(style, say)
        for line in opening { report.line(line) }
        let stage: PlayStage
        do throws(PlayStop) { stage = try await PlayStage.open(settings, report) } catch {
            report.stopped(error.sentence)
            return 1
        }
        var isWhole = false
        do throws(PlayStop) {
            defer { stage.close() }
            try await stage.comeIn()
            try await stage.beTogether()
            try await stage.loseTheSupervisor(cutLimit)
            try await stage.withdraw()
            try await stage.childStops()
            try await stage.writeTheRecord()
            try await stage.lookIntoTheLog()
            isWhole = true
        } catch {
            report.stopped(error.sentence)
        }
        return report.account(isWhole: isWhole) ? 0 : 1
    }

    private static let opening = [
        "Sound and picture are scripted in this play: no camera, no microphone, no media server.",
        "Everything else is the product: TLS 1.3, WebSockets, the policies, the log, the record.",
        "The people are made up and played by a script. The clock runs fast where people only wait.",
        "P1 to P13 are the product's promises, by their numbers: “✓ P4” is a check of promise 4. They",
        "stand in words at the end. A “way” is sound and picture from one person to one other: four",
        "people have 12.",
    ]
}
