/// What the session asks of its media plane.
package enum MediaOrder: Sendable, Hashable {
    /// Starts the process and makes the room; answered by `ready` or `lost`.
    case start
    /// Lets one connection of the seat in, as a new generation; an earlier one is removed first.
    case join(SeatName)
    /// The seat's one uplink of this generation; `offer` is the page's, as it came.
    ///
    /// Answered by `uplinkAnswer` once all of it is muted, or by `refused`.
    case publish(SeatName, offer: String)
    /// The page's answer to the downlink offer of that number.
    case answer(SeatName, offer: Int, sdp: String)
    /// As of now every seat that has joined may send and receive what is published; idempotent.
    case open
    /// Mutes every stream of everybody, now; not acknowledged in 500 ms, the process is killed.
    case close
    /// Ends the seat's uplink and downlink; it comes back only by `join`.
    case remove(SeatName)
    /// Ends the room and the process; answered by `ended`.
    case end
}
