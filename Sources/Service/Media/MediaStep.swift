package import SessionDescription

/// What the room needs done; the doer reports back by a `MediaOutcome`.
package enum MediaStep: Sendable, Hashable {
    /// A token, an uplink handle, and the join; `joined` or `joinFailed`.
    case admit(FeedID)
    /// `published` or `publishFailed`.
    case publish(FeedID, SessionDescription)
    /// Every stream of these names; `muted` when all are acknowledged.
    case mute(FeedID, [String])
    /// `unmuted` when all are acknowledged.
    case unmute(FeedID, [String])
    /// Brings the one downlink of that seat to what is asked; `offered` or `subscribeFailed`.
    case subscribe(FeedID, adding: [FeedID], removing: [FeedID])
    /// Gives the page's answer to the downlink; `started` or `startFailed`.
    case start(FeedID, SessionDescription)
    /// Token, participant and handles go; `dismissed`.
    case dismiss(FeedID)
    /// From now, 500 ms until `settled`, or the process is killed.
    case settle
    /// The mutes ordered by `close` are all acknowledged.
    case settled
    case tell(MediaEvent)
    /// An offer for a page, to be written with the media server's own address.
    case offer(SeatName, Int, SessionDescription, [String: SeatName])
    case answer(FeedID, SessionDescription)
}

/// What came of a step, or what the media server said by itself.
///
/// Of a generation that is gone it changes nothing.
package enum MediaOutcome: Sendable, Hashable {
    case joined(FeedID)
    case joinFailed(FeedID, MediaRefusal)
    /// `streams` are the names under which the server knows them.
    case published(FeedID, streams: [String], answer: SessionDescription)
    case publishFailed(FeedID, MediaRefusal)
    case muted(FeedID)
    case unmuted(FeedID)
    /// No offer: nothing changed.
    case offered(FeedID, SessionDescription?, [String: FeedID])
    case subscribeFailed(FeedID, MediaRefusal)
    case started(FeedID)
    case startFailed(FeedID, MediaRefusal)
    case dismissed(FeedID)
    case uplinkUp(FeedID)
    case uplinkDown(FeedID)
    case downlinkUp(FeedID)
    case downlinkDown(FeedID)
}
