/// The life of a session; the raw value is the policies' word.
///
///     scheduled -> gathering -> live <-> held -> ended -> writtenUp -> reviewed
///
/// `cancelled` and `notHeld` follow from the first two.
package enum Phase: String, Sendable, Hashable, CaseIterable {
    case scheduled, gathering, live, held, ended, writtenUp, reviewed, cancelled, notHeld

    /// True from the first arrival to the end: people may be in the room.
    package var isOpen: Bool {
        switch self {
        case .gathering, .live, .held: true
        case .scheduled, .ended, .writtenUp, .reviewed, .cancelled, .notHeld: false
        }
    }

    /// True once nobody will meet in this session any more.
    package var isOver: Bool {
        switch self {
        case .ended, .writtenUp, .reviewed, .cancelled, .notHeld: true
        case .scheduled, .gathering, .live, .held: false
        }
    }
}
