package import Casework
package import Sessions

/// Names a request until it is answered; the shell gives the numbers.
package struct RequestNumber: Hashable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }
}

/// What reaches a session.
package enum GuardedInput: Sendable {
    /// `from` is the device that asks, where a seat is taken or a connection comes in.
    case request(RequestNumber, by: SeatID, SessionCommand, from: DeviceFacts? = nil)
    case disconnected(SeatID)
    case beat(SeatID, Beat)
    case media(MediaReport)
    /// The journal has taken a batch that waited for it, or has failed to.
    case appended(Ticket, isDurable: Bool)
    /// The journal takes nothing more, or nothing for now.
    case journalFailed
    /// The journal takes entries again.
    case journalRecovered
    /// A rule has changed while the session is under way (edge cases E10, E11).
    case restrictionAdded(Restriction)
    /// The service was away for so long, and every connection with it.
    case restarted(gap: Duration)
    /// Links were made for these seats, by their hashes; earlier ones open nothing more.
    case linksMade([SeatID: String])
    /// For the log: something worth a lead's look.
    case incident(String, SeatID)
    /// For the log: a page told of its device.
    case deviceChanged(SeatID, DeviceFact)
    /// Time has passed.
    case tick
}

/// Names a batch that the session waits for.
package struct Ticket: Hashable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }
}

/// What the media server says.
package enum MediaReport: Sendable, Hashable {
    case ready
    /// Somebody's sound and picture reach the media server.
    case uplinkUp(SeatID)
    /// Somebody is ready to receive.
    case downlinkUp(SeatID)
    case downlinkDown(SeatID)
    case uplinkDown(SeatID)
    /// The media server is gone, by its own doing; nothing flows.
    case lost(String)
    /// The end that was ordered is done: there is no media server any more.
    case gone
    /// For the log.
    case fact(String)
}

extension GuardedInput {
    /// True for time alone.
    package var isTick: Bool { if case .tick = self { true } else { false } }
}
