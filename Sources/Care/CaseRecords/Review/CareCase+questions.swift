package import Casework

extension CareCase {
    /// Restrictions in force of which somebody has to look whether they may be (expectation M18 of the caseload).
    ///
    /// They protect all the same until a person has decided; the sentences name nobody. `name` is what the case's sessions
    /// are called.
    package func questions(at moment: Timestamp, name: String) -> [String] {
        restrictions.filter { $0.applies(at: moment) }.sorted { $0.id < $1.id }
            .compactMap { restriction in
                doubt(restriction).map { doubt in
                    """
                    \(name): \(doubt) It protects all the same until somebody writes down what it rests on, or lifts it.
                    """
                }
            }
    }

    /// What it lacks in law, if anything.
    private func doubt(_ restriction: Restriction) -> String? {
        if restriction.basis.allSatisfy(\.isWhitespace) {
            return "restriction \(restriction.id) says nothing of what it rests on in law."
        }
        guard case .whereaboutsWithheld = restriction.kind, legalStatus?.isVoluntary == true else {
            return nil
        }
        return """
            restriction \(restriction.id) keeps secret where the child lives, and the child is in care by agreement alone: \
            Children Act 1989 Schedule 2 paragraph 15(4) asks for an order.
            """
    }
}
