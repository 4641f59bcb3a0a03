import Casework
import Sessions

/// What the record says that somebody has to answer to, and what was asked of its writer.
extension CaseSession {
    /// Harm and allegations, as they are written: known before anybody signs.
    var harmAndAllegations: [ReviewFinding] {
        let titles =
            Self.harmful.filter { isTold(written[$0]) }.map(\.title)
            + (isTold(meeting[.toldOfHarm]) ? [MeetingField.toldOfHarm.title] : [])
        let harm = titles.map { title in
            let text = "“\(title)” is not answered with “none”."
            return ReviewFinding(.harm, text, entries: endEntries, at: history.over)
        }
        guard plan.kind.form.record == .supervision, isTold(meeting[.allegations]) else {
            return harm
        }
        let text = """
            “\(MeetingField.allegations.title)” is not answered with “none”. If it is about somebody who works with \
            children, the designated officer (LADO) is told within 1 working day.
            """
        return harm + [ReviewFinding(.allegation, text, entries: endEntries, at: history.over)]
    }

    /// The adults came and the child did not, without having said no.
    ///
    /// Where a carer kept a child away in an emergency, the responsible authority knows within 24 hours
    /// (National Minimum Standards for fostering, 9.3).
    var notBrought: [ReviewFinding] {
        guard isOffered, isFamilyTime, loss == .carer else { return [] }
        let text = """
            The child did not come, and had not said no. If the carer kept the child away in an emergency, the \
            responsible authority has to know within 24 hours.
            """
        return [ReviewFinding(.notBrought, text, entries: endEntries, at: history.over)]
    }

    /// A manager has asked for an addendum, and nobody has written one.
    var openRequest: [ReviewFinding] {
        let additions = RecordAdditions(entries, plan: plan, caseload: caseload)
        guard let check = history.state.openRequest,
            let asked = additions.checks.last(where: { $0.value == check })
        else { return [] }
        let text = """
            \(additions.author(check.by)) asked for something to be added to the record: “\(check.reason)” Nobody has \
            added anything since.
            """
        return [ReviewFinding(.addendumAsked, text, entries: [asked.entry], at: asked.at)]
    }

    private func isTold(_ text: String?) -> Bool {
        text.map { !$0.isBlank && !$0.isNone } ?? false
    }

    private var endEntries: [UInt64] { [history.ended?.mark.sequence].compactMap(\.self) }

    private static let harmful: [RecordField] = [.disclosure, .significantHarm]
}
