/// What somebody is in a session, as the pages know it.
package enum SeatRole: String, CaseIterable, Sendable {
    case family, child, carer, interpreter, supervisor, colleague, lead

    /// The page that this role's link leads to.
    package var page: String {
        switch self {
        case .family, .child, .carer, .interpreter: "/room"
        case .supervisor, .colleague: "/desk"
        case .lead: "/review"
        }
    }
}
