package import Casework

extension SeatRole {
    /// The page that this role's link leads to.
    package var page: String {
        switch self {
        case .family, .child, .carer, .interpreter: "/room"
        case .supervisor, .colleague: "/desk"
        case .lead: "/review"
        }
    }
}
