import CaseRecords
import Casework
import Cryptography
import Journal
import Sessions

/// A stored journal's sessions with their caseloads, read without the broker.
struct StoredCaseload {
    let sessions: [CaseSession]
    /// The newest moment that the log knows of; what comes after it is not known here.
    let moment: Timestamp
    let zone: CivilZone
    let queue: ReviewQueue
    /// What people are to have been told of by now.
    let escalations: [Escalation]
    /// What keeps sessions from being disposed of, and for how long, as the log knows it.
    let retentionFacts: RetentionFacts
    let stored: StoredSessions

    var today: CivilDate { zone.civilDate(at: moment) }

    init(directory: String, at moment: Timestamp? = nil) throws(ReportCommand.Failure) {
        var stored = StoredSessions()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        } catch {
            throw .input(error.description)
        }
        guard let zone = stored.sessions.first?.plan.zone ?? CivilZone(Kites.zone) else {
            throw .input("\(Kites.zone): this system knows no such time zone.")
        }
        self.init(stored, zone: zone, at: moment)
    }

    /// As known at `moment`; reviewers are the leads of the plans.
    init(_ stored: StoredSessions, zone: CivilZone, at moment: Timestamp? = nil) {
        self.zone = zone
        let moment = moment ?? stored.lastTime ?? Timestamp(milliseconds: 0)
        self.moment = moment
        self.stored = stored
        var facts = RetentionFacts()
        for session in stored.sessions {
            if session.legalHold != nil { facts.legalHolds.insert(session.plan.session.text) }
            if let seal = session.seal { facts.adoptionOrders[seal.child] = seal.adopted }
        }
        retentionFacts = facts
        let sessions = stored.sessions.map(CaseSession.init)
        self.sessions = sessions
        let acts = stored.sessions.map { ($0.plan.session, $0.reviews) }
        let calendar = WorkingCalendar(zone: zone)
        queue = ReviewQueue(
            sessions,
            acts: Dictionary(acts) { $0 + $1 },
            readers: Set(sessions.flatMap { $0.planned(.lead) }).sorted(),
            calendar: calendar,
            at: moment
        ) { SHA256.hash(Array($0.utf8)).bytes }
        escalations = queue.escalations(calendar, at: moment)
    }
}

extension CaseSession {
    init(_ stored: StoredSession) {
        var written: [RecordField: String] = [:]
        var meeting: [MeetingField: String] = [:]
        for (key, text) in stored.draft.texts {
            if let field = RecordField(rawValue: key) { written[field] = text }
            if let field = MeetingField(rawValue: key) { meeting[field] = text }
        }
        self.init(
            entries: stored.entries,
            plan: stored.plan,
            caseload: DemoCaseloads.caseload(of: stored.plan),
            written: written,
            meeting: meeting,
            root: stored.signing?.head.root,
            deliveries: stored.deliveries,
            told: stored.clocks,
            parentsCopies: stored.parentsCopies,
            emergencies: stored.emergencies
        )
    }
}
