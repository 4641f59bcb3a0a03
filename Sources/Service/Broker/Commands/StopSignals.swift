import Dispatch
import Glibc

/// Control-C and the service manager's request to stop.
struct StopSignals {
    private let asked = DispatchSemaphore(value: 0)
    private let sources: [any DispatchSourceSignal]

    /// From now on the two signals no longer end the process by themselves.
    init() {
        let asked = asked
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { asked.signal() }
            source.resume()
            return source
        }
        signal(SIGPIPE, SIG_IGN)
    }

    func wait() { asked.wait() }

    /// Stops as if somebody had asked, after some time.
    var stopLater: @Sendable (DispatchTimeInterval) -> Void {
        { [asked] time in
            DispatchQueue.global().asyncAfter(deadline: .now() + time) { asked.signal() }
        }
    }
}

/// The administrator's request to read the policies again.
struct ReloadSignal {
    private let source: any DispatchSourceSignal

    /// From now on a hang-up no longer ends the process.
    init(_ body: @escaping @Sendable () async -> Void) {
        signal(SIGHUP, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGHUP)
        source.setEventHandler { Task { await body() } }
        source.resume()
    }

    func cancel() { source.cancel() }
}
