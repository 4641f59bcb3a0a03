package import SessionDescription

/// Why an order for one seat was not carried out.
package enum MediaRefusal: Error, Sendable, Hashable {
    /// There is no media process, or none yet.
    case notReady
    case notJoined
    /// One uplink a generation, ever: a second could escape the mute.
    case alreadyPublished
    /// Answers an offer that is not, or no longer, asked.
    case staleAnswer
    case malformedDescription(SessionDescriptionError)
    /// The media server would drop a request of that many bytes without a word.
    case tooLong(bytes: Int)
    /// The media server said no, with its own code.
    case refusedByServer(code: Int)
}
