/// What an entry of the journal is; the number is in the entry's header, in clear.
package enum EntryType: UInt16, CaseIterable, Sendable {
    /// A session with its seats, before anything happens in it.
    case planned = 1
    case decision = 2
    case event = 3
    /// What a supervisor has written of the record so far.
    case recordDraft = 4
    /// The signed record as it was filed.
    case recordFiled = 5
    /// What is about to be signed.
    case recordSigning = 7
    /// The service itself: started, stopped.
    case service = 6

    /// Somebody whose work it is has looked at the session.
    case reviewed = 30

    /// The word that `log show` prints.
    package var name: String {
        switch self {
        case .planned: "planned"
        case .decision: "decision"
        case .event: "event"
        case .recordDraft: "recordDraft"
        case .recordFiled: "recordFiled"
        case .recordSigning: "recordSigning"
        case .service: "service"
        case .reviewed: "reviewed"
        }
    }
}
