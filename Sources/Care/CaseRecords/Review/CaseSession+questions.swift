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
}
