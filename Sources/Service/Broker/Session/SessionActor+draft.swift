import CaseRecords
import Casework
import HTTPWire
import JSON
import Safeguards
import Sessions
import Signalling

/// The record while it is being written, by one person or by two.
extension SessionActor {
    /// Takes in what has been written so far; nothing typed is lost to a closed laptop, nor to a colleague.
    func save(_ saved: RecordDraft, _ exchange: HTTPExchange) {
        let question = PolicyQuestion(.writeRecord, subject: saved.seat)
        guard guarded.ask(question, at: clock.now).isAllowed else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        guard !isSigning else {
            let message =
                "The record is being signed at this moment, so nothing can be added to it."
            return exchange.answer(ErrorAnswer(code: .notNow, message: message).response)
        }
        let form = guarded.state.plan.kind.form.record
        let words = saved.fields.filter { SessionRecord.isWritten($0.key, in: form) }
            .map { (key: $0.key, text: $0.value) }
        let save = draft.save(words, base: saved.base, by: saved.seat)
        guard !save.isEmpty else {
            return exchange.answer(recordAnswer(by: saved.seat).json.response())
        }
        draft.take(save, at: clock.now.civil)
        append(.draftSaved, save.json) { session, number in
            guard number != nil else {
                return exchange.answer(ErrorAnswer(code: .journalFailed).response)
            }
            exchange.answer(session.recordAnswer(by: saved.seat).json.response())
        }
    }

    /// What this seat wrote while somebody else wrote the same, and has not chosen yet.
    func conflicts(for seat: SeatID) -> [RecordAnswer.Conflict] {
        draft.asides.filter { $0.by == seat }.compactMap { aside in
            guard let theirs = draft.fields[aside.key] else { return nil }
            return RecordAnswer.Conflict(
                key: aside.key,
                title: title(aside.key),
                yours: aside.text,
                theirs: theirs.text,
                version: theirs.version,
                sentence: sentence(aside, theirs)
            )
        }
    }

    /// Words that were set aside keep the record from being signed: nobody signs away a colleague's.
    var asideProblems: [String] {
        draft.asides.map { aside in
            let name = shownName(aside.by)
            return """
                \(name) wrote under “\(title(aside.key))” at the same time as somebody else. \(name) has to choose \
                first what stays.
                """
        }
    }

    private func sentence(_ aside: SharedDraft.Aside, _ theirs: SharedDraft.Field) -> String {
        let clock = guarded.state.plan.zone.clock(theirs.at)
        let who =
            theirs.by == aside.by ? "You" : theirs.by.map(shownName) ?? "Somebody"
        let place = theirs.by == aside.by ? " on another page" : ""
        return """
            \(who) changed “\(title(aside.key))”\(place) at \(clock), after this page had read it. Both texts are \
            kept. Please choose what stays in the record.
            """
    }

    private func shownName(_ seat: SeatID) -> String {
        guarded.state.plan.seats[seat].flatMap { caseload.people[$0.person]?.shownName }
            ?? "Somebody"
    }

    private func title(_ key: String) -> String {
        switch guarded.state.plan.kind.form.record {
        case .contact: RecordField(rawValue: key)?.title ?? key
        case .supervision, .attendance, .times, .directWork:
            MeetingField(rawValue: key)?.title ?? key
        }
    }
}
