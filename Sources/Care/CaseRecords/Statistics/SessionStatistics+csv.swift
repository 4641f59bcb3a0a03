import Sessions

/// The numbers as a table for other programs (RFC 4180): one row each.
extension SessionStatistics {
    package var csv: String {
        var rows = [["channel", "group", "figure", "value", "unit", "part", "whole", "note"]]
        rows += figures.map { figure in
            let note: String
            if case .notInLog(let why) = figure.value { note = why } else { note = figure.formula }
            let (part, whole) = figure.value.parts
            return [
                Self.channel, "all", figure.id, figure.value.number ?? "", figure.value.unit, part,
                whole, note,
            ]
        }
        rows += Outcome.allCases.map { outcome in
            row("outcome", outcome.rawValue, count(of: outcome))
        }
        rows += LossReason.allCases.map { loss in row("not_held", loss.rawValue, count(of: loss)) }
        for breakdown in [byRelationship, byLanguage] {
            rows += breakdown.rows.map { Self.row($0, of: breakdown) }
        }
        rows.append(["in_person", "all", "offered", "", "", "", "", Self.noneInPerson])
        return rows.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private func row(_ group: String, _ id: String, _ count: Int) -> [String] {
        [Self.channel, group, id, String(count), "sessions", "", "", ""]
    }

    private static func row(_ row: Breakdown.Row, of breakdown: Breakdown) -> [String] {
        let group = "\(breakdown.id): \(row.label)"
        guard let counts = row.counts else {
            return [channel, group, "held_rate", "", "percent", "", "", suppressed]
        }
        let (part, whole) = counts.rate.parts
        return [
            channel, group, "held_rate", counts.rate.number ?? "", "percent", part, whole,
            "\(counts.offered) offered",
        ]
    }

    /// Text that a spreadsheet would take for a formula is made text.
    private static func quoted(_ field: String) -> String {
        let isFormula = field.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        let isNumber = Double(field) != nil
        let safe = isFormula && !isNumber ? "'" + field : field
        guard safe.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return safe }
        return "\""
            + safe.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    private static let channel = "remote"
    static let suppressed = "too few to show"
    static let noneInPerson =
        "This service holds remote sessions; meetings in person are in the case system."
}
