/// The part of the care plan that says who meets, when, how supervised, and what for: one version.
package struct ContactPlan: Sendable, Hashable {
    package let version: PlanVersion
    package let kind: SessionKind
    package let purpose: String
    package let goals: [String]
    package let whyRemote: String
    package let participants: [PlannedParticipant]
    /// Workers approved to supervise these sessions; the first is the plan's regular one.
    package let supervisors: [PersonID]
    /// The colleague who can be reached throughout (NACCC: support nearby).
    package let onCall: PersonID
    package let requiresInterpreter: Bool
    /// Two members of staff in the room throughout.
    package let requiresSecondStaff: Bool
    /// Sound and picture must hide everybody's network address from everybody.
    package let requiresRelay: Bool
    package let maxPeople: Int
    /// Read and agreed to in the person's own language; the first is shown where theirs is missing.
    package let groundRules: [GroundRules]
    /// The case's working name, for staff: "Kites".
    package let title: String
    /// Where the record of a carers' session belongs; nil for a child's.
    package let carersFile: CarersFile?
    /// Days that are not like others, and what was chosen for them.
    package let days: PlannedDays

    package init(
        version: PlanVersion,
        kind: SessionKind,
        purpose: String,
        goals: [String],
        whyRemote: String,
        participants: [PlannedParticipant],
        supervisors: [PersonID],
        onCall: PersonID,
        requiresInterpreter: Bool,
        requiresSecondStaff: Bool = false,
        requiresRelay: Bool,
        maxPeople: Int,
        groundRules: [GroundRules],
        title: String,
        carersFile: CarersFile? = nil,
        days: PlannedDays = PlannedDays()
    ) {
        self.version = version
        self.kind = kind
        self.purpose = purpose
        self.goals = goals
        self.whyRemote = whyRemote
        self.participants = participants
        self.supervisors = supervisors
        self.onCall = onCall
        self.requiresInterpreter = requiresInterpreter
        self.requiresSecondStaff = requiresSecondStaff
        self.requiresRelay = requiresRelay
        self.maxPeople = maxPeople
        self.groundRules = groundRules
        self.title = title
        self.carersFile = carersFile
        self.days = days
    }
}

extension ContactPlan {
    package func groundRules(in language: Language) -> GroundRules {
        groundRules.first { $0.language == language } ?? groundRules.first
            ?? GroundRules(language: .english, rules: [], question: "")
    }
}

/// The contact agreement's rules in one language, and the question that a person answers.
package struct GroundRules: Sendable, Hashable {
    package let language: Language
    package let rules: [String]
    package let question: String

    package init(language: Language, rules: [String], question: String) {
        self.language = language
        self.rules = rules
        self.question = question
    }
}

/// Somebody the plan expects, and at whose side.
package struct PlannedParticipant: Sendable, Hashable {
    package let person: PersonID
    package let role: SeatRole
    /// The carer who sits beside a child, at the same device.
    package let companion: PersonID?
    /// True if the person's own agreement must be on record before they take part.
    package let mustAgree: Bool
    /// A carer's own worker, who hears of it when she is struggling.
    package let ownWorker: PersonID?
    /// The language in which they take part, where it isn't the one of their pages: British Sign Language
    /// for whoever signs, and for an interpreter of it.
    package let language: Language?
    /// Who reads the pages with them, where there are none in their language.
    package let readsWith: PersonID?

    package init(
        person: PersonID,
        role: SeatRole,
        companion: PersonID? = nil,
        mustAgree: Bool = false,
        ownWorker: PersonID? = nil,
        language: Language? = nil,
        readsWith: PersonID? = nil
    ) {
        self.readsWith = readsWith
        self.person = person
        self.role = role
        self.companion = companion
        self.mustAgree = mustAgree
        self.ownWorker = ownWorker
        self.language = language
    }
}

/// What somebody is in one session.
package enum SeatRole: String, Sendable, Hashable, CaseIterable {
    case family, child, carer, interpreter, supervisor, colleague, lead

    /// Staff see what is missing and why; families see kind words.
    package var isStaff: Bool {
        switch self {
        case .supervisor, .colleague, .lead: true
        case .family, .child, .carer, .interpreter: false
        }
    }

    /// True for everybody whose sound and picture can be part of the session.
    package var hasMedia: Bool {
        switch self {
        case .family, .child, .carer, .interpreter, .supervisor: true
        case .colleague, .lead: false
        }
    }
}

/// The kinds of session (design: a kind is data, not a subclass); the raw value is the policies' word.
package enum SessionKind: String, Sendable, Hashable, CaseIterable {
    case supervisedFamilyTime, supportedFamilyTime, carerSupervision, residentialSupervision
    case virtualRespite, therapeutic, directWork, privateMeeting
}
