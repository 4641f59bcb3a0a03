/// A case, as far as sessions need it: a child's, or a foster carer's own file (FS6).
package struct CareCase: Sendable, Hashable {
    package let id: CaseID
    /// Nil for a carer's file.
    package let child: PersonID?
    /// The child's; nil for a carer's file.
    package let legalStatus: LegalStatus?
    /// Workers who hold the case.
    package let allocated: Set<PersonID>
    package let parentalResponsibility: Set<PersonID>
    /// Workers with a personal connection: its records are closed to them.
    package let conflictOfInterest: Set<PersonID>
    /// When the order that contact rests on runs out; nil if it rests on none.
    package let orderValidUntil: Timestamp?
    package let restrictions: [Restriction]
    /// Who alone may read its records, since the child was adopted; nil while nothing is sealed (edge case E42).
    package var sealedFor: Set<PersonID>?

    package init(
        id: CaseID,
        child: PersonID?,
        legalStatus: LegalStatus?,
        allocated: Set<PersonID>,
        parentalResponsibility: Set<PersonID>,
        conflictOfInterest: Set<PersonID> = [],
        orderValidUntil: Timestamp?,
        restrictions: [Restriction],
        sealedFor: Set<PersonID>? = nil
    ) {
        self.sealedFor = sealedFor
        self.id = id
        self.child = child
        self.legalStatus = legalStatus
        self.allocated = allocated
        self.parentalResponsibility = parentalResponsibility
        self.conflictOfInterest = conflictOfInterest
        self.orderValidUntil = orderValidUntil
        self.restrictions = restrictions
    }
}

/// The child's legal status (Children Act 1989 sections 20, 31 and 38; Social Services and
/// Well-being (Wales) Act 2014 section 76; Adoption and Children Act 2002 section 21).
package enum LegalStatus: String, Sendable, Hashable {
    case careOrder
    case interimCareOrder
    case section20
    case section76
    case placementOrder
    case specialGuardianship

    /// Accommodated by agreement: the authority has no parental responsibility (edge case E15).
    package var isVoluntary: Bool {
        switch self {
        case .section20, .section76: true
        case .careOrder, .interimCareOrder, .placementOrder, .specialGuardianship: false
        }
    }
}

/// A rule that limits who may meet or learn what, with its basis in law or agreement.
package struct Restriction: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Neither may meet the other or learn of their sessions (Family Law Act 1996 section 42).
        case neverTogether(PersonID, PersonID)
        /// May take part in no session of this case.
        case barred(PersonID)
        /// Must not learn where the child lives (Children Act 1989 Schedule 2 paragraph 15(4)).
        case whereaboutsWithheld(from: PersonID)
        /// Topics that are kept for elsewhere.
        case topicsKeptElsewhere([String])
    }

    package let id: String
    package let kind: Kind
    /// In law or agreement; blank if nobody has written it down, and then it protects all the same and a lead is told.
    package let basis: String
    /// First moment at which it no longer applies; nil until a person lifts it.
    package let until: Timestamp?

    package init(id: String, kind: Kind, basis: String, until: Timestamp? = nil) {
        self.id = id
        self.kind = kind
        self.basis = basis
        self.until = until
    }

    package func applies(at moment: Timestamp) -> Bool { until.map { moment < $0 } ?? true }
}

extension CareCase {
    /// Everybody who must never meet `person`, here and now, in either direction.
    package func neverTogether(with person: PersonID, at moment: Timestamp) -> Set<PersonID> {
        var others: Set<PersonID> = []
        for restriction in restrictions where restriction.applies(at: moment) {
            guard case .neverTogether(let one, let other) = restriction.kind else { continue }
            if one == person { others.insert(other) }
            if other == person { others.insert(one) }
        }
        return others
    }

    /// Everybody barred from this case's sessions as a whole.
    package func barred(at moment: Timestamp) -> Set<PersonID> {
        var people: Set<PersonID> = []
        for restriction in restrictions where restriction.applies(at: moment) {
            if case .barred(let person) = restriction.kind { people.insert(person) }
        }
        return people
    }

    /// True if somebody must not learn where the child lives.
    package func isPlacementConfidential(at moment: Timestamp) -> Bool {
        restrictions.contains { restriction in
            guard case .whereaboutsWithheld = restriction.kind else { return false }
            return restriction.applies(at: moment)
        }
    }

    /// The same case with one more restriction: a court has made an order (edge case E11).
    package func adding(_ restriction: Restriction) -> CareCase {
        CareCase(
            id: id,
            child: child,
            legalStatus: legalStatus,
            allocated: allocated,
            parentalResponsibility: parentalResponsibility,
            conflictOfInterest: conflictOfInterest,
            orderValidUntil: orderValidUntil,
            restrictions: restrictions + [restriction],
            sealedFor: sealedFor
        )
    }
}
