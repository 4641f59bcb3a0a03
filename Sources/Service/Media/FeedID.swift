/// One uplink of one connection of a seat.
///
/// Every join makes a new generation, under a name the media server has never heard: nobody can
/// already be subscribed to it.
package struct FeedID: Hashable, Sendable, CustomStringConvertible {
    package let seat: SeatName
    package let generation: Int

    package init(seat: SeatName, generation: Int) {
        self.seat = seat
        self.generation = generation
    }

    /// What the media server calls it.
    package var description: String { "\(seat).\(generation)" }
}
