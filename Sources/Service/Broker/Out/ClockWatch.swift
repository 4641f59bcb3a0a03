import CaseRecords
import Casework
import Cryptography
import Dispatch
import JSON
import Journal
import Sessions
package import Transport

/// Tells whoever must act that a clock of the review was set, or has run out: each once, in the session's log,
/// and through the outbox if there is one.
///
/// It reads the log from time to time, away from every loop; so it needs to remember nothing, misses nothing
/// after a restart, and a clock that jumps is found where it stands. What was written down and not sent, because
/// the service went down between, is the courier's at the next start.
package actor ClockWatch: LoopPinned {
    package nonisolated let loop: EventLoop
    private let directory: String
    private let store: SessionStore
    private let clock: BrokerClock
    private let random: RandomBytes
    private let courier: Courier?
    private var isLooking = false

    init(_ services: BrokerServices) {
        loop = services.loops.loop(for: 0)
        directory = services.dataDirectory
        store = services.store
        clock = services.clock
        random = services.random
        courier = services.courier
    }

    /// Looks now, and then again and again.
    nonisolated func begin() {
        loop.post { _ in self.assumeIsolated { $0.look(goesOn: true) {} } }
    }

    /// Looks once; `then` is called when what it found is in the log.
    nonisolated func lookOnce(_ then: @escaping @Sendable () -> Void) {
        loop.post { _ in self.assumeIsolated { $0.look(goesOn: false, then) } }
    }

    private struct Told: Sendable {
        let stream: StreamID
        let session: SessionID
        let clock: ToldClock
    }

    private func look(goesOn: Bool, _ then: @escaping @Sendable () -> Void) {
        guard !isLooking else { return then() }
        isLooking = true
        let moment = clock.now.civil
        let start = clock.now.uptime
        DispatchQueue.global(qos: .utility).async { [self] in
            let news = news(at: moment)
            loop.post { _ in
                self.assumeIsolated { watch in
                    watch.write(news, then)
                    guard goesOn else { return }
                    let pause = max(Self.pause, (watch.clock.now.uptime - start) * Self.share)
                    watch.loop.assumeIsolated { loop in
                        _ = loop.schedule(after: pause) { _ in
                            self.assumeIsolated { $0.look(goesOn: true) {} }
                        }
                    }
                }
            }
        }
    }

    /// What nobody was told of so far; nothing of a log that cannot be read, which the next look tries again.
    private nonisolated func news(at moment: Timestamp) -> [Told] {
        var stored = StoredSessions()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        } catch {
            return []
        }
        guard let zone = stored.sessions.first?.plan.zone else { return [] }
        let sessions = Dictionary(stored.sessions.map { ($0.plan.session, $0) }) { first, _ in first
        }
        return StoredCaseload(stored, zone: zone, at: moment).escalations.compactMap { escalation in
            guard let session = sessions[escalation.session],
                !session.clocks.contains(where: { $0.name == escalation.name })
            else { return nil }
            let key = Hex.encode(random(Self.keyCount))
            return Told(
                stream: session.stream,
                session: escalation.session,
                clock: ToldClock(escalation, key: key)
            )
        }
    }

    private func write(_ news: [Told], _ then: @escaping @Sendable () -> Void) {
        guard !news.isEmpty else {
            isLooking = false
            return then()
        }
        let drafts = news.map { told in
            Draft(
                stream: told.stream,
                type: EntryType.clockTold.rawValue,
                payload: JSONWriter.bytes(told.clock.json)
            )
        }
        store.append(drafts, on: loop) { [self] written, _ in
            assumeIsolated { watch in
                watch.isLooking = false
                for (told, number) in zip(news, written?.numbers ?? []) {
                    let notice = CaseNotice(told.clock, of: told.session)
                    watch.courier?.take(notice, from: told.stream, in: number)
                }
                then()
            }
        }
    }

    /// Between two looks, and at least so many times what a look takes.
    private static let pause = Duration.seconds(15)
    private static let share = 20
    private static let keyCount = 16
}
