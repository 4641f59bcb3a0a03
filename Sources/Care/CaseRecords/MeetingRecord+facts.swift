import Casework
import JSON
import Sessions

/// What plan and log say of a carers' session beside what they say of every session.
extension MeetingRecord {
    private var zone: CivilZone { history.plan.zone }

    var minutes: RecordFact {
        RecordFact(
            [
                .init("Together for \(history.live.words)"),
                .init("Paused for \(history.held.words)"),
            ],
            data: [
                "live": .integer(history.live.components.seconds),
                "held": .integer(history.held.components.seconds),
            ]
        )
    }

    var leaders: RecordFact {
        let seats = history.state.supervisedBy.sorted()
        guard !seats.isEmpty else { return RecordFact("Nobody came to lead it.") }
        let admissions = seats.compactMap { history.attendance[$0]?.admitted?.sequence }
        return RecordFact(
            seats.map(names.official).joined(separator: " and "),
            entries: admissions
        )
    }

    /// That somebody is, never who or which child.
    var childCover: RecordFact {
        let carers = history.plan.seats.filter { $0.value.role == .carer }.keys.sorted()
        return RecordFact(
            carers.map { seat in
                let has = history.state.childCover[seat] != nil
                return .init(
                    "\(names.shown(seat)): \(has ? "said yes" : "was not asked, and not let in")"
                )
            }
        )
    }

    /// A remote meeting is announced by its nature (FS1); respite is neither contact nor a short break.
    var counting: RecordFact {
        switch form {
        case .supervision, .contact:
            RecordFact(
                "By video and announced: it never counts as an unannounced visit.",
                data: ["unannouncedVisit": false]
            )
        case .attendance:
            RecordFact(
                "Not family time, and no short break. Nothing that was said is kept.",
                data: ["contact": false, "shortBreak": false]
            )
        case .times:
            RecordFact(
                "Therapy, never family time. What was said is the therapist’s to keep, and is not here.",
                data: ["contact": false]
            )
        case .directWork:
            RecordFact(
                "Direct work, never family time, and no statutory visit.",
                data: ["contact": false, "statutoryVisit": false]
            )
        }
    }

    var agenda: RecordFact {
        let list = history.state.list
        guard !list.items.isEmpty else { return RecordFact("Nothing was put on the list.") }
        let expected = history.plan.seats.filter {
            $0.value.role == .carer || $0.value.role == .supervisor
        }
        let agreed = list.agreedBy.sorted()
        let isAgreed = expected.keys.allSatisfy(list.agreedBy.contains)
        let words =
            isAgreed
            ? "Agreed by \(names.listed(agreed))."
            : agreed.isEmpty ? "Not agreed by anybody." : "Agreed by \(names.listed(agreed)) only."
        return RecordFact(
            list.items.map { .init("\($0.text) (\(names.shown($0.by)))") } + [.init(words)],
            data: .bool(isAgreed)
        )
    }

    var actions: RecordFact {
        let actions = history.state.list.actions
        guard !actions.isEmpty else { return RecordFact("None.", data: .array([])) }
        return RecordFact(
            actions.map { .init("\(names.shown($0.owner)), by \($0.due.text): \($0.text)") },
            data: .array(
                actions.map {
                    [
                        "who": .string(names.shown($0.owner)), "by": .string($0.due.iso),
                        "what": .string($0.text),
                    ]
                }
            )
        )
    }

    var filedTo: RecordFact {
        guard !form.isOfChild else {
            return RecordFact("The young person’s record, \(caseload.careCase.id.text).")
        }
        guard let file = caseload.plan.carersFile else {
            return RecordFact("No file is named in the plan.")
        }
        return RecordFact("\(file.name) \(file.reference). Not a child’s record.")
    }

    /// When the next one is due, and overdue (FS5).
    var nextDue: RecordFact? {
        guard let file = caseload.plan.carersFile, let days = file.everyDays,
            let overdue = file.overdueDays
        else { return nil }
        let due = history.plan.start.advanced(by: .seconds(days * 86_400))
        let last = history.plan.start.advanced(by: .seconds(overdue * 86_400))
        let before = file.last.map { [RecordFact.Line("The one before was on \($0.text).")] } ?? []
        return RecordFact(
            before + [.init("Due by \(zone.day(due)); overdue after \(zone.day(last)).")],
            data: ["due": .integer(due.milliseconds), "overdue": .integer(last.milliseconds)]
        )
    }

    /// A young person's record is kept as long as they need it; a foster carer's file at least ten years after approval ends (FS6).
    var retention: RecordFact {
        switch form {
        case .supervision, .contact:
            RecordFact(
                "At least 10 years after the carer’s approval ends; a class of its own, not the child’s.",
                data: ["class": "fosterCarer"]
            )
        case .attendance:
            RecordFact("As long as the register of the group.", data: ["class": "register"])
        case .times, .directWork: facts.retention
        }
    }
}

extension RecordForm {
    /// Kept on a young person's own record.
    var isOfChild: Bool {
        switch self {
        case .contact, .times, .directWork: true
        case .supervision, .attendance: false
        }
    }

    /// In the canonical text.
    var format: String {
        switch self {
        case .contact, .supervision: "supervision-record/1"
        case .attendance: "attendance-record/1"
        case .times: "times-record/1"
        case .directWork: "direct-work-record/1"
        }
    }
}
