import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Media
import Safeguards
import Sessions
import Storage
import TLS
import Transport
import TransparencyLog

/// `demo`: the fictional case "Kites" on a clock of its own, with everything real but the people.
package enum DemoCommand {
    private struct Failure: Error {
        let sentence: String
    }

    /// - Parameter arguments: those behind `demo`.
    /// - Returns: 0 after a clean stop, 1 if something it needs is missing or wrong, 2 for wrong arguments.
    package static func run(arguments: [String]) -> Int32 {
        guard let arguments = DemoArguments(arguments) else {
            complain(DemoArguments.usage)
            return 2
        }
        do {
            let signals = StopSignals()
            let demo = try start(arguments)
            announce(demo, arguments)
            signals.wait()
            complain("Stopping.")
            try demo.service.stop()
            return 0
        } catch let failure as Failure {
            complain(failure.sentence)
        } catch {
            complain("The demo could not start: \(error)")
        }
        return 1
    }

    private struct Demo {
        let service: BrokerService
        let links: [(session: SessionActor, links: [SeatID: String])]
        let media: String
        let policies: Int
        let journal: Journal
        let clockStart: Timestamp
    }

    private static func start(_ arguments: DemoArguments) throws -> Demo {
        let book: PolicyBook
        do {
            book = try PolicyFolder.book(at: arguments.policies)
        } catch {
            throw Failure(sentence: "The policies cannot be used, so nothing starts. \(error)")
        }
        let random = RandomBytes.system
        let tls = try certificates(arguments, random)
        let processes = arguments.data + "/media"
        _ = JanusMediaPlane.reapOrphans(in: processes)
        let (makeMedia, mediaWords) = media(processes)
        let time = JournalTime()
        var stored = StoredSessions()
        let options = JournalOptions(now: { time.milliseconds }, random: random)
        let (journal, recovery) = try open(arguments.data, options) { stored.take($0) }
        guard let outcome = DemoSetup.plan(stored, random: random) else {
            throw Failure(sentence: "The demo's calendar could not be made.")
        }
        let clock = BrokerClock.starting(at: outcome.clockStart)
        time.follow(clock)
        let loops = try EventLoopGroup()
        try append(outcome.drafts + serviceEntries(recovery, random), to: journal)
        let services = BrokerServices(
            loops: loops,
            store: SessionStore(journal: journal),
            clock: clock,
            random: random,
            makeMedia: makeMedia,
            hosts: hosts(arguments),
            help: Kites.help,
            dataDirectory: arguments.data
        )
        services.support.remember(stored.support)
        let service: BrokerService
        do {
            service = try BrokerService.start(
                outcome.sessions,
                services: services,
                policies: book,
                address: arguments.listen,
                port: arguments.port,
                tls: tls
            )
        } catch {
            throw Failure(sentence: words(for: error, arguments))
        }
        journal.checkpoint()
        return Demo(
            service: service,
            links: links(service),
            media: mediaWords,
            policies: book.count,
            journal: journal,
            clockStart: outcome.clockStart
        )
    }

    private static func open(
        _ data: String,
        _ options: JournalOptions,
        _ body: (RecordedEntry) -> Void
    ) throws -> (Journal, Recovery) {
        do {
            return try Journal.open(directory: data, options: options, body)
        } catch JournalError.heldByAnotherProcess {
            throw Failure(
                sentence:
                    "Another demo is running with the data in \(data). Stop it, or use --data."
            )
        } catch {
            throw Failure(
                sentence: "The log in \(data) cannot be opened: \(error). Nothing was changed."
            )
        }
    }

    private static func certificates(_ arguments: DemoArguments, _ random: RandomBytes) throws
        -> TLSServerContext
    {
        let path = arguments.data + "/certs"
        let directory = Directory(path)
        let now = Int64(Date.now.timeIntervalSince1970)
        if !directory.has(CertsCommand.chainFile) {
            try Directory(arguments.data).create()
            let names = ["localhost", "127.0.0.1", "::1", arguments.listen]
            var unique: [SubjectName] = []
            for name in names.compactMap({ SubjectName($0) }) where !unique.contains(name) {
                unique.append(name)
            }
            try CertsCommand.create(in: directory, names: unique, now: now, random: random)
        }
        return try TLSServerContext(
            certificateFile: path + "/" + CertsCommand.chainFile,
            keyFile: path + "/" + CertsCommand.serverKeyFile
        )
    }

    /// Without a media server everything works but sound and picture: no session can start.
    private static func media(_ processes: String) -> (MediaPlaneMaker, String) {
        do throws(MediaLoss) {
            let configuration = try MediaConfiguration.detect(processDirectory: processes)
            let maker: MediaPlaneMaker = { _, loop, tell in
                JanusMediaPlane(configuration: configuration, loop: loop, tell: tell)
            }
            return (
                maker,
                "Janus at \(configuration.address), one process a session"
            )
        } catch {
            return (
                { _, loop, tell in AbsentMediaPlane(error, loop: loop, tell: tell) }, "\(error)"
            )
        }
    }

    private static func hosts(_ arguments: DemoArguments) -> Set<String> {
        ["localhost", "127.0.0.1", "[::1]", arguments.listen]
    }

    private static func serviceEntries(_ recovery: Recovery, _ random: RandomBytes) -> [Draft] {
        var words: [(String, JSONValue)] = [("service", "started")]
        words.append(("wasInterrupted", .bool(recovery.wasInterrupted)))
        if let torn = recovery.tornTail {
            words.append(("tornTailAt", .integer(Int64(clamping: torn.sequence))))
        }
        var object = JSONObject()
        for (name, value) in words { object.insert(value, at: name) }
        let payload = JSONWriter.bytes(.object(object))
        let stream = StreamID(random: random)
        return [Draft(stream: stream, type: EntryType.service.rawValue, payload: payload)]
    }

    /// Waits: nothing may happen before the plan is durable.
    private static func append(_ drafts: [Draft], to journal: Journal) throws {
        let done = DispatchSemaphore(value: 0)
        let outcome = Guarded<Bool>(false)
        journal.append(drafts) { result in
            outcome.withLock { $0 = (try? result.get()) != nil }
            done.signal()
        }
        done.wait()
        guard outcome.withLock({ $0 }) else {
            throw Failure(sentence: "The log cannot be written. Is the disk full?")
        }
    }

    private static func links(_ service: BrokerService) -> [(SessionActor, [SeatID: String])] {
        let done = DispatchSemaphore(value: 0)
        let all = Guarded<[(SessionActor, [SeatID: String])]>([])
        Task {
            for session in service.sessions {
                let links = await session.issueLinks()
                all.withLock { $0.append((session, links)) }
            }
            done.signal()
        }
        done.wait()
        return all.withLock { $0 }
    }

    private static func words(for error: TransportError, _ arguments: DemoArguments) -> String {
        let at = "\(arguments.listen):\(arguments.port)"
        if error.isAddressInUse {
            return
                "Port \(arguments.port) is taken by another program. Use --port with another number."
        }
        return "Cannot listen on \(at): \(error)."
    }

    static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    private static func announce(_ demo: Demo, _ arguments: DemoArguments) {
        let origin = "https://\(arguments.listen):\(demo.service.port)"
        let report = DemoReport(
            origin: origin,
            data: arguments.data,
            media: demo.media,
            policies: demo.policies,
            verifierKey: demo.journal.verifierKey.text,
            clockStart: demo.clockStart,
            links: demo.links
        )
        report.print(asJSON: arguments.isJSON)
    }
}
