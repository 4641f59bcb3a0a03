import Casework
package import Cryptography
import Sessions
import Synchronization

/// Knows which link, cookie and ticket opens which seat, by their hashes: from any thread.
///
/// It decides nothing: whoever comes with a right link still has to be allowed in by the session.
package final class Doorkeeper: Sendable {
    private let state = Mutex(State())
    private let random: RandomBytes

    private struct State {
        var links: [String: Place] = [:]
        var credentials: [String: Place] = [:]
        var tickets: [String: Ticket] = [:]
    }

    /// A seat, and the session it belongs to.
    struct Place: Sendable {
        let session: SessionActor
        let seat: SeatID
        let person: PersonID

        /// Whether a safeguarding lead sits here, who reads and never comes in.
        var isLead: Bool { session.initial.plan.seats[seat]?.role == .lead }
    }

    /// Opens one WebSocket, once, for 30 s.
    struct Ticket: Sendable {
        let place: Place
        let alsoUsedBy: Set<PersonID>
        let madeAt: Duration
    }

    package init(random: RandomBytes) { self.random = random }

    /// Knows a link or a cookie from now on; what opened the same seat before opens nothing more.
    func learn(link hash: String, for place: Place) {
        state.withLock { state in
            state.links = state.links.filter { $0.value.seat != place.seat }
            state.links[hash] = place
        }
    }

    func learn(credential hash: String, for place: Place) {
        state.withLock { state in
            state.credentials = state.credentials.filter { $0.value.seat != place.seat }
            state.credentials[hash] = place
            state.tickets = state.tickets.filter { $0.value.place.seat != place.seat }
        }
    }

    /// Nobody comes in by anything this seat had.
    func forget(_ seat: SeatID) {
        state.withLock { state in
            state.links = state.links.filter { $0.value.seat != seat }
            state.credentials = state.credentials.filter { $0.value.seat != seat }
            state.tickets = state.tickets.filter { $0.value.place.seat != seat }
        }
    }

    func place(link secret: String) -> Place? {
        let hash = AccessSecret.hash(secret)
        return state.withLock { $0.links[hash] }
    }

    func place(credential secret: String) -> Place? {
        let hash = AccessSecret.hash(secret)
        return state.withLock { $0.credentials[hash] }
    }

    /// A seat that has a link or a cookie, whoever asks.
    func place(of seat: SeatID) -> Place? {
        state.withLock { state in
            state.credentials.values.first { $0.seat == seat }
                ?? state.links.values.first { $0.seat == seat }
        }
    }

    /// A ticket for the seat of a cookie.
    func issueTicket(for place: Place, alsoUsedBy: Set<PersonID>, at now: Duration) -> String {
        let ticket = AccessSecret.make(random)
        state.withLock { state in
            state.tickets = state.tickets.filter { now - $0.value.madeAt < Self.ticketTime }
            state.tickets[AccessSecret.hash(ticket)] = Ticket(
                place: place,
                alsoUsedBy: alsoUsedBy,
                madeAt: now
            )
        }
        return ticket
    }

    /// The ticket's seat, once.
    func redeem(ticket: String, at now: Duration) -> Ticket? {
        let hash = AccessSecret.hash(ticket)
        let found = state.withLock { $0.tickets.removeValue(forKey: hash) }
        guard let found, now - found.madeAt < Self.ticketTime else { return nil }
        return found
    }

    private static let ticketTime = Duration.seconds(30)
}
