/// What a media plane tells its session.
package enum MediaEvent: Sendable, Hashable {
    case ready(pid: Int32, version: String)
    /// The answer to the seat's uplink, whose streams are all muted by now.
    case uplinkAnswer(SeatName, sdp: String)
    /// An offer for the seat's downlink; `feeds` tells whose stream each `mid` is.
    ///
    /// The next one comes only when this one is answered.
    case downlinkOffer(SeatName, offer: Int, sdp: String, feeds: [String: SeatName])
    /// The media server has the page's uplink connected and encrypted.
    case uplinkUp(SeatName)
    case downlinkUp(SeatName)
    /// The connection went; the seat must join again to have another.
    case uplinkDown(SeatName)
    case downlinkDown(SeatName)
    /// The gate is open, and all that was published when it was ordered is unmuted.
    case opened
    /// Every stream is muted, acknowledged so many milliseconds after the order.
    case closed(milliseconds: Int)
    case removed(SeatName)
    case refused(SeatName, MediaRefusal)
    /// Somebody unknown was in the room, and was thrown out.
    case stranger(String)
    /// Something the media server said, for the log; holds no address.
    case fact(String)
    /// There is no media process any more, and no media; only `start` brings a new one.
    case lost(MediaLoss)
    /// The end that was ordered is done.
    case ended
}
