import CaseRecords
import Casework
import Foundation
import HTTPWire
import JSON
import Journal
import Safeguards
import Sessions
import Signalling
import Transport

/// The record and the timeline, at a desk.
extension SessionActor {
    /// The record as far as it is written; reading it is a decision, and logged.
    func record(_ exchange: HTTPExchange, by seat: SeatID) {
        read(.record, "Writes the record.", exchange, by: seat) { session in
            exchange.answer(session.recordAnswer(by: seat).json.response())
        }
    }

    /// The lead's view of the whole session; the log is checked anew, from its bytes.
    func timeline(_ exchange: HTTPExchange, by seat: SeatID) {
        read(.log, "Reviews the session.", exchange, by: seat) { session in
            let loop = session.loop
            let directory = session.dataDirectory
            let key = session.store.journal.verifierKey
            DispatchQueue.global().async {
                let verdict = LogReport.verdict(onLogIn: directory, key: key)
                loop.post { _ in
                    session.assumeIsolated {
                        exchange.answer($0.timelineAnswer(integrity: verdict).json.response())
                    }
                }
            }
        }
    }

    /// The page of the signed record.
    func filedRecord(_ exchange: HTTPExchange, by seat: SeatID) {
        let reading: Reading = guarded.state.readsOwnRecord(seat) ? .own : .record
        read(reading, "Reads the signed record.", exchange, by: seat) { session in
            session.answerFiled(exchange) { $0.page($1.file) }
        }
    }

    /// The same as FHIR resources, for staff's own systems.
    func filedBundle(_ exchange: HTTPExchange, by seat: SeatID) {
        read(.record, "Reads the session as FHIR resources.", exchange, by: seat) { session in
            session.answerFiled(exchange) { $0.bundle($1.file) }
        }
    }

    private func answerFiled(
        _ exchange: HTTPExchange,
        _ read: (RecordFiling, FiledRecord) -> HTTPResponse?
    ) {
        let filing = RecordFiling(directory: recordsDirectory)
        let response = filed.flatMap { read(filing, $0) }
        exchange.answer(response ?? ErrorAnswer(code: .notNow).response)
    }

    /// Reading is a decision, and logged before anything is shown.
    func read(
        _ reading: Reading,
        _ reason: String,
        _ exchange: HTTPExchange,
        by seat: SeatID,
        _ body: @escaping @Sendable (isolated SessionActor) -> Void
    ) {
        ask(
            .read(reading, reason: reason),
            by: seat,
            .desk { session, answer in
                if let refusal = session.refusal(answer) { return exchange.answer(refusal) }
                body(session)
            }
        )
    }

    /// Why an answer is no yes; nil if it is.
    func refusal(_ answer: Answer) -> HTTPResponse? {
        switch answer {
        case .done: return nil
        case .refused(.denied(let verdict)):
            let message = verdict.sentences(forStaff: true).joined(separator: " ")
            return ErrorAnswer(code: .notAllowed, message: message).response
        case .refused(.journalFailed): return ErrorAnswer(code: .journalFailed).response
        case .refused(.rejected), .refused(.overtaken), .refused(.mediaNotReady),
            .refused(.tooMany):
            return ErrorAnswer(code: .notNow).response
        }
    }

    /// Appends an entry of the broker's own to the session's stream.
    func append(
        _ type: EntryType,
        _ json: JSONValue,
        then: @escaping @Sendable (isolated SessionActor, UInt64?) -> Void
    ) {
        let entry = Draft(stream: stream, type: type.rawValue, payload: JSONWriter.bytes(json))
        store.append([entry], on: loop) { [self] written, _ in
            assumeIsolated { then($0, written?.numbers.first) }
        }
    }

    // MARK: Answers

    /// The record from what the log held at `head`, or holds now.
    func sessionRecord(
        by seat: SeatID,
        at moment: Timestamp,
        head: ContactRecord.LogHead? = nil
    ) -> SessionRecord {
        let entries = head.map { head in log.filter { $0.sequence < head.size } } ?? log
        switch guarded.state.plan.kind.form.record {
        case .contact:
            return .contact(
                ContactRecord(
                    entries: entries,
                    plan: guarded.state.plan,
                    caseload: guarded.caseload,
                    draft: written { RecordField(rawValue: $0) },
                    author: seat,
                    at: moment,
                    head: head
                )
            )
        case .supervision, .attendance, .times, .directWork:
            return .meeting(
                MeetingRecord(
                    entries: entries,
                    plan: guarded.state.plan,
                    caseload: guarded.caseload,
                    draft: written { MeetingField(rawValue: $0) },
                    author: seat,
                    at: moment,
                    head: head,
                    // With the log's own time, not that at which somebody heard of it.
                    countersignature: state(inLog: log).countersignature
                )
            )
        }
    }

    private func state(inLog entries: [LoggedEntry]) -> SessionState {
        SessionHistory(entries, plan: guarded.state.plan, caseload: guarded.caseload).state
    }

    /// What has been written so far, by the fields that there are.
    private func written<Field: Hashable>(_ field: (String) -> Field?) -> [Field: String] {
        var written: [Field: String] = [:]
        for (key, value) in draft.texts {
            if let field = field(key) { written[field] = value }
        }
        return written
    }

    func recordAnswer(by seat: SeatID) -> RecordAnswer {
        let record = sessionRecord(by: seat, at: clock.now.civil)
        return RecordAnswer(
            session: summary(withTitle: true),
            isSigned: filed != nil || awaited != nil,
            isLate: record.isLate,
            sections: record.sections.map(withVersions),
            problems: record.problems + asideProblems,
            awaits: awaited,
            conflicts: conflicts(for: seat),
            signed: guarded.state.role(seat) == .supervisor ? filed.map(signedAnswer) : nil,
            facts: factsRead(by: seat)
        )
    }

    private func withVersions(_ section: RecordAnswer.Section) -> RecordAnswer.Section {
        var section = section
        for index in section.fields.indices where section.fields[index].source == .human {
            section.fields[index].version = draft.fields[section.fields[index].key]?.version
        }
        return section
    }

    private func timelineAnswer(integrity: TimelineAnswer.Verdict) -> TimelineAnswer {
        let timeline = Timeline(log, plan: guarded.state.plan, caseload: guarded.caseload)
        let end = guarded.state.phase.isOver ? timeline.to : max(timeline.to, clock.now.civil)
        return TimelineAnswer(
            session: summary(withTitle: true),
            entries: timeline.entries.map { entry in
                TimelineAnswer.Entry(
                    sequence: Int64(clamping: entry.sequence),
                    at: entry.at.milliseconds,
                    time: entry.time,
                    type: entry.type,
                    sentence: entry.sentence,
                    lane: entry.lane,
                    policies: entry.policies.map {
                        TimelineAnswer.Entry.Policy(id: $0.id, reason: $0.reason)
                    }
                )
            },
            lanes: timeline.lanes.map { lane in
                TimelineAnswer.Lane(
                    name: lane.name,
                    role: lane.role,
                    spans: lane.spans.map(span)
                )
            },
            holds: timeline.holds.map {
                TimelineAnswer.Interval(from: $0.from.milliseconds, to: $0.to.milliseconds)
            },
            from: timeline.from.milliseconds,
            to: end.milliseconds,
            integrity: integrity,
            completeness: TimelineAnswer.Verdict(
                holds: nil,
                sentence: "Completeness: unknown, no outside witness."
            ),
            record: filed.map { _ in Self.recordPath },
            sight: timeline.sight.map(answer)
        )
    }

    private func answer(_ sight: Sight) -> TimelineAnswer.Sight {
        TimelineAnswer.Sight(
            spans: sight.spans.map { span in
                let what: TimelineAnswer.Sight.What =
                    switch span.what {
                    case .shown: .shown
                    case .notShown: .notShown
                    case .paused: .paused
                    }
                return .init(
                    from: span.from.milliseconds,
                    to: span.to.milliseconds,
                    what: what
                )
            },
            sentence: sight.sentence
        )
    }

    private func span(_ span: Attendance.Span) -> TimelineAnswer.Lane.Span {
        let what: TimelineAnswer.Lane.What =
            switch span.what {
            case .waiting: .waiting
            case .room: .room
            case .gone: .gone
            }
        return TimelineAnswer.Lane.Span(
            from: span.from.milliseconds,
            to: span.to.milliseconds,
            what: what
        )
    }

    /// Where the signed record's page is; the browser adds its seat.
    static let recordPath = "/records/signed"
}
