import Casework

extension ReviewQueue {
    /// The queue as lines for a terminal, without anybody's name but the staff's.
    package var text: String {
        guard !rows.isEmpty else { return "Nothing to look at." }
        return rows.map { row in
            let zone = row.session.plan.zone
            let state = row.isOpen ? "by \(zone.day(row.due)), \(zone.clock(row.due))" : "seen"
            let head = "\(row.session.id.text), \(zone.day(row.session.plan.start)): \(state)"
            let reasons = row.findings.map { finding in
                let entries = finding.entries.map(String.init).joined(separator: ", ")
                let basis = entries.isEmpty ? "" : " [\(entries)]"
                return "  - \(finding.rule.title): \(finding.sentence)\(basis)"
            }
            return ([head] + reasons).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
