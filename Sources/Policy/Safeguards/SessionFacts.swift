package import Casework
package import Sessions

/// Everything the policies may read of a session, as of one moment.
package struct SessionFacts: Sendable {
    package let state: SessionState
    package let caseload: Caseload
    package let now: Moment
    /// When a qualified supervisor in the room last proved to see and hear; nil: never yet.
    package let supervisorLastSeen: Timestamp?
    /// Since when the attending supervisor's page has been hidden.
    package let supervisorHiddenSince: Timestamp?
    /// When each supervisor in the room last proved to see and hear.
    package let lastSeen: [SeatID: Timestamp]
    package let devices: [SeatID: DeviceFacts]
    package let route: MediaRoute
    /// The media server that family and child were in has been seen to be gone.
    package let isMediaGone: Bool
    /// The time to the nearest session of somebody whom nobody here may meet; nil if there is none.
    package let apart: Duration?

    package init(
        state: SessionState,
        caseload: Caseload,
        now: Moment,
        supervisorLastSeen: Timestamp?,
        supervisorHiddenSince: Timestamp?,
        lastSeen: [SeatID: Timestamp],
        devices: [SeatID: DeviceFacts],
        route: MediaRoute,
        isMediaGone: Bool = false,
        apart: Duration? = nil
    ) {
        self.apart = apart
        self.state = state
        self.caseload = caseload
        self.now = now
        self.supervisorLastSeen = supervisorLastSeen
        self.supervisorHiddenSince = supervisorHiddenSince
        self.lastSeen = lastSeen
        self.devices = devices
        self.route = route
        self.isMediaGone = isMediaGone
    }
}

/// What is known of the device behind a seat.
package struct DeviceFacts: Sendable, Hashable {
    /// Connections of this person, the asking one among them.
    package var connections: Int
    /// Other people whose seats the same browser holds.
    package var alsoUsedBy: Set<PersonID>

    package init(connections: Int = 1, alsoUsedBy: Set<PersonID> = []) {
        self.connections = connections
        self.alsoUsedBy = alsoUsedBy
    }
}

/// The way that sound and picture take; the raw value is the policies' word.
package enum MediaRoute: String, Sendable, Hashable {
    case relay, server, direct
}
