import Casework
import HTTPWire
import JSON
import Safeguards
import Sessions
import Signalling

/// What the family and the child's own grown-ups are told and asked around the session.
extension SessionActor {
    /// A face before the session, or after it.
    func feel(_ feeling: Feeling, _ exchange: HTTPExchange, at seat: SeatID) {
        ask(.feel(feeling), by: seat, .desk { $0.finish($1, exchange) })
    }

    func take(_ words: AfterwordRequest, _ exchange: HTTPExchange) {
        ask(.afterword(words.text), by: words.seat, .desk { $0.finish($1, exchange) })
    }

    /// The last page; it changes nothing, and is the same however the session ended.
    func after(_ exchange: HTTPExchange, at seat: SeatID) {
        let question = PolicyQuestion(.lookBack, subject: seat)
        guard guarded.state.role(seat)?.hasAfterword == true,
            guarded.ask(question, at: clock.now).isAllowed, let answer = afterAnswer(seat)
        else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        exchange.answer(answer.json.response())
    }

    private func finish(_ answer: Answer, _ exchange: HTTPExchange) {
        switch answer {
        case .done: exchange.answer(([:] as JSONValue).response())
        case .refused(.journalFailed): exchange.answer(ErrorAnswer(code: .journalFailed).response)
        case .refused(.denied): exchange.answer(ErrorAnswer(code: .notAllowed).response)
        case .refused(.rejected), .refused(.overtaken), .refused(.mediaNotReady),
            .refused(.tooMany):
            exchange.answer(ErrorAnswer(code: .notNow).response)
        }
    }

    private func afterAnswer(_ seat: SeatID) -> AfterAnswer? {
        let state = guarded.state
        let people = guarded.caseload.people
        guard let planned = state.plan.seats[seat], let person = people[planned.person] else {
            return nil
        }
        let supervisor = state.responsible.flatMap { state.plan.seats[$0] }
        return AfterAnswer(
            role: planned.role,
            shownName: person.shownName,
            language: person.language.rawValue,
            companion: planned.companion.flatMap { people[$0]?.shownName },
            supervisor: supervisor.flatMap { people[$0.person]?.shownName } ?? "",
            next: nextWords,
            help: LookAnswer.Help(
                name: guarded.caseload.help.name,
                telephone: guarded.caseload.help.telephone
            ),
            mayFeel: (try? state.decide(.feel(.skipped), by: seat)) != nil,
            mayWrite: (try? state.decide(.afterword(""), by: seat)) != nil
        )
    }

    /// A day of the coming week by its name, a later one by its date; nil if none is planned.
    var nextWords: String? {
        guard let next else { return nil }
        let plan = guarded.state.plan
        let day = plan.zone.day(next).split(separator: " ")
        let isThisWeek = next.timeSince(plan.start) < .seconds(6 * 86_400)
        return day.prefix(isThisWeek ? 1 : 3).joined(separator: " ")
    }
}
