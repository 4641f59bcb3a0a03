import Casework
import JSON
import Sessions

/// The record in the order in which it is read.
extension MeetingRecord {
    package struct Section: Sendable, Hashable {
        package let title: String
        package let rows: [Row]
    }

    /// One line: what plan and log say, or what is written.
    package struct Row: Sendable, Hashable {
        package let key: String
        package let title: String
        package let help: String?
        package let source: RecordField.Source
        package let fact: RecordFact?
        package let text: String
        package let isRequired: Bool

        package var value: String { fact?.text ?? text }
    }

    package var sections: [Section] {
        var sections = [Section(title: "What happened", rows: happened)]
        if history.outcome != .notHeld {
            if history.plan.kind.form.sharesAgenda {
                sections.append(Section(title: "What we talked about", rows: talked))
            }
            for title in [
                "The carer", "The young person", "Caring", "Safe care", "Being safe",
                "The child’s record",
            ] {
                let fields = form.meetingFields.filter { $0.section == title }
                guard !fields.isEmpty else { continue }
                sections.append(Section(title: title, rows: fields.map(written)))
            }
        }
        return sections + [Section(title: "About this record", rows: about)]
    }

    private var happened: [Row] {
        var rows = [
            fact("plannedTimes", "Planned time", .plan, facts.plannedTimes),
            fact("actualTimes", "Start and end", .auto, facts.actualTimes),
            fact("minutes", "Minutes together", .derived, minutes),
            fact("attendance", "Who came, and when", .auto, facts.attendance),
            fact("ledBy", leaderTitle, .auto, leaders),
        ]
        if history.plan.kind.form.asksChildCover {
            rows.append(fact("childCover", "Somebody is with the child", .auto, childCover))
        }
        rows.append(fact("counting", "How it counts", .derived, counting))
        return rows
    }

    private var leaderTitle: String {
        switch form {
        case .contact, .supervision: "Supervising social worker"
        case .attendance: "Facilitator"
        case .times: "Therapist"
        case .directWork: "Worker"
        }
    }

    private var talked: [Row] {
        [
            fact("agenda", "What was on the list", .auto, agenda),
            fact("actions", "Who does what by when", .auto, actions),
        ]
    }

    private var about: [Row] {
        var rows = [fact("filedTo", "Kept on", .plan, filedTo)]
        if let due = nextDue { rows.append(fact("nextDue", "Next supervision", .derived, due)) }
        rows += [
            fact("author", "Written by", .auto, facts.written),
            fact("planVersion", "Plan and version in force", .auto, facts.planVersion),
            fact("sessionID", "Session number", .auto, RecordFact(history.plan.session.text)),
            fact("retention", "Kept until", .derived, retention),
            fact("logHead", "The log when it was signed", .auto, facts.logHead),
        ]
        return rows
    }

    private func fact(
        _ key: String,
        _ title: String,
        _ source: RecordField.Source,
        _ fact: RecordFact
    ) -> Row {
        Row(
            key: key,
            title: title,
            help: nil,
            source: source,
            fact: fact,
            text: "",
            isRequired: true
        )
    }

    private func written(_ field: MeetingField) -> Row {
        Row(
            key: field.key,
            title: field.title,
            help: field.help,
            source: .human,
            fact: nil,
            text: text(field),
            isRequired: field.isRequired
        )
    }
}
