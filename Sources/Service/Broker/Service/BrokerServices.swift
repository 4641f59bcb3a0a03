package import Casework
package import Cryptography
import HTTPWire
import Sessions
import Signalling
package import Transport

/// What all sessions share.
package struct BrokerServices: Sendable {
    package let loops: EventLoopGroup
    package let store: SessionStore
    package let clock: BrokerClock
    package let doorkeeper: Doorkeeper
    package let random: RandomBytes
    package let makeMedia: MediaPlaneMaker
    package let policies: ActivePolicies
    /// The host names by which browsers may name us; no other is answered (DNS rebinding).
    package let hosts: Set<String>
    package let help: HelpContact
    /// Holds the journal, its keys, and `records/`.
    package let dataDirectory: String
    package let support = SupportDesk()
    /// Tells the case system of signed records; nil if there is none to tell.
    let courier: Courier?

    package init(
        loops: EventLoopGroup,
        store: SessionStore,
        clock: BrokerClock,
        random: RandomBytes,
        makeMedia: @escaping MediaPlaneMaker,
        policies: ActivePolicies,
        hosts: Set<String>,
        help: HelpContact,
        dataDirectory: String,
        courier: Courier? = nil
    ) {
        self.loops = loops
        self.store = store
        self.clock = clock
        self.random = random
        self.makeMedia = makeMedia
        self.policies = policies
        self.hosts = hosts
        self.help = help
        self.dataDirectory = dataDirectory
        self.courier = courier
        doorkeeper = Doorkeeper(random: random)
    }

    /// The seat, if this browser has its cookie.
    ///
    /// A lead who reads is one person in all sessions: the cookie of one of her seats as lead is enough for the others,
    /// to which her queue leads. What she may do there is the policies' to say, as everywhere.
    func place(of seat: SeatID, in request: HTTPRequest) -> Doorkeeper.Place? {
        if let secret = request.fields.cookie(Self.cookie(for: seat)),
            let place = doorkeeper.place(credential: secret), place.seat == seat
        {
            return place
        }
        guard let place = doorkeeper.place(of: seat), place.isLead else { return nil }
        let isHers = places(in: request).contains { $0.isLead && $0.person == place.person }
        return isHers ? place : nil
    }

    /// The other people whose seats this browser holds.
    func others(than person: PersonID, in request: HTTPRequest) -> Set<PersonID> {
        Set(places(in: request).map(\.person)).subtracting([person])
    }

    /// The seats whose cookies this browser has.
    private func places(in request: HTTPRequest) -> [Doorkeeper.Place] {
        request.fields.values(.cookie).flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2,
                parts[0].drop(while: { $0 == " " }).hasPrefix("__Host-seat-")
            else { return nil }
            return doorkeeper.place(credential: String(parts[1]))
        }
    }

    /// The one answer to every wrong, used, expired, unknown or barred link.
    var linkNotUsable: HTTPResponse { Self.linkNotUsable(help) }

    static func linkNotUsable(_ help: HelpContact) -> HTTPResponse {
        ErrorAnswer(
            code: .linkNotUsable,
            message: """
                This link can't be used now. If you were expecting to meet somebody here, please ring \
                \(help.name) on \(help.telephone).
                """,
            help: LookAnswer.Help(name: help.name, telephone: help.telephone)
        ).response
    }

    static func cookie(for seat: SeatID) -> String { "__Host-seat-\(seat.text)" }
}
