package import Casework

/// How long a session's record is kept, and by what law (domain.md section 5).
package enum RetentionClass: Sendable, Hashable {
    /// Until the 75th anniversary of birth (Care Planning, Placement and Case Review (England)
    /// Regulations 2010, regulation 50).
    case lookedAfterChild(born: CivilDate)
    /// A child who died before 18: fifteen years from then (the same regulation).
    case childWhoDied(CivilDate)
    /// A hundred years from the order (Disclosure of Adoption Information Regulations 2005).
    case adopted(CivilDate)
    /// Ten years from the end of approval at least (Fostering Services (England) Regulations 2011,
    /// regulation 32); nil while the carer is approved.
    case fosterCarer(approvalEnded: CivilDate?)
    /// As long as the authority keeps what it has of its staff: no date that could be worked out here.
    case staff

    /// The first day on which it need not be kept; nil while that can't be told.
    package var until: CivilDate? {
        switch self {
        case .lookedAfterChild(let birth): birth.anniversary(afterYears: 75)
        case .childWhoDied(let death): death.anniversary(afterYears: 15)
        case .adopted(let order): order.anniversary(afterYears: 100)
        case .fosterCarer(let end): end?.anniversary(afterYears: 10)
        case .staff: nil
        }
    }

    package var words: String {
        switch self {
        case .lookedAfterChild: "75 years from the child’s birth"
        case .childWhoDied: "15 years from the child’s death"
        case .adopted: "100 years from the adoption order"
        case .fosterCarer(.some): "10 years from the end of the carer’s approval"
        case .fosterCarer(nil): "10 years from the end of the carer’s approval, which goes on"
        case .staff: "as long as the authority keeps records of its staff"
        }
    }
}

/// What the case system knows and a session's log does not: it lengthens, shortens or stops.
package struct RetentionFacts: Sendable {
    package var deaths: [PersonID: CivilDate] = [:]
    package var adoptionOrders: [PersonID: CivilDate] = [:]
    package var approvalsEnded: [PersonID: CivilDate] = [:]
    /// Sessions that a court, an inquiry or a request still needs: nothing of them is disposed of.
    package var legalHolds: Set<String> = []

    package init() {}
}
