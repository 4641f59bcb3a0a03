import CaseRecords
import Casework
import Sessions

/// A log in sentences, for whoever is no programmer: its sessions, and each of them as it went.
struct LogStory {
    private let sessions: [StoredSession]
    private let support: [SupportTask]

    init(_ stored: StoredSessions) {
        sessions = stored.sessions
        support = stored.support
    }

    /// A line for each session, in the order in which they were planned.
    var overview: [String] {
        guard !sessions.isEmpty else { return ["No session in this log can be read."] }
        let lines = sessions.flatMap { session -> [String] in
            let caseload = DemoCaseloads.caseload(of: session.plan)
            return [
                "\(Self.day(session.plan))  \(caseload.plan.title)",
                "    \(Self.outcome(session, caseload))",
                "    --session \(session.plan.session.text)",
            ]
        }
        guard !support.isEmpty else { return lines }
        // Who asked is for her own worker to know, and stands in no session.
        let open = support.count { !$0.isAnswered }
        return lines + [
            "", "Carers who asked for a call: \(support.count), \(open) of them still to be rung.",
        ]
    }

    /// One session by its id, or the one in which something happened last.
    func session(_ name: String) -> StoredSession? {
        guard name == Self.latest else { return sessions.last { $0.plan.session.text == name } }
        return sessions.max { Self.last($0) < Self.last($1) }
    }

    /// What happened, sentence by sentence, with the rule behind each refusal; `isWhole` leaves nothing out.
    static func lines(of session: StoredSession, isWhole: Bool) -> [String] {
        let caseload = DemoCaseloads.caseload(of: session.plan)
        let timeline = Timeline(session.entries, plan: session.plan, caseload: caseload)
        let told = timeline.entries.filter { isWhole || !routine.contains($0.type) }
        var lines = [
            "\(caseload.plan.title), \(day(session.plan)), times in \(session.plan.zone.name)",
            outcome(session, caseload),
        ]
        if let sight = timeline.sight { lines += PlayStyle.lines(sight.sentence, indent: 0) }
        lines.append("")
        var shown = session.plan.zone.day(session.plan.start)
        for entry in told {
            let day = session.plan.zone.day(entry.at)
            if day != shown { lines += ["", day] }
            shown = day
            let time = String(entry.time.prefix(8))
            for (number, line) in PlayStyle.lines(entry.sentence, indent: margin).enumerated() {
                lines.append((number == 0 ? time : "        ") + "  " + line)
            }
            guard entry.type == "refused", !entry.policies.isEmpty else { continue }
            let rules = entry.policies.map(\.id).joined(separator: ", ")
            lines.append(String(repeating: " ", count: margin) + "(rule: \(rules))")
        }
        let rest = timeline.entries.count - told.count
        if rest > 0 {
            let words =
                "\(rest) routine entries are left out: links, permissions that were used at once, facts of the media server. With --all they are here too."
            lines += [""] + PlayStyle.lines(words, indent: 0)
        }
        return lines.map(LogLine.escaped)
    }

    private static func day(_ plan: SessionPlan) -> String {
        "\(plan.zone.day(plan.start)), \(plan.zone.clock(plan.start)) to \(plan.zone.clock(plan.end))"
    }

    private static func outcome(_ session: StoredSession, _ caseload: Caseload) -> String {
        let history = SessionHistory(session.entries, plan: session.plan, caseload: caseload)
        let hasCome = !history.attendance.isEmpty
        guard history.state.phase.isOver else {
            return hasCome ? "Not over yet." : "Nobody has come yet."
        }
        return (history.outcome?.words ?? "Over") + "."
    }

    /// The newest entry that is more than a plan and its links.
    private static func last(_ session: StoredSession) -> UInt64 {
        let happened = session.entries.last { logged in
            switch logged.entry {
            case .event(.scheduled), .event(.linkIssued): false
            case .event, .decision: true
            }
        }
        return happened?.sequence ?? 0
    }

    /// What only names the newest session.
    static let latest = "latest"
    private static let margin = 10
    private static let routine: Set<String> = [
        "allowed", "mediaFact", "linkIssued", "scheduled", "attested",
    ]
}
