import Dispatch
import Foundation
import Journal
import Media
import Transport

/// `demo`: the fictional case "Kites" on a clock of its own, with everything real but the people.
package enum DemoCommand {
    /// - Parameter arguments: those behind `demo`.
    /// - Returns: 0 after a clean stop, or if every promise that `--play` showed held; 1 if something it
    ///   needs is missing or wrong, or a promise did not hold; 2 for wrong arguments.
    package static func run(arguments: [String]) -> Int32 {
        guard let asked = DemoArguments(arguments) else {
            if let stranger = DemoArguments.stranger(in: arguments) {
                complain("There is no option \(stranger).\n")
            }
            complain(DemoArguments.usage)
            return 2
        }
        return asked.isPlay ? play(asked) : serve(asked)
    }

    private static func serve(_ arguments: DemoArguments) -> Int32 {
        let signals = StopSignals()
        let stopLater = signals.stopLater
        let settings = arguments.settings(port: 8443, data: ".contact-broker")
            .telling({ complain($0) }, onFailure: { stopLater(graceTime) })
        let media = DemoMedia(processes: settings.mediaNotes)
        do {
            let house = try waiting { () async throws(DemoFailure) in
                try await DemoHouse.open(
                    settings,
                    page: DemoRoutes(mediaProblem: media.problem),
                    makeMedia: media.make
                )
            }
            say(DemoReport(house, media: media).text(asJSON: arguments.isJSON))
            let reload = ReloadSignal { await complain(house.activation.run().sentence) }
            signals.wait()
            reload.cancel()
            complain("Stopping.")
            try house.stop()
            return 0
        } catch let failure as DemoFailure {
            complain(failure.sentence)
        } catch {
            complain("The demo could not stop cleanly: \(error)")
            if let error = error as? JournalError, error == .failed { return 3 }
        }
        return 1
    }

    /// With a log that can't be written: until every page has shown that the session is paused.
    private static let graceTime = DispatchTimeInterval.seconds(3)

    private static func play(_ arguments: DemoArguments) -> Int32 {
        let settings = arguments.settings(port: 0, data: nil)
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let style = PlayStyle(
            isColoured: isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
        )
        let code = try? waiting { () async throws(DemoFailure) in
            await DemoPlay.run(settings, style: style, say: say)
        }
        if arguments.data == nil { try? FileManager.default.removeItem(atPath: settings.data) }
        return code ?? 1
    }

    /// From the program's own thread into the world of tasks, and back.
    private static func waiting<Value: Sendable>(
        _ body: @escaping @Sendable () async throws(DemoFailure) -> Value
    ) throws(DemoFailure) -> Value {
        let done = DispatchSemaphore(value: 0)
        let outcome = Guarded<Result<Value, DemoFailure>?>(nil)
        Task {
            do throws(DemoFailure) {
                let value = try await body()
                outcome.withLock { $0 = .success(value) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        guard let result = outcome.withLock({ $0 }) else {
            throw DemoFailure(sentence: "The demo could not start.")
        }
        return try result.get()
    }

    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }
}

extension DemoArguments {
    /// What was asked for, or else what is usual; without a folder a temporary one.
    func settings(port: UInt16, data: String?) -> DemoSettings {
        DemoSettings(
            data: self.data ?? data ?? Self.temporaryFolder(),
            policies: policies,
            listen: listen,
            port: self.port ?? port,
            outbox: outbox,
            witnesses: witnesses
        )
    }

    private static func temporaryFolder() -> String {
        FileManager.default.temporaryDirectory
            .appending(path: "contact-broker-play-\(UUID().uuidString)").path
    }
}
