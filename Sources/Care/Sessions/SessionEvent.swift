package import Casework

/// What has happened in a session: the only thing that changes its state, live and in replay.
package enum SessionEvent: Sendable, Hashable {
    case scheduled
    /// A link was made; `hash` is the SHA-256 of its secret, in hex. An earlier one opens nothing more.
    case linkIssued(SeatID, hash: String)
    /// The seat is held by whoever has the cookie with that hash, and by nobody else.
    ///
    /// Taken a second time it has moved: the person waits again, and has to be looked at again.
    case seatTaken(SeatID, credential: String)
    case agreementGiven(SeatID, Language)
    case agreementRefused(SeatID, Language)
    case agreementWithdrawn(SeatID)
    /// In the waiting room, or back in it.
    case arrived(SeatID)
    case connectionLost(SeatID)
    case connectionRestored(SeatID)
    case checkDone(Check, by: SeatID)
    case identityConfirmed(SeatID, by: SeatID)
    case admitted(SeatID, by: SeatID)
    case wentLive(by: SeatID)
    /// The supervisor's page has reported pictures and sound from everybody since going live.
    case attested(by: SeatID)
    /// `by` is nil when the server held it.
    case held(HoldReason, by: SeatID?)
    case resumed(by: SeatID)
    case supervisionTaken(by: SeatID)
    case removed(SeatID, RemovalReason, by: SeatID?)
    case noted(String, NoteKind, by: SeatID)
    case ended(EndReason, by: SeatID?)
    case recordSigned(hash: String, by: SeatID)
    case childCoverConfirmed(SeatID, ChildCover)
    case agendaItemAdded(String, by: SeatID)
    case agendaAgreed(by: SeatID)
    case actionAdded(SharedList.Action, by: SeatID)
    case recordCountersigned(CarersView, words: String, hash: String, by: SeatID)
    /// The child has had their break.
    case saidReady(SeatID)
    /// "I'm not OK": only staff ever learn of it (E07).
    case childAlert(SeatID)
    case alertAcknowledged(by: SeatID)
    case felt(SeatID, Feeling, CheckIn)
    /// How the child was afterwards, in their carer's words.
    case carerNote(String, by: SeatID)
    /// A family member's own words on the session.
    case ownWords(String, by: SeatID)
    /// That they drew together; never what.
    case drawingBegan(by: SeatID)
    case supervisionOffered(to: SeatID, by: SeatID)
    case supervisionAccepted(by: SeatID)
    /// True: the interpreter knows somebody in this family.
    case tiesDeclared(SeatID, Bool)
    case privateWord(String, to: SeatID, by: SeatID)
    case privateWordRead(Int, by: SeatID)
    case debriefOpened(by: SeatID)
    case debriefWord(String, by: SeatID)
    /// A page told of its device or its network.
    case deviceChanged(SeatID, DeviceFact)
    /// In a pause, sound and picture between these two alone, and whoever interprets between them; never what they say.
    case breakTalkBegan(child: SeatID, with: SeatID, by: SeatID, interpreter: SeatID? = nil)
    /// In the staff's talk with sound and picture; never what is said.
    case debriefJoined(SeatID)
    case debriefLeft(SeatID)
    /// `by` is nil when the server ended it.
    case talkEnded(TalkEnd, by: SeatID?)
    case addendumAdded(Addendum)
    case recordChecked(RecordCheck)

    // Facts that are logged and change no state.
    case colleaguePaged(String)
    case mediaFact(String)
    /// A decided grant that facts overtook before it took effect.
    case grantVoided(String, by: SeatID)
    /// A link was opened by somebody who may not use it, or words to that effect.
    case incident(String, SeatID?)
    case intervened(Rung, InterventionReason, isChildTold: Bool, by: SeatID)
    /// The service was away for so many milliseconds.
    case serviceGap(milliseconds: Int64)
}
