import CaseRecords
import Casework
import Sessions

extension StoredCaseload {
    /// Numbers of family time, of all sessions or of those that a lead answers for; from the first day to the last
    /// unless told.
    ///
    /// Nil for days in the wrong order.
    func statistics(
        of lead: PersonID? = nil,
        from: CivilDate? = nil,
        to: CivilDate? = nil
    ) -> SessionStatistics? {
        let mine = sessions.filter { lead.map($0.planned(.lead).contains) ?? true }
        let days = mine.map { zone.civilDate(at: $0.plan.start) }
        let first = from ?? days.min() ?? today
        let last = to ?? max(days.max() ?? today, first)
        return SessionStatistics.Period(first: first, last: last).map {
            SessionStatistics(mine, in: $0, calendar: WorkingCalendar(zone: zone), at: moment)
        }
    }
}
