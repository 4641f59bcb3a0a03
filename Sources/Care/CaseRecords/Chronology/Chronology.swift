package import Casework
package import Sessions

/// One child's sessions, held and not held and why, told to the child: for later, when they ask.
///
/// It says what happened and whose doing it was, in plain words. It never says what is another person's
/// own: why an adult could not come, what a court wrote, what staff thought of somebody.
package struct Chronology: Sendable {
    package let name: String
    package let days: [Day]
    /// What it was all for, and how the child felt, in the order of time; one for each purpose that a plan has had.
    package let purposes: [Purpose]

    /// A plan's purpose, and the child's own check-ins against it.
    package struct Purpose: Sendable, Hashable {
        package let text: String
        /// Of the sessions in which there was one; the others have none.
        package let checkIns: [CheckIns]
    }

    package struct CheckIns: Sendable, Hashable {
        package let title: String
        package let before: Feeling?
        package let after: Feeling?
    }

    /// One session, as a short story.
    package struct Day: Sendable, Hashable {
        /// For example "Tuesday 20 October 2026".
        package let title: String
        package let sentences: [String]
        /// What the child said, as it was written down; nil if nothing was.
        package let childsWords: String?
        /// What a worker wrote to the child, and who.
        package let message: Message?
    }

    package struct Message: Sendable, Hashable {
        package let text: String
        package let from: String
    }

    /// Of `sessions`, those that were planned for this child and are over.
    package init(_ sessions: [CaseSession], for child: PersonID, at moment: Timestamp) {
        let own = sessions.filter { session in
            session.isFamilyTime && session.isOver(at: moment)
                && session.planned(.child).contains(child)
        }.sorted { ($0.plan.start, $0.id.text) < ($1.plan.start, $1.id.text) }
        name = own.last?.caseload.people[child]?.shownName ?? "You"
        days = own.map { Day($0, child) }
        var purposes: [Purpose] = []
        for session in own {
            let text = session.caseload.plan.purpose
            let checkIns = (purposes.last?.text == text ? purposes.popLast() : nil)?.checkIns ?? []
            purposes.append(
                Purpose(text: text, checkIns: checkIns + (session.checkIns.map { [$0] } ?? []))
            )
        }
        self.purposes = purposes
    }
}

extension Chronology.Day {
    fileprivate init(_ session: CaseSession, _ child: PersonID) {
        let story = ChildsStory(session: session, child: child)
        title = session.plan.zone.day(session.plan.start)
        sentences = session.isHeld ? story.together : story.notTogether
        let isSigned = session.history.signed != nil
        childsWords = isSigned ? session.written[.childsWords]?.unlessBlank : nil
        message =
            isSigned
            ? session.written[.messageForChild]?.unlessBlank.map { text in
                Chronology.Message(text: text, from: story.supervisor)
            } : nil
    }
}

extension CaseSession {
    /// Nil where the child was asked neither before nor after, or chose not to say.
    fileprivate var checkIns: Chronology.CheckIns? {
        let (before, after) = (feeling(.before)?.feeling, feeling(.after)?.feeling)
        guard before != nil || after != nil else { return nil }
        return Chronology.CheckIns(title: plan.zone.day(plan.start), before: before, after: after)
    }
}

/// Sentences about one session, said to the child.
private struct ChildsStory {
    let session: CaseSession
    let child: PersonID

    private var history: SessionHistory { session.history }

    var together: [String] {
        let adults = session.seats(.family).filter { history.attendance[$0]?.admitted != nil }
        let missing = session.seats(.family).filter(session.isNoShow)
        var lines = ["You saw \(listed(adults)), on the screen for \(minutes)."]
        if !missing.isEmpty {
            lines.append("\(listed(missing)) did not come that day. \(Self.notYours)")
        }
        lines.append(helpers)
        if !history.holds.isEmpty { lines.append(pauses) }
        lines += end
        return lines.filter { !$0.isEmpty }
    }

    var notTogether: [String] {
        let family = listed(session.seats(.family))
        let planned = "You were going to see \(family). It did not happen."
        let why: String =
            switch session.loss {
            case .childDeclined:
                "You did not want to that day, and the grown-ups listened. That is always all right."
            case .authorityStaffing:
                "No worker was there to help. That was our mistake, and nobody else’s."
            case .interpreter:
                "Nobody was there to help with the language. That was our mistake, and nobody else’s."
            case .technical:
                "The computer or the line did not work. That was ours to put right, and nobody’s fault."
            case .courtOrSuspension:
                "It was not allowed on that day. Your social worker can tell you more about it."
            case .presentation, .other, nil:
                "The grown-ups decided that it was better not to. \(Self.notYours)"
            case .family: "\(family) did not come that day. \(Self.notYours)"
            case .carer: "You could not be there that day. \(Self.notYours)"
            }
        return [planned, why]
    }

    /// For example "Marcus".
    var supervisor: String {
        let names = session.supervisors.map(shown)
        return names.isEmpty ? "A worker" : names.joined(separator: " and ")
    }

    private var helpers: String {
        let isLapsed = history.holds.contains {
            $0.reason == .supervisorLost || $0.reason == .supervisorNotSeeing
        }
        let how =
            isLapsed ? ". When \(supervisor) was away for a moment, it waited." : " the whole time."
        var parts = ["\(supervisor) was with you\(how)"]
        if session.supervisors.count > 1 { parts = ["\(supervisor) were with you."] }
        let interpreters = session.seats(.interpreter)
            .filter { history.attendance[$0]?.admitted != nil }
        if !interpreters.isEmpty {
            let names = interpreters.compactMap { session.plan.seats[$0]?.person }.map(shown)
            parts.append("\(names.joined(separator: " and ")) helped with the language.")
        }
        if let carer = session.plan.seat(of: child).flatMap({ session.plan.seats[$0]?.companion }) {
            parts.append("\(shown(carer)) was next to you.")
        }
        return parts.joined(separator: " ")
    }

    private var pauses: String {
        let count = history.holds.count
        let times = count == 1 ? "a short pause" : "\(count) short pauses"
        return "There \(count == 1 ? "was" : "were") \(times). You did nothing wrong."
    }

    private var end: [String] {
        switch history.outcome {
        case .stoppedByChild:
            ["You said that you wanted to stop, and it stopped. That is always all right."]
        case .stoppedByTechnical: ["It ended early, because something stopped working."]
        case .stoppedBySupervisor, .heldShort:
            ["It ended a little early. \(Self.notYours)"]
        case .heldFull, .heldInterrupted, .notHeld, nil: []
        }
    }

    private var minutes: String {
        let minutes = max(1, Int((history.live.components.seconds + 30) / 60))
        return "\(minutes) minute\(minutes == 1 ? "" : "s")"
    }

    /// For example "Nasrin, your mother".
    private func listed(_ seats: [SeatID]) -> String {
        let people = seats.compactMap { session.plan.seats[$0]?.person }.map { person in
            guard case .familyMember(let relationship) = session.caseload.people[person]?.standing
            else { return shown(person) }
            return "\(shown(person)), your \(relationship)"
        }
        return people.isEmpty ? "your family" : people.joined(separator: ", and ")
    }

    private func shown(_ person: PersonID) -> String {
        session.caseload.people[person]?.shownName ?? "Somebody"
    }

    private static let notYours = "It was not because of anything you did."
}

extension String {
    fileprivate var unlessBlank: String? { isBlank ? nil : self }
}
