/// Somebody in the caseload.
///
/// The legal name is for the record; what others see on a screen is `shownName`, chosen by the child
/// or agreed with a carer (domain rule CC7).
package struct Person: Sendable, Hashable {
    package let id: PersonID
    package let legalName: String
    package let shownName: String
    package let standing: Standing
    package let language: Language
    package let isSuspended: Bool

    package init(
        id: PersonID,
        legalName: String,
        shownName: String,
        standing: Standing,
        language: Language = .english,
        isSuspended: Bool = false
    ) {
        self.id = id
        self.legalName = legalName
        self.shownName = shownName
        self.standing = standing
        self.language = language
        self.isSuspended = isSuspended
    }
}

/// What somebody is to the child and the authority.
package enum Standing: Sendable, Hashable {
    case child(born: CivilDate)
    /// `relationship` in the words of the plan: "mother", "gran".
    case familyMember(relationship: String)
    case carer
    case interpreter
    /// Clearance: the safeguarding check that the authority requires of its workers.
    case staff(StaffRole, clearanceUntil: Timestamp)
}

/// The offices of domain.md section 9 that this program tells apart.
package enum StaffRole: String, Sendable, Hashable, CaseIterable {
    case socialWorker = "SocialWorker"
    case contactSupervisor = "ContactSupervisor"
    case colleague = "Colleague"
    case safeguardingLead = "SafeguardingLead"
    case serviceManager = "ServiceManager"
    case therapist = "Therapist"
    case administrator = "Administrator"
}

/// Languages with pages or interpreters; the raw value is the BCP 47 tag.
package enum Language: String, Sendable, Hashable {
    case english = "en"
    case bengali = "bn"
    case welsh = "cy"
    case britishSignLanguage = "bfi"

    /// Whether somebody of this language can read what they are sent.
    ///
    /// Nothing is written in a sign language: whoever signs is asked beforehand whether they read English.
    package var hasPages: Bool {
        switch self {
        case .english, .bengali, .britishSignLanguage: true
        case .welsh: false
        }
    }
}
