import CaseRecords
import Casework
import Dispatch
import Safeguards
import Sessions
import Signalling
import Transport

/// The lead's queue: which sessions to look at, and that somebody has.
extension SessionActor {
    /// The queue for whoever sits at this seat; reading it is a decision, and logged.
    ///
    /// Only for a lead's seat, and only sessions at which the reader has one.
    func queue(_ exchange: HTTPExchange, by seat: SeatID) {
        guard let reader = lead(at: seat) else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        read(.log, "Reads the review queue.", exchange, by: seat) { session in
            session.answerQueue(exchange, to: reader)
        }
    }

    /// Somebody has looked: their name, their grade and their words go into the session's log.
    func review(_ body: ReviewRequest, _ exchange: HTTPExchange) {
        guard let reader = lead(at: body.seat), !isConcerned(reader) else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        guard guarded.state.phase.isOver || clock.now.civil >= guarded.state.plan.end else {
            return exchange.answer(ErrorAnswer(code: .notNow).response)
        }
        let act = ReviewAct(
            reader: reader,
            at: clock.now.civil,
            grade: body.grade.flatMap { ReviewAct.Grade(rawValue: $0.rawValue) },
            words: body.words
        )
        read(.log, "Marks the session as seen.", exchange, by: body.seat) { session in
            session.append(.reviewed, act.json) { session, number in
                guard number != nil else {
                    return exchange.answer(ErrorAnswer(code: .journalFailed).response)
                }
                session.answerQueue(exchange, to: reader)
            }
        }
    }

    /// Reads the whole log anew, off the loop.
    private func answerQueue(_ exchange: HTTPExchange, to reader: PersonID) {
        let directory = dataDirectory
        let moment = clock.now.civil
        let loop = loop
        DispatchQueue.global().async {
            let stored = try? StoredCaseload(directory: directory, at: moment)
            let response =
                stored.map { $0.answer(for: reader).json.response() }
                ?? ErrorAnswer(code: .journalFailed).response
            loop.post { _ in exchange.answer(response) }
        }
    }

    func lead(at seat: SeatID) -> PersonID? {
        guard let planned = guarded.state.plan.seats[seat], planned.role == .lead else {
            return nil
        }
        return planned.person
    }

    private func isConcerned(_ person: PersonID) -> Bool {
        CaseSession(entries: log, plan: guarded.state.plan, caseload: guarded.caseload)
            .concerned.contains(person)
    }
}

extension StoredCaseload {
    /// The queue as its page shows it.
    func answer(for reader: PersonID) -> QueueAnswer {
        let mine = queue.rows(for: reader).compactMap { row in
            row.session.plan.seat(of: reader).flatMap { seat in
                row.session.plan.seats[seat]?.role == .lead ? answer(row, seat) : nil
            }
        }
        return QueueAnswer(
            reader: name(of: reader),
            rows: mine,
            others: Int64(queue.rows.count - mine.count),
            ending: reminders(for: reader)
        )
    }

    private func answer(_ row: ReviewQueue.Row, _ seat: SeatID) -> QueueAnswer.Row {
        let plan = row.session.plan
        return QueueAnswer.Row(
            session: SessionSummary(
                day: zone.day(plan.start),
                from: zone.clock(plan.start),
                to: zone.clock(plan.end),
                kind: plan.kind.rawValue,
                title: row.session.caseload.plan.title
            ),
            seat: seat,
            due: row.dueWords,
            isOpen: row.isOpen,
            isOverdue: row.isOpen && row.due <= moment,
            needsSecondReader: row.needsSecondReader,
            findings: row.findings.map { finding in
                QueueAnswer.Finding(
                    rule: finding.rule.rawValue,
                    title: finding.rule.title,
                    sentence: finding.sentence,
                    entries: finding.entries.map { Int64(clamping: $0) }
                )
            },
            looks: row.acts.map { act in
                QueueAnswer.Look(
                    name: name(of: act.reader),
                    time: "\(zone.day(act.at)), \(zone.clock(act.at))",
                    grade: act.grade?.words,
                    words: act.words
                )
            },
            told: row.session.told.map { $0.sentence(in: zone) }
        )
    }

    private func name(of person: PersonID) -> String {
        sessions.lazy.compactMap { $0.caseload.people[person]?.legalName }.first ?? "Somebody"
    }
}
