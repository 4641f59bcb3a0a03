import CaseRecords
import Casework
import Sessions

extension StoredCaseload {
    /// What people have to see to or decide, of all sessions or of those that a lead answers for: what ends soon, as the
    /// newest plans have it, restrictions that rest on nothing, and what sessions to come wait for.
    func reminders(for lead: PersonID? = nil) -> [String] {
        let mine = sessions.filter { session in
            lead.map(session.planned(.lead).contains) ?? true
        }
        var newest: [CaseID: CaseSession] = [:]
        for session in mine {
            let known = newest[session.caseload.careCase.id]
            if known.map({ $0.plan.start <= session.plan.start }) ?? true {
                newest[session.caseload.careCase.id] = session
            }
        }
        let doubts = newest.values.flatMap { session in
            session.caseload.careCase.questions(at: moment, name: session.caseload.plan.title)
        }.sorted()
        let ending = newest.values.flatMap { session in
            session.caseload.careCase
                .reminders(at: moment, in: zone, name: session.caseload.plan.title)
        }.sorted { ($0.ends, $0.sentence) < ($1.ends, $1.sentence) }.map(\.sentence)
        let waiting = mine.sorted { ($0.plan.start, $0.id.text) < ($1.plan.start, $1.id.text) }
            .flatMap { $0.questions(at: moment) }
        return ending + doubts + waiting
    }
}
