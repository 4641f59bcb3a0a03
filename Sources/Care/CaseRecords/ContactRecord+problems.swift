import Casework
import Sessions

/// What keeps a record from being signed.
extension ContactRecord {
    /// As sentences, in the order of the record; empty if it can be signed.
    package var problems: [String] {
        var problems: [String] = []
        if history.outcome == nil { problems.append("The session has not ended yet.") }
        for field in RecordSection.allCases.flatMap(\.fields) where field.isWritten {
            problems += [lack(of: field), slip(in: field)].compactMap(\.self)
        }
        return problems
    }

    /// True if this session's record is not whole without the supervisor's words here.
    package func isRequired(_ field: RecordField) -> Bool {
        guard applies(field), field.isWritten else { return false }
        return switch field {
        case .lateness: history.isSomebodyLate
        case .interventions: !history.interventions.isEmpty
        case .notHeldReason: true
        case .notified: !saysNone(.disclosure) || !saysNone(.significantHarm)
        case _: field.isRequired
        }
    }

    /// False for what makes no sense for this session: an interpreter that nobody needed, the goodbye
    /// of a session that was not held.
    package func applies(_ field: RecordField) -> Bool {
        let wasHeld = history.outcome != .notHeld
        return switch field {
        case .notHeldReason: !wasHeld
        case .siblings: wasHeld && names.children.count > 1
        case .interpreter: facts[.interpreter] != nil
        case .childNames, .childBefore, .childAfter, .childsWords, .checkInBefore, .checkInAfter,
            .childStop, .messageForChild, .disclosure:
            !names.children.isEmpty && (wasHeld || !Self.needsMeeting.contains(field))
        case _: wasHeld || !Self.needsMeeting.contains(field)
        }
    }

    private func lack(of field: RecordField) -> String? {
        let text = text(field)
        guard !text.isBlank else { return isRequired(field) ? field.question : nil }
        if field == .concerns, text.isNone, history.notes.contains(where: { $0.kind == .concern }) {
            return "You noted a concern during the session. Keep it under “Concerns”, "
                + "or say there what became of it."
        }
        guard isRequired(field), !field.allowsNone else { return nil }
        if field == .childsWords, text.isNone || text.isBareNotAsked {
            return "Write the child’s own words, or “not asked because” and why."
        }
        return text.isNone ? "“\(field.title)” needs a sentence, not “none”." : nil
    }

    /// What must stand in no record: where somebody lives, and the carer's legal name.
    private func slip(in field: RecordField) -> String? {
        let text = text(field)
        if text.holdsPostcode {
            return "“\(field.title)” seems to hold a postcode. "
                + "Leave the place out: say that it was told, not what it is."
        }
        let carer = names.carers.first { text.holdsName($0.legalName, shownAs: $0.shownName) }
        return carer.map {
            "“\(field.title)” has the carer’s full name. Write “\($0.shownName) (carer)”."
        }
    }

    private func saysNone(_ field: RecordField) -> Bool {
        text(field).isBlank || text(field).isNone
    }

    private static let needsMeeting: Set<RecordField> = [
        .greeting, .interaction, .affection, .themes, .response, .boundaries, .identity, .quotes,
        .prohibitedTopics, .recordingSeen, .gifts, .ending, .childAfter, .strengths,
        .adultPresentation, .feedback, .checkInAfter,
    ]
}

extension Names {
    var carers: [Person] {
        caseload.people.values.filter { $0.standing == .carer }.sorted { $0.id < $1.id }
    }
}
