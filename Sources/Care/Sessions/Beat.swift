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

    package init(isVisible: Bool, feeds: [Feed]) {
        self.isVisible = isVisible
        self.feeds = feeds
    }
}
