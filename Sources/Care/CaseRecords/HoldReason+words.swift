import Casework
import Sessions

extension HoldReason {
    /// Why it was paused, as a clause; `supervisor` is whoever was to see and hear the room.
    func words(supervisor: String) -> String {
        switch self {
        case .supervisorLost: "\(supervisor) lost the connection"
        case .supervisorNotSeeing: "\(supervisor) could not see and hear the room"
        case .policy: "a rule of the service no longer allowed it to go on"
        case .interpreterLost: "the interpreter was not there"
        case .mediaLost: "sound and picture were lost"
        case .serviceRestarted: "the service had to start again"
        case .journalFailed: "the log could not be written"
        case .unplannedPerson: "somebody who was not expected was there"
        case .childUpset: "the child was upset"
        case .conduct: "of somebody’s conduct"
        case .languageNotUnderstood: "not everybody could be understood"
        case .technical: "of a technical problem"
        case .other: "of another reason"
        case .childBreak: "the child wanted a break"
        }
    }
}
