package import Casework
import Sessions

/// What somebody has to decide about a session before it can be held.
extension CaseSession {
    /// In sentences that name nobody; none once it is over.
    package func questions(at moment: Timestamp) -> [String] {
        isOver(at: moment) ? [] : [day].compactMap(\.self)
    }

    /// A bank holiday, or a day that the plan names (edge case E34).
    private var day: String? {
        let day = plan.zone.civilDate(at: plan.start)
        return caseload.plan.days.conflict(on: day).map { name in
            """
            \(caseload.plan.title): its session on \(plan.zone.day(plan.start)) falls on \(name). Nobody is sent a link \
            until somebody has chosen whether it is held.
            """
        }
    }

    /// That the child does not want what somebody with standing in law is owed; nil if that is not so (expectation M09).
    ///
    /// The wish decides about taking part. It does not decide about the authority's duty, so people do, and this stays
    /// until the child or the plan says otherwise, over or not.
    package var declinedQuestion: String? {
        let answers = seats(.child).map { history.state.seat($0).agreement }
        let standing = careCase.parentalResponsibility.intersection(planned(.family))
        guard isFamilyTime, answers.contains(.refused), !standing.isEmpty else { return nil }
        return """
            \(caseload.plan.title): the child does not want this family time, so nobody is sent a link. Somebody in it has \
            parental responsibility\(duty): the social worker, the reviewing officer and a legal adviser say what comes of \
            it. Nobody presses the child.
            """
    }

    private var duty: String {
        switch careCase.legalStatus {
        case .careOrder, .interimCareOrder:
            ", and the authority’s duty of Children Act 1989 section 34 stands"
        case .section20, .section76, .placementOrder, .specialGuardianship, nil: ""
        }
    }

    private var careCase: CareCase { caseload.careCase }
}
