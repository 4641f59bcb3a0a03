import SessionDescription

/// One connection of a seat, as the room knows it.
struct MediaSeat: Sendable {
    let feed: FeedID
    var isJoined = false
    /// Covered by an `open` since it joined: may receive what flows.
    var isGranted = false
    var uplink = Uplink.none
    /// The uplink is connected and encrypted, so that it can be subscribed to.
    var isUp = false
    var downlink = Downlink()

    enum Uplink: Sendable {
        case none
        /// Came before the join was answered.
        case waiting(SessionDescription)
        case publishing
        /// Its first mute is not acknowledged: nobody may subscribe yet.
        case arming([String], answer: SessionDescription)
        case published(Published)
        /// Failed; there is no second try in this generation.
        case spent
    }

    struct Published: Sendable {
        let streams: [String]
        var isFlowing = false
        /// Requests not acknowledged; the server may handle two of them in either order.
        var mutes = 0
        var unmutes = 0
    }

    struct Downlink: Sendable {
        var subscribed: Set<FeedID> = []
        /// What the page has agreed to receive.
        var started: Set<FeedID> = []
        var negotiation = Negotiation.idle
        var offers = 0
    }

    enum Negotiation: Sendable {
        case idle
        case asking(Set<FeedID>)
        case offered(Int)
        /// Kept until the mutes of a hold are acknowledged.
        case answered(SessionDescription)
        case starting
    }

    var published: Published? {
        if case .published(let published) = uplink { published } else { nil }
    }

    mutating func change(_ body: (inout Published) -> Void) {
        guard case .published(var published) = uplink else { return }
        body(&published)
        uplink = .published(published)
    }
}
