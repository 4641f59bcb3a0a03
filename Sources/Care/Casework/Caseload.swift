/// People, one case, its plan and agreements: what a session is planned from.
package struct Caseload: Sendable {
    package let people: [PersonID: Person]
    package let careCase: CareCase
    package let plan: ContactPlan
    package let agreements: [PersonID: Agreement]
    /// The worker whom families ring when something does not work.
    package let help: HelpContact

    package init(
        people: [Person],
        careCase: CareCase,
        plan: ContactPlan,
        agreements: [Agreement],
        help: HelpContact
    ) {
        self.people = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
        self.careCase = careCase
        self.plan = plan
        self.agreements = Dictionary(agreements.map { ($0.person, $0) }) { first, _ in first }
        self.help = help
    }

    /// The same, sealed so that only these people read its records.
    package func sealed(for readers: Set<PersonID>) -> Caseload {
        var careCase = careCase
        careCase.sealedFor = readers
        return Caseload(
            people: Array(people.values),
            careCase: careCase,
            plan: plan,
            agreements: Array(agreements.values),
            help: help
        )
    }
}

/// A named person and a number that answers.
package struct HelpContact: Sendable, Hashable {
    package let name: String
    package let telephone: String

    package init(name: String, telephone: String) {
        self.name = name
        self.telephone = telephone
    }
}
