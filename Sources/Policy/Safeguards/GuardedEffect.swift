package import Sessions

/// What a session wants done, in this order.
package enum GuardedEffect: Sendable, Hashable {
    case media(MediaAction)
    /// To be appended to the journal; with a ticket the session waits to hear of it.
    case append([LogEntry], Ticket?)
    case answer(RequestNumber, Answer)
    /// Says goodbye to a seat and closes its connection.
    case dismiss(SeatID, RemovalReason)
    /// Reaches for the on-call colleague.
    case page(String)
}

package enum MediaAction: Sendable, Hashable {
    case start
    /// A new generation for this seat: it may send an offer.
    case join(SeatID)
    /// Sound and picture of these seats may flow from now on, and of nobody else.
    case open(Set<SeatID>)
    case close
    case remove(SeatID)
    case end
}

/// What whoever asked is told.
package enum Answer: Sendable, Hashable {
    case done
    case refused(Refusal)
}

package enum Refusal: Sendable, Hashable {
    /// Not legal in this state.
    case rejected(Rejection)
    /// The policies say no.
    case denied(Verdict)
    /// It was allowed, and what it rested on changed before it took effect.
    case overtaken
    /// The log could not be written: nothing was changed.
    case journalFailed
    /// Nothing to see and hear with.
    case mediaNotReady
    /// Too many requests are waiting.
    case tooMany
}
