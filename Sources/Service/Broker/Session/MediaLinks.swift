import Sessions

/// Which seats stand where with the media server.
struct MediaLinks {
    private(set) var isReady = false
    private var joined: Set<SeatID> = []
    private var published: Set<SeatID> = []
    private var waiting: Set<SeatID> = []

    /// Seats that may make their one uplink now.
    var mayPublish: Set<SeatID> { isReady ? joined.subtracting(published) : [] }

    func hasJoined(_ seat: SeatID) -> Bool { joined.contains(seat) }
    var all: Set<SeatID> { joined }

    /// False if the seat has to wait for the media server.
    mutating func join(_ seat: SeatID) -> Bool {
        published.remove(seat)
        guard isReady else {
            waiting.insert(seat)
            return false
        }
        joined.insert(seat)
        return true
    }

    /// The seats that waited.
    mutating func becomeReady() -> Set<SeatID> {
        isReady = true
        defer { waiting = [] }
        return waiting
    }

    /// False if this connection of the seat has published before.
    mutating func publish(_ seat: SeatID) -> Bool { published.insert(seat).inserted }

    mutating func remove(_ seat: SeatID) {
        joined.remove(seat)
        published.remove(seat)
        waiting.remove(seat)
    }

    mutating func lose() { self = MediaLinks() }
}
