package import Casework
import Cryptography
import HTTPWire
package import Journal
import Safeguards
import Sessions
package import TLS
package import Transport
package import TransparencyLog

/// The running broker: one journal, its sessions, and a listener.
package final class BrokerService: Sendable {
    package let services: BrokerServices
    package let sessions: [SessionActor]
    /// The port it listens on.
    package let port: UInt16

    private init(services: BrokerServices, sessions: [SessionActor], port: UInt16) {
        self.services = services
        self.sessions = sessions
        self.port = port
    }

    /// A session to run: as the journal tells it, or new.
    package struct Planned: Sendable {
        package let stored: StoredSession
        package let caseload: Caseload
        /// For a session that the journal already had: how long the service was away.
        package let gap: Duration?
        /// When these people meet again, if that is planned.
        package let next: Timestamp?

        package init(
            stored: StoredSession,
            caseload: Caseload,
            gap: Duration?,
            next: Timestamp? = nil
        ) {
            self.stored = stored
            self.caseload = caseload
            self.gap = gap
            self.next = next
        }

        /// The same with all of a session at rest; blocks.
        func whole(from journal: Journal) throws(JournalError) -> Planned {
            let stored = try stored.whole(from: journal)
            return Planned(stored: stored, caseload: caseload, gap: gap, next: next)
        }
    }

    /// Starts the sessions, then listens.
    package static func start(
        _ planned: [Planned],
        services: BrokerServices,
        address: String,
        port: UInt16,
        tls: TLSServerContext,
        demonstration: DemoRoutes? = nil
    ) throws(TransportError) -> BrokerService {
        let sessions = planned.enumerated().map { number, plan in
            run(
                plan,
                number: number,
                among: planned.map(\.stored.plan),
                services: services
            )
        }
        let router = Router(
            services: services,
            demonstration: demonstration
        )
        let host = "\(address):\(port)"
        let port = try services.loops.listen(
            address: address,
            port: port,
            context: tls,
            limits: ConnectionLimits(total: 8_192, perPeer: 256),
            greeter: HTTPServerConnection.greeter(defaultFields: securityFields(host: host)) {
                router.route($0, $1, $2)
            }
        )
        return BrokerService(services: services, sessions: sessions, port: port)
    }

    /// Starts one session, on the loop of its number.
    ///
    /// `plans` is every session that is planned: some may be too near to this one.
    static func run(
        _ plan: Planned,
        number: Int,
        among plans: [SessionPlan],
        services: BrokerServices
    ) -> SessionActor {
        let sealed = plan.stored.seal.map { plan.caseload.sealed(for: $0.readers) }
        let guarded = GuardedSession(
            state: plan.stored.state(plan.caseload.agreements),
            caseload: sealed ?? plan.caseload,
            policies: services.policies,
            route: .server,
            apart: plan.stored.plan.apart(from: plans, under: plan.caseload.careCase)
        )
        let session = SessionActor(
            loop: services.loops.loop(for: number),
            stored: plan.stored,
            guarded: guarded,
            services: services,
            next: plan.next
        )
        session.loop.post { _ in
            session.assumeIsolated {
                $0.rememberSecrets()
                $0.begin(after: plan.gap)
            }
        }
        return session
    }

    /// Says goodbye, waits for the loops, closes the journal cleanly.
    /// - Returns: the checkpoint over all of the log.
    package func end() throws(JournalError) -> Checkpoint? {
        services.loops.stop(grace: .seconds(2))
        return try services.store.journal.end()
    }

    package func stop() throws(JournalError) { _ = try end() }
}
