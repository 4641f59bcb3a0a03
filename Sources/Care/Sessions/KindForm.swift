package import Casework

/// What a kind of session needs, as data: a kind is a row of this table, not a subclass (design section 4).
///
/// Who may do what is the policies' to say; here is what is asked, kept and signed.
package struct KindForm: Sendable, Hashable {
    /// Ticked by whoever leads it, in this order, before it can begin.
    package let checks: [Check]
    /// Whoever leads it is shown the lease of sight and sound, because a policy holds the session by it.
    package var bindsSight = false
    /// Notes may be written; what they say goes into the record.
    package var takesNotes = true
    /// The two share a list of what to talk about, and of who does what by when.
    package var sharesAgenda = false
    /// Carers are asked beforehand who is with the child meanwhile (VR1).
    package var asksChildCover = false
    /// A carer may tell her own worker that she is struggling (VR4).
    package var offersSupport = false
    package let record: RecordForm
    /// The carer reads and signs the record after the worker has (FS2).
    package var carerSigns = false
}

/// The shape of a session's record.
package enum RecordForm: Sendable, Hashable {
    /// Of a child's time with somebody: 68 fields (domain.md section 3).
    case contact
    /// Of a carer's supervision (domain.md section 4.1).
    case supervision
    /// Who came and when, and nothing else (VR3).
    case attendance
    /// When a therapist and a young person met, and nothing else (domain.md section 4.4).
    case times
    /// Of a worker's own work with a young person (domain.md section 4.5).
    case directWork
}

extension SessionKind {
    package var form: KindForm {
        switch self {
        case .supervisedFamilyTime:
            KindForm(checks: Self.familyChecks, bindsSight: true, record: .contact)
        case .supportedFamilyTime, .privateMeeting:
            KindForm(checks: Self.familyChecks, record: .contact)
        case .therapeutic:
            KindForm(checks: Self.familyChecks, takesNotes: false, record: .times)
        case .directWork:
            KindForm(checks: Self.familyChecks, record: .directWork)
        case .carerSupervision, .residentialSupervision:
            KindForm(
                checks: [.actionsRead, .privacyAsked],
                sharesAgenda: true,
                record: .supervision,
                carerSigns: self == .carerSupervision
            )
        case .virtualRespite:
            KindForm(
                checks: [.namesAgreed, .nothingKept],
                takesNotes: false,
                asksChildCover: true,
                offersSupport: true,
                record: .attendance
            )
        }
    }

    private static let familyChecks: [Check] = [
        .restrictionsRead, .backgroundSeen, .alone, .sober, .groundRules,
    ]
}
