/// Sound and picture for a few alone: a child and a supervisor in a pause, or the staff after the end.
///
/// That it was, who took part and from when to when is in the log; what was said is nowhere.
package struct Talk: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// In a pause: the child, who sits beside her, and one supervisor (E06).
        case withChild
        /// After the end, when the family has gone.
        case debrief
    }

    package let kind: Kind
    package internal(set) var members: Set<SeatID>
}

/// Why a talk ended.
package enum TalkEnd: String, Sendable, Hashable, CaseIterable {
    case asked, everybodyLeft, recordSigned
    /// The connection of one of two was lost, or they left.
    case somebodyGone
    case sessionEnded, policy, mediaLost, serviceRestarted
}
