import Casework
import Sessions

extension ReviewQueue {
    /// The queue as lines for a terminal, without anybody's name but the staff's.
    package var text: String {
        guard !rows.isEmpty else { return "Nothing to look at." }
        return rows.map { row in
            let zone = row.session.plan.zone
            let state = row.isOpen ? "by \(row.dueWords)" : "seen"
            let title = row.session.caseload.plan.title
            let day = zone.day(row.session.plan.start)
            let head = "\(title), \(day) (\(row.session.id.text)): \(state)"
            let reasons = row.findings.map { finding in
                let entries = finding.entries.map(String.init).joined(separator: ", ")
                let basis = entries.isEmpty ? "" : " [\(entries)]"
                return "  - \(finding.rule.title): \(finding.sentence)\(basis)"
            }
            return ([head] + reasons).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

extension ReviewQueue.Row {
    /// For example "10:00 on Wednesday 21 October 2026", "the end of Tuesday 20 October 2026".
    package var dueWords: String { due.deadline(in: session.plan.zone) }
}

extension Timestamp {
    func deadline(in zone: CivilZone) -> String {
        let before = advanced(by: .milliseconds(-1))
        return zone.civilDate(at: before) != zone.civilDate(at: self)
            ? "the end of \(zone.day(before))"
            : "\(zone.clock(self)) on \(zone.day(self))"
    }
}
