import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Sessions
import TransparencyLog

/// A session's entries in sentences, for `session.html`.
struct ExportedPage {
    let html: String

    init(
        _ entries: [RecordedEntry],
        session: String,
        erasure: Erasure?,
        by: String,
        reason: String,
        policies: [String],
        key: VerifierKey
    ) {
        var stored = StoredSessions()
        for entry in entries { stored.take(entry) }
        let plan = stored.sessions.last?.plan
        let timeline = stored.sessions.last.flatMap { stored in
            DemoCaseloads.known(stored.plan).map {
                Timeline(stored.entries, plan: stored.plan, caseload: $0)
            }
        }
        var facts = [("Session", session)]
        if let plan {
            let (start, end) = (plan.zone.clock(plan.start), plan.zone.clock(plan.end))
            facts.append(("Planned", "\(plan.zone.day(plan.start)), \(start) to \(end)"))
        }
        for lane in timeline?.lanes ?? [] where !lane.spans.isEmpty {
            facts.append((lane.name, Self.presence(lane, plan?.zone)))
        }
        if let sight = timeline?.sight {
            facts.append(("Supervisor’s sight and sound", sight.sentence))
        }
        if let erasure {
            facts.append(("Erased", "By \(erasure.by), because: \(erasure.reason)"))
        }
        facts.append(("Given out", "To be read outside, by \(by), because: \(reason)"))
        let page = SessionPage(
            title: "Session \(session)",
            subtitle: plan.map { "\($0.zone.day($0.start)), times in \($0.zone.name)" }
                ?? "Times in UTC",
            facts: facts,
            rows: Self.rows(entries, timeline, plan?.zone),
            proof: [("The log’s public key", key.text)]
                + policies.map { ("Policies in force (SHA-256 of their list)", $0) },
            words: Self.words
        )
        html = page.html
    }

    private static func rows(
        _ entries: [RecordedEntry],
        _ timeline: Timeline?,
        _ zone: CivilZone?
    ) -> [SessionPage.Row] {
        var told: [UInt64: Timeline.Entry] = [:]
        for entry in timeline?.entries ?? [] { told[entry.sequence] = entry }
        return entries.map { entry in
            if let told = told[entry.sequence] {
                return SessionPage.Row(
                    number: String(entry.sequence),
                    time: told.time,
                    sentence: told.sentence,
                    reasons: told.policies.map { "\($0.id): \($0.reason)" }
                )
            }
            let moment = Timestamp(milliseconds: Int64(clamping: entry.time))
            // The machine's own clock, which has nothing to do with the day of the session.
            let isOurs = EntryType(rawValue: entry.type)?.isAdministrative ?? true
            let time = isOurs ? nil : zone?.clockWithSeconds(moment)
            return SessionPage.Row(
                number: String(entry.sequence),
                time: time ?? LogCommand.moment(entry.time),
                sentence: sentence(entry)
            )
        }
    }

    /// For what is no event and no decision.
    private static func sentence(_ entry: RecordedEntry) -> String {
        guard entry.payload != .erased else {
            return "Erased: what this entry said can be read by nobody."
        }
        let line = LogLine(entry, typeName: "").json["payload"].map { JSONWriter.text($0) } ?? ""
        switch EntryType(rawValue: entry.type) {
        case .planned: return "The session was planned, with a seat for each person."
        case .recordDraft, .draftSaved:
            return "The supervisor saved what was written of the record: \(line)"
        case .recordSigning: return "The record was made ready to sign: \(line)"
        case .recordFiled: return "The signed record was filed: \(line)"
        case .exported:
            guard let export = Export(entry) else { return line }
            return "This log was given out by \(export.by), because: \(export.reason)"
        case .readOutside:
            guard case .opened(let bytes) = entry.payload,
                let json = try? JSONParser.parse(bytes, limits: .file),
                let reading = OutsideReading(json: json)
            else { return line }
            let how = reading.emergency == nil ? "" : ", in an emergency"
            return
                "\(reading.by) read \(reading.what) by a command\(how), because: \(reading.reason)"
        case .additionsFiled: return "What was added to the record was filed with it: \(line)"
        case .reviewed: return "A reviewer looked at the session: \(line)"
        case .legalHoldPlaced: return "A legal hold was placed on this session: \(line)"
        case .legalHoldLifted: return "The legal hold on this session was lifted: \(line)"
        case .copyMade: return "A copy with other people taken out was made: \(line)"
        case .noticeTried, .noticeDelivered, .noticeAbandoned, .noticeReplayed:
            return LoggedDeliveryFact(entry)?.fact.sentence ?? line
        case .clockTold: return "Whoever has to act was told of a clock: \(line)"
        case .documentPulled: return "A case system read the record with its own key: \(line)"
        case .sealed: return "The record was sealed, because the child was adopted: \(line)"
        case .decision, .event, .service, .noticesPulled, .erased, .restored, .supportAsked,
            .supportAnswered,
            .policiesActivated, .policiesRefused, .diskWasFull, .witnessChanged, .outboxAttached,
            nil:
            return line
        }
    }

    private static func presence(_ lane: Timeline.Lane, _ zone: CivilZone?) -> String {
        let spans = lane.spans.filter { $0.what == .room }.map { span in
            let (from, to) = (zone?.clock(span.from) ?? "?", zone?.clock(span.to) ?? "?")
            return "\(from) to \(to)"
        }
        return spans.isEmpty
            ? "came, and was never in the room"
            : "in the room " + spans.joined(separator: ", ")
    }

    private static let words = [
        """
        This page stands beside the sealed entries themselves, each with a proof that it is part of the log, the \
        log’s signed checkpoint, and the key that opens them. The program contact-broker checks them with \
        “log verify”; so does a short program in Python that shares nothing with it.
        """,
        """
        The check shows that the entries are those that were written, that none of those exported is missing, and \
        that this page is the one that was exported. The sentences here are the program’s wording of the entries; \
        in doubt the entries count. Take the public key from the service, not from here.
        """,
        "Sound and picture were not recorded. Times are the server’s.",
    ]
}
