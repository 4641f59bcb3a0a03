package import Casework
package import Sessions

/// The safeguarding lead's queue: sessions that somebody has to look at, and why.
package struct ReviewQueue: Sendable {
    /// What is still open first, by what is due first.
    package let rows: [Row]

    package struct Row: Sendable {
        package let session: CaseSession
        /// In the order of `ReviewRule`; never empty.
        package let findings: [ReviewFinding]
        /// The first moment at which a look comes too late.
        package let due: Timestamp
        /// Of people who may review it, in the log's order.
        package let acts: [ReviewAct]
        /// Who is to look; nil if everybody on the list is concerned.
        package let reader: PersonID?

        /// Graded "inadequate" by one reader only: a second one has to look.
        package var needsSecondReader: Bool {
            let readers = Set(acts.filter { $0.grade != nil }.map(\.reader))
            return acts.contains { $0.grade == .inadequate } && readers.count < 2
        }

        package var isOpen: Bool { acts.isEmpty || needsSecondReader || hasNews }

        /// Something came after everybody had looked, or waits for somebody else than a reader.
        private var hasNews: Bool {
            findings.contains { finding in
                finding.rule == .addendumAsked
                    || finding.rule.answer != .anyLook && acts.allSatisfy { $0.at < finding.at }
            }
        }

        /// Whether its clock still runs: nobody has looked since, or what it waits for is no look.
        func isWaiting(_ finding: ReviewFinding) -> Bool {
            finding.rule.answer == .work || acts.allSatisfy { $0.at < finding.at }
        }
    }

    /// - Parameters:
    ///   - sessions: all that the log has; those that no rule finds are left out.
    ///   - acts: what reviewers did so far.
    ///   - readers: who reviews, in the order in which they are asked.
    ///   - calendar: the authority's working days.
    ///   - moment: until when the log is known.
    ///   - digest: SHA-256, for the draw.
    package init(
        _ sessions: [CaseSession],
        acts: [SessionID: [ReviewAct]],
        readers: [PersonID],
        calendar: WorkingCalendar,
        at moment: Timestamp,
        digest: (String) -> [UInt8]
    ) {
        let over = sessions.filter { $0.isOver(at: moment) }
            .sorted { ($0.plan.start, $0.id.text) < ($1.plan.start, $1.id.text) }
        let patterns = ReviewPatterns(over)
        let sample = ReviewSample(over, at: moment, digest: digest)
        let rows = over.compactMap { session -> Row? in
            let own = session.findings(calendar, at: moment)
            let across = patterns.findings[session.id] ?? []
            let concerned = session.concerned
            let valid = (acts[session.id] ?? []).filter { !concerned.contains($0.reader) }
            let findings =
                own + across + Self.readAnyway(session, sample) + Self.secondReader(valid)
            guard let due = findings.map({ calendar.due($0.rule.clock, from: $0.at) }).min()
            else { return nil }
            return Row(
                session: session,
                findings: findings,
                due: due,
                acts: valid,
                reader: Self.reader(of: readers, without: concerned, after: valid)
            )
        }
        self.rows = rows.sorted { left, right in
            if left.isOpen != right.isOpen { return left.isOpen }
            return (left.due, left.session.id.text) < (right.due, right.session.id.text)
        }
    }

    /// What this person may see: never a session that they are concerned in.
    package func rows(for reader: PersonID) -> [Row] {
        rows.filter { !$0.session.concerned.contains(reader) }
    }

    /// A second look is another person's.
    private static func reader(
        of readers: [PersonID],
        without concerned: Set<PersonID>,
        after acts: [ReviewAct]
    ) -> PersonID? {
        readers.first { reader in
            !concerned.contains(reader) && !acts.contains { $0.reader == reader }
        }
    }

    /// The first reader found it inadequate: the manager's working day begins (domain.md section 6.2).
    private static func secondReader(_ acts: [ReviewAct]) -> [ReviewFinding] {
        guard Set(acts.filter { $0.grade != nil }.map(\.reader)).count < 2,
            let act = acts.first(where: { $0.grade == .inadequate })
        else { return [] }
        let text = "The first reader found it inadequate: somebody else has to look."
        return [ReviewFinding(.secondReader, text, at: act.at)]
    }

    private static func readAnyway(_ session: CaseSession, _ sample: ReviewSample)
        -> [ReviewFinding]
    {
        guard let signed = session.history.signed else { return [] }
        let entries = [signed.sequence]
        let name = session.author.map { session.names.official(person: $0) } ?? "The supervisor"
        if sample.first.contains(session.id) {
            let text = "\(name) is new: each of the first six records is read."
            return [ReviewFinding(.newSupervisor, text, entries: entries, at: signed.at)]
        }
        guard sample.drawn.contains(session.id) else { return [] }
        let text = "It was drawn at random among \(name)’s records of the quarter."
        return [ReviewFinding(.sample, text, entries: entries, at: signed.at)]
    }
}

extension CaseSession {
    /// Who may not review it: whoever worked in it, wrote its record, read it in an emergency, or has ties to the family.
    package var concerned: Set<PersonID> {
        let workers = plan.seats.filter { id, seat in
            guard seat.role != .lead else { return supervisingSeats.contains(id) }
            return history.attendance[id] != nil || seat.role == .supervisor
        }.map(\.value.person)
        return caseload.careCase.conflictOfInterest.union(workers)
            .union([author].compactMap(\.self))
            .union(emergencies.flatMap { [$0.by, $0.second].compactMap(\.self) })
    }
}
