import CaseRecords
import Casework
import Sessions

extension StoredCaseload {
    /// What people have to see to or decide, of all sessions or of those that a lead answers for: what ends soon, as the
    /// newest plans have it, restrictions that rest on nothing, what a child does not want, and what sessions to come
    /// wait for.
    func reminders(for lead: PersonID? = nil) -> [String] {
        let mine = sessions.filter { session in
            lead.map(session.planned(.lead).contains) ?? true
        }.sorted { ($0.plan.start, $0.id.text) < ($1.plan.start, $1.id.text) }
        let cases = Self.newest(of: mine) { $0.caseload.careCase.id }
        let series = Self.newest(of: mine, by: \.plan.version.plan)
        let ending = cases.flatMap { session in
            session.caseload.careCase
                .reminders(at: moment, in: zone, name: session.caseload.plan.title)
        }.sorted { ($0.ends, $0.sentence) < ($1.ends, $1.sentence) }.map(\.sentence)
        let doubts = cases.flatMap { session in
            session.caseload.careCase.questions(at: moment, name: session.caseload.plan.title)
        }
        return ending + doubts.sorted() + series.compactMap(\.declinedQuestion).sorted()
            + mine.flatMap { $0.questions(at: moment) }
    }

    /// The last of each kind, of sessions in their order.
    private static func newest<Kind: Hashable>(
        of sessions: [CaseSession],
        by kind: (CaseSession) -> Kind
    ) -> some Collection<CaseSession> {
        Dictionary(sessions.map { (kind($0), $0) }) { _, later in later }.values
    }
}
