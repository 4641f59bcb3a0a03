package import Casework

/// What is known of a session before anybody comes: its slot and who sits where.
package struct SessionPlan: Sendable, Hashable {
    package let session: SessionID
    package let version: PlanVersion
    package let kind: SessionKind
    package let start: Timestamp
    package let end: Timestamp
    package let zone: CivilZone
    package let seats: [SeatID: Seat]
    package let requiresInterpreter: Bool
    package let maxPeople: Int

    /// One person's place.
    package struct Seat: Sendable, Hashable {
        package let person: PersonID
        package let role: SeatRole
        package let companion: PersonID?
        package let mustAgree: Bool
        /// Takes part in a sign language: what they say is in their picture, which nothing may shrink or stop.
        package let signs: Bool
        /// Understands, and is understood, by the session's interpreter.
        package let isInterpreted: Bool

        package init(
            person: PersonID,
            role: SeatRole,
            companion: PersonID?,
            mustAgree: Bool,
            signs: Bool = false,
            isInterpreted: Bool = false
        ) {
            self.signs = signs
            self.isInterpreted = isInterpreted
            self.person = person
            self.role = role
            self.companion = companion
            self.mustAgree = mustAgree
        }
    }

    package init(
        session: SessionID,
        version: PlanVersion,
        kind: SessionKind,
        start: Timestamp,
        end: Timestamp,
        zone: CivilZone,
        seats: [SeatID: Seat],
        requiresInterpreter: Bool,
        maxPeople: Int
    ) {
        self.session = session
        self.version = version
        self.kind = kind
        self.start = start
        self.end = end
        self.zone = zone
        self.seats = seats
        self.requiresInterpreter = requiresInterpreter
        self.maxPeople = maxPeople
    }

    /// Whoever's own sound says nothing: they sign, and an interpreter speaks for them.
    ///
    /// The interpreter is not among them: whoever doesn't sign understands the others by that voice.
    package var silent: Set<SeatID> {
        Set(seats.filter { $0.value.signs && $0.value.role != .interpreter }.keys)
    }

    package func seat(of person: PersonID) -> SeatID? {
        seats.first { $0.value.person == person }?.key
    }
}
