/// The promises that the play can show, with their names in the design.
enum PlayPromise: String, CaseIterable, Sendable {
    case p1 = "P1"
    case p2 = "P2"
    case p4 = "P4"
    case p5 = "P5"
    case p6 = "P6"
    case p7 = "P7"
    case p8 = "P8"
    case p9 = "P9"
    case p10 = "P10"
    case p13 = "P13"

    /// Those that no play can show: something has to break for them.
    static let others =
        "Three more are not for a play, since something has to break for them; Tests/run breaks it. "
        + "P3: what is unknown, late or broken means a pause, never open. "
        + "P11: time is the server's; a changed clock prolongs nothing. "
        + "P12: if the broker dies, sound and picture die with it, within 5 seconds."

    var sentence: String {
        switch self {
        case .p1: "No sound or picture passes unless the policies allow it now."
        case .p2: "What is granted is in the log before it happens; what restricts acts at once."
        case .p4: "Without a supervisor it goes dark, and only a person starts it again."
        case .p5: "Nobody learns another's address, legal name or device."
        case .p6: "Who was sent away or withdrew comes back by nothing they had."
        case .p7: "A child can stop at once, without a reason, and nobody is told that it was her."
        case .p8: "Every decision is in the log with the policy that made it, in a sentence."
        case .p9: "A log that was changed or cut short is found out."
        case .p10: "Nothing is typed twice: what plan and log know is in the record."
        case .p13: "Nobody takes part without their own agreement; withdrawing acts at once."
        }
    }
}
