import CaseRecords
import Casework
import Sessions

extension StoredCaseload {
    /// What ends soon in the cases of these sessions, as their newest plans have it; all, or those a lead answers for.
    func reminders(for lead: PersonID? = nil) -> [String] {
        var newest: [CaseID: CaseSession] = [:]
        for session in sessions where lead.map(session.planned(.lead).contains) ?? true {
            let known = newest[session.caseload.careCase.id]
            if known.map({ $0.plan.start <= session.plan.start }) ?? true {
                newest[session.caseload.careCase.id] = session
            }
        }
        return newest.values.flatMap { session in
            session.caseload.careCase
                .reminders(at: moment, in: zone, name: session.caseload.plan.title)
        }.sorted { ($0.ends, $0.sentence) < ($1.ends, $1.sentence) }.map(\.sentence)
    }
}
