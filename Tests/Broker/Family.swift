import Broker
import CaseRecords
import Casework
import Cedar
import Cryptography
import Foundation
import HTTPWire
import JSON
import Journal
import Media
import Safeguards
import Sessions
import Storage
import TLS
import TestSupport
import Transport

/// A whole broker in this process, on a free port, with a scripted media plane and a clock that the test
/// starts: real TLS, real WebSockets, real policies, a real journal in a folder of its own.
final class House: Sendable {
    let service: BrokerService
    let journal: Journal
    let folder: String
    /// By name; of somebody in several sessions, the first.
    let links: [String: String]
    /// By the plan's name, then by the person's.
    let linksByPlan: [String: [String: String]]
    let session: SessionActor

    /// Opens the house at a civil time, in a new folder or in that of an earlier one; the log writes its
    /// times down so much before the house hears of them.
    static func open(
        at time: Timestamp,
        in folder: String? = nil,
        writtenEarlier lag: Duration = .zero,
        disk: (segmentSize: Int, faults: WriteFaults)? = nil,
        changing change: (Caseload) -> Caseload = { $0 }
    ) async throws -> House {
        let folder =
            folder
            ?? FileManager.default.temporaryDirectory
            .appending(path: "contact-broker-house-\(UUID().uuidString)").path
        let authority = try TestAuthority.shared.get()
        let random = RandomBytes.system
        let journalTime = JournalTime()
        var stored = StoredSessions()
        let health = LogHealth(now: { journalTime.milliseconds })
        var options = health.listening(
            JournalOptions(now: { journalTime.milliseconds }, random: random)
        )
        if let disk {
            options.segmentSize = disk.segmentSize
            options.reserveSize = disk.segmentSize / 2
            options.faults = disk.faults
        }
        let (journal, _) = try Journal.open(directory: folder, options: options) { stored.take($0) }
        health.watch(journal, stream: StreamID(random: random))
        let clock = BrokerClock.starting(at: time)
        journalTime.follow(BrokerClock.starting(at: time.advanced(by: .zero - lag)))
        guard let outcome = DemoSetup.plan(stored, random: random) else { throw HouseError.noPlan }
        _ = try await journal.append(outcome.drafts)
        let services = BrokerServices(
            loops: try EventLoopGroup(),
            store: SessionStore(journal: journal, health: health),
            clock: clock,
            random: random,
            makeMedia: { _, loop, tell in ScriptedMediaPlane(loop: loop, tell: tell) },
            policies: ActivePolicies(try PolicyFolder.book(at: Self.policies), of: Self.policies),
            hosts: [host],
            help: Kites.help,
            dataDirectory: folder
        )
        services.support.remember(stored.support)
        let service = try BrokerService.start(
            outcome.sessions.map {
                .init(stored: $0.stored, caseload: change($0.caseload), gap: $0.gap, next: $0.next)
            },
            services: services,
            address: "127.0.0.1",
            port: 0,
            tls: try TLSServerContext(
                certificateFile: authority.certificateFile,
                keyFile: authority.keyFile
            )
        )
        var links: [String: String] = [:]
        var byPlan: [String: [String: String]] = [:]
        for session in service.sessions {
            for (seat, secret) in await session.issueLinks().secrets {
                guard let person = session.initial.plan.seats[seat]?.person,
                    !session.initial.isOver
                else { continue }
                let name = session.caseload.people[person]?.shownName ?? ""
                links[name] = links[name] ?? secret
                byPlan[session.caseload.plan.version.plan, default: [:]][name] = secret
            }
        }
        guard
            let session = service.sessions.first(where: {
                $0.caseload.plan.title == "Kites" && !$0.initial.isOver
            })
        else { throw HouseError.noPlan }
        return House(service, journal, folder, links, byPlan, session)
    }

    /// What the mother's session, or that plan's, has in the log, once the service has stopped.
    func entries(of plan: String? = nil) throws -> [LoggedEntry] {
        var stored = StoredSessions()
        let options = JournalOptions(now: { 0 }, random: .system)
        _ = try Journal.open(directory: folder, options: options) { stored.take($0) }
        return stored.sessions.first {
            plan == nil ? $0.plan.session == session.id : $0.plan.version.plan == plan
        }?.entries ?? []
    }

    private init(
        _ service: BrokerService,
        _ journal: Journal,
        _ folder: String,
        _ links: [String: String],
        _ linksByPlan: [String: [String: String]],
        _ session: SessionActor
    ) {
        self.linksByPlan = linksByPlan
        self.service = service
        self.journal = journal
        self.folder = folder
        self.links = links
        self.session = session
    }

    /// Browsers name the host without the test's port, which is free and not known before.
    static let host = "localhost"
    private static let policies = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies").path

    func visitor(_ name: String, in plan: String? = nil) throws -> Visitor {
        let links = plan.map { linksByPlan[$0] ?? [:] } ?? links
        guard let secret = links[name] else { throw HouseError.noLink(name) }
        return try Visitor(
            name,
            secret,
            port: service.port,
            loop: service.services.loops.loop(for: 0)
        )
    }
}

enum HouseError: Error {
    case noPlan
    case noLink(String)
    case refused(Int, JSONValue)
    case ended(String)
    case tookTooLong(String)
}
