/// What a page reports each second.
package struct Beat: Sendable, Hashable {
    package struct Feed: Sendable, Hashable {
        package let seat: SeatID
        /// Pictures decoded so far.
        package let frames: Int64
        /// Samples played so far that were not made up.
        package let audio: Int64

        package init(seat: SeatID, frames: Int64, audio: Int64) {
            self.seat = seat
            self.frames = frames
            self.audio = audio
        }
    }

    package let isVisible: Bool
    package let feeds: [Feed]
    /// A child's "I'm not OK" goes in a beat, so that nobody else can tell it from one (E07).
    package let isAlert: Bool

    package init(isVisible: Bool, feeds: [Feed], isAlert: Bool = false) {
        self.isVisible = isVisible
        self.feeds = feeds
        self.isAlert = isAlert
    }
}
