import Casework
import Sessions

/// Words for the domain's closed sets, as they stand in records.
extension SeatRole {
    var words: String {
        switch self {
        case .family: "family"
        case .child: "child"
        case .carer: "carer"
        case .interpreter: "interpreter"
        case .supervisor: "supervisor"
        case .colleague: "colleague on call"
        case .lead: "safeguarding lead"
        }
    }
}

extension StaffRole {
    var words: String {
        switch self {
        case .socialWorker: "social worker"
        case .contactSupervisor: "contact supervisor"
        case .colleague: "colleague"
        case .safeguardingLead: "safeguarding lead"
        case .serviceManager: "service manager"
        case .therapist: "therapist"
        case .administrator: "administrator"
        }
    }
}

extension SessionKind {
    var words: String {
        switch self {
        case .supervisedFamilyTime: "Supervised family time"
        case .supportedFamilyTime: "Supported family time"
        case .carerSupervision: "Supervision of a carer"
        case .residentialSupervision: "Supervision of a residential worker"
        case .virtualRespite: "Virtual respite"
        case .therapeutic: "Therapeutic session"
        case .directWork: "Direct work"
        case .privateMeeting: "Private meeting"
        }
    }

    /// Field 10; nil for meetings that are not family time.
    var supervisionLevel: String? {
        switch self {
        case .supervisedFamilyTime: "supervised"
        case .supportedFamilyTime: "supported"
        case .carerSupervision, .residentialSupervision, .virtualRespite, .therapeutic,
            .directWork, .privateMeeting:
            nil
        }
    }
}

extension LegalStatus {
    var words: String {
        switch self {
        case .careOrder: "Care order (Children Act 1989, section 31)"
        case .interimCareOrder: "Interim care order (Children Act 1989, section 38)"
        case .section20: "Accommodated by agreement (Children Act 1989, section 20)"
        case .section76:
            "Accommodated by agreement (Social Services and Well-being (Wales) Act 2014, section 76)"
        case .placementOrder: "Placement order (Adoption and Children Act 2002, section 21)"
        case .specialGuardianship: "Special guardianship order (Children Act 1989, section 14A)"
        }
    }
}

extension Language {
    var words: String {
        switch self {
        case .english: "English"
        case .bengali: "Bengali"
        case .welsh: "Welsh"
        case .britishSignLanguage: "British Sign Language"
        }
    }
}

extension Check {
    var words: String {
        switch self {
        case .restrictionsRead: "Restrictions read"
        case .backgroundSeen: "Background looked at"
        case .alone: "Asked who else is in the adult’s room"
        case .sober: "The adult seemed well enough to take part"
        case .groundRules: "Ground rules said"
        case .actionsRead: "Last time’s actions looked at"
        case .privacyAsked: "Asked whether it is a good place to talk"
        case .namesAgreed: "Agreed names looked at"
        case .nothingKept: "Said that nothing is written down and no child is named"
        }
    }
}

extension ChildCover {
    var words: String {
        switch self {
        case .partner: "a partner is with the child"
        case .otherAdult: "another adult is with the child"
        case .school: "the child is at school or nursery"
        case .noChildNow: "no child is in their care at this time"
        }
    }
}

extension CarersView {
    var words: String {
        switch self {
        case .agrees: "agrees with it"
        case .disagrees: "sees it differently"
        }
    }
}

extension RemovalReason {
    var words: String {
        switch self {
        case .removedByStaff: "asked to leave by the supervisor"
        case .identityRejected: "not the person expected"
        case .policy: "taken out by a rule of the service"
        case .agreementWithdrawn: "withdrew their agreement"
        case .agreementRefused: "did not agree to take part"
        case .left: "left"
        case .sessionEnded: "the session had ended"
        }
    }
}

extension Feeling {
    var words: String {
        switch self {
        case .veryHappy: "very happy"
        case .happy: "happy"
        case .inBetween: "in between"
        case .sad: "sad"
        case .verySad: "very sad"
        case .skipped: "skipped"
        }
    }
}

extension Outcome {
    package var words: String {
        switch self {
        case .heldFull: "Held for the whole time"
        case .heldShort: "Held, and ended early"
        case .heldInterrupted: "Held, with an interruption"
        case .stoppedByChild: "Stopped by the child"
        case .stoppedBySupervisor: "Stopped by the supervisor"
        case .stoppedByTechnical: "Stopped for a technical reason"
        case .notHeld: "Not held"
        }
    }
}

extension Duration {
    /// For example "27 minutes", "2 minutes 5 seconds", "0 minutes".
    var words: String {
        if self > .zero, self < .seconds(1) { return "less than a second" }
        let seconds = max(0, components.seconds)
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        let parts = [(hours, "hour"), (minutes, "minute"), (rest, "second")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return parts.isEmpty ? "0 minutes" : parts.joined(separator: " ")
    }
}
