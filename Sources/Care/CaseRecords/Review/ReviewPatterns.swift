import Casework
import Sessions

/// What shows only across sessions, told at the newest session that it shows in.
struct ReviewPatterns: Sendable {
    private(set) var findings: [SessionID: [ReviewFinding]] = [:]

    /// `sessions` are over, and in the order of their start.
    init(_ sessions: [CaseSession]) {
        findIdenticalWords(sessions)
        for run in Dictionary(grouping: sessions, by: \.plan.version.plan).values {
            findRuns(run)
        }
    }

    private mutating func add(_ finding: ReviewFinding, to session: CaseSession) {
        findings[session.id, default: []].append(finding)
    }

    /// The same sentence of some length in two records.
    private mutating func findIdenticalWords(_ sessions: [CaseSession]) {
        var first: [String: CaseSession] = [:]
        for session in sessions where session.history.signed != nil {
            let fields = RecordField.allCases.filter { session.written[$0] != nil }
            for field in fields {
                let text = (session.written[field] ?? "").wordsOnly
                guard text.utf8.count >= Self.longEnough else { continue }
                guard let other = first[text] else {
                    first[text] = session
                    continue
                }
                guard other.id != session.id else { continue }
                let sentence = """
                    “\(field.title)” says word for word what the record of \
                    \(other.plan.zone.day(other.plan.start)) says.
                    """
                let entries = [other, session].compactMap(\.history.signed?.sequence)
                add(
                    ReviewFinding(
                        .identicalWords,
                        sentence,
                        entries: entries,
                        at: session.history.signed?.at ?? session.history.over
                    ),
                    to: session
                )
            }
        }
    }

    /// Three in a row of one plan's sessions.
    private mutating func findRuns(_ sessions: [CaseSession]) {
        for index in sessions.indices.dropFirst(Self.run - 1) {
            let last = Array(sessions[(index - Self.run + 1)...index])
            let newest = sessions[index]
            for seat in newest.plan.seats.filter({ $0.value.role == .family }).values
            where last.allSatisfy({ $0.plan.seat(of: seat.person) != nil }) {
                findRun(of: seat.person, last, newest)
            }
            findRisingInterventions(last, newest)
            findFallingCheckIns(last, newest)
            let signed = last.filter { $0.isHeld && $0.history.signed != nil }
            if signed.count == Self.run, signed.allSatisfy({ !$0.hasChildsVoice }) {
                add(
                    ReviewFinding(
                        .childNotHeard,
                        "Three records in a row have none of the child’s own words.",
                        entries: signed.compactMap(\.history.signed?.sequence),
                        at: newest.history.over
                    ),
                    to: newest
                )
            }
        }
    }

    private mutating func findRun(
        of person: PersonID,
        _ last: [CaseSession],
        _ newest: CaseSession
    ) {
        let name = newest.caseload.people[person]?.shownName ?? "Somebody"
        let seats = last.map { session in session.plan.seat(of: person).map { (session, $0) } }
            .compactMap(\.self)
        if seats.allSatisfy({ $0.0.adultsDue.contains($0.1) && $0.0.isNoShow($0.1) }) {
            let text =
                "\(name) missed three in a row. That calls for a talk about what is in the way; "
                + "nothing is stopped by itself."
            add(ReviewFinding(.missedPattern, text, at: newest.history.over), to: newest)
        }
        let late = seats.filter { session, seat in
            !session.isServiceLate && (session.history.lateness(of: seat) ?? .zero) > Self.late
        }
        if late.count == Self.run {
            let entries = late.compactMap { $0.0.history.attendance[$0.1]?.arrived?.sequence }
            let text = "\(name) was more than 5 minutes late three times in a row."
            add(
                ReviewFinding(.latenessPattern, text, entries: entries, at: newest.history.over),
                to: newest
            )
        }
    }

    private mutating func findRisingInterventions(_ last: [CaseSession], _ newest: CaseSession) {
        let counts = last.map(\.history.interventions.count)
        guard zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }) else { return }
        let text = """
            Staff stepped in \(counts.map(String.init).joined(separator: ", then ")) times in three \
            sessions in a row.
            """
        let entries = newest.history.interventions.map(\.mark.sequence)
        add(
            ReviewFinding(.interventionsRising, text, entries: entries, at: newest.history.over),
            to: newest
        )
    }

    private mutating func findFallingCheckIns(_ last: [CaseSession], _ newest: CaseSession) {
        let faces = last.compactMap { $0.feeling(.after) }
        guard faces.count == Self.run,
            zip(faces, faces.dropFirst()).allSatisfy({ $0.steps > $1.steps })
        else { return }
        let text =
            "Three times in a row the child chose a sadder face at the end than the time before."
        let entries = faces.map(\.mark.sequence)
        add(
            ReviewFinding(.checkInFalling, text, entries: entries, at: newest.history.over),
            to: newest
        )
    }

    /// In a row before a review is asked for (domain.md section 10).
    private static let run = 3
    private static let late = Duration.seconds(5 * 60)
    /// Bytes; shorter sentences, like "None.", are everybody's.
    private static let longEnough = 40
}

extension String {
    /// Letters and digits in lower case, so that spaces and points hide nothing.
    fileprivate var wordsOnly: String {
        String(
            lowercased().unicodeScalars.filter {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
            }.map(Character.init)
        )
    }
}
