/// Why a command is not legal in the present state; told to whoever asked.
///
/// The session goes on.
package enum Rejection: Error, Sendable, Hashable {
    /// Not in this phase.
    case wrongPhase(Phase)
    /// This seat's role may never do that.
    case notForRole
    case unknownSeat
    /// The person named is not waiting, or not in the room.
    case notThere
    case alreadyDone
    /// The supervisor has not yet seen that it is the right person.
    case identityNotConfirmed
    /// Still to be ticked.
    case checksMissing
    case recordIncomplete
    /// A private word goes to an adult who is here, never to a child alone.
    case notToThem
    /// No more words in this session.
    case enough
    /// This kind of session has no such thing.
    case notForKind
    /// A talk of a few alone goes on, and is ended first.
    case stillTalking
    /// Somebody was faster: what was answered to is not the newest any more.
    case outdated
}
